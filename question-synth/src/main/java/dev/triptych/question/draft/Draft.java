package dev.triptych.question.draft;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.RejectReason;

/** What a teacher's reply amounts to. */
public sealed interface Draft {
    /**
     * A question that can be put to a solver.
     *
     * @param body the text as drafted, normalised: what two drafts are compared by
     * @param text {@code body} with its entry point stated
     */
    record Readable(String body, String text, EntryPoint entryPoint) implements Draft {}

    /**
     * No question.
     *
     * @param detail a short fixed word for what was wrong
     */
    record Unusable(RejectReason reason, String detail) implements Draft {}
}
