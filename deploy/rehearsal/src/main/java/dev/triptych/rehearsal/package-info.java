/** The stand-in teacher: simulated, and says so. */
@NullMarked
package dev.triptych.rehearsal;

import org.jspecify.annotations.NullMarked;
