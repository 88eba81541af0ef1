/** Tests of the package of the same name. */
@NullMarked
package dev.triptych.rehearsal.reply;

import org.jspecify.annotations.NullMarked;
