/** Tests of the package of the same name. */
@NullMarked
package dev.triptych.rehearsal.bank;

import org.jspecify.annotations.NullMarked;
