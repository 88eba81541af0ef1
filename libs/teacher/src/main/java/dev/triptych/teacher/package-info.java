/** Asking a teacher through the journal. */
@NullMarked
package dev.triptych.teacher;

import org.jspecify.annotations.NullMarked;
