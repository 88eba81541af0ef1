/** Tests of the package of the same name. */
@NullMarked
package dev.triptych.rehearsal.log;

import org.jspecify.annotations.NullMarked;
