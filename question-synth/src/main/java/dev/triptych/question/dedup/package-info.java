/** Decides whether a question is new in its corpus. */
@NullMarked
package dev.triptych.question.dedup;

import org.jspecify.annotations.NullMarked;
