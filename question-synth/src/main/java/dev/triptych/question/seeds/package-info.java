/** Seed material: importing it, counting it, and picking it for a candidate. */
@NullMarked
package dev.triptych.question.seeds;

import org.jspecify.annotations.NullMarked;
