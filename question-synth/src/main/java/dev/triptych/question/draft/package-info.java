/** Reads a teacher's reply as a question with its entry point, or says why it is none. */
@NullMarked
package dev.triptych.question.draft;

import org.jspecify.annotations.NullMarked;
