/** The static gate: what a suite may not be, decided by its syntax tree alone. */
@NullMarked
package dev.triptych.testgen.gate;

import org.jspecify.annotations.NullMarked;
