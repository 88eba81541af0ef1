/** The journal of slots and calls: no answer that was committed is ever asked for again. */
@NullMarked
package dev.triptych.teacher.journal;

import org.jspecify.annotations.NullMarked;
