package dev.triptych.question.dedup;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.Question;

/** Whether a question is new in its corpus. Final: it is one row, and a retry reads it. */
public sealed interface Decision {
    /** The first of its kind. */
    record Kept(Question question) implements Decision {}

    /** The corpus has it already, from {@code original}. */
    record DuplicateOf(CandidateId original) implements Decision {}
}
