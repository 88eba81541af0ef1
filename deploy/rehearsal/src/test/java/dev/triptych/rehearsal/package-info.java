/** Tests of the package of the same name. */
@NullMarked
package dev.triptych.rehearsal;

import org.jspecify.annotations.NullMarked;
