package dev.triptych.teacher.journal;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.store.PackedBody;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.client.Usage;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a call after it.
 *
 * @param fills how the teacher ended, when the reply answers the slot
 * @param finishReason as the teacher said
 * @param settled whether {@code usage} is what the teacher will bill; otherwise the call's bound stays spent
 * @param overrun what a teacher may bill that keeps no bound: the most for the prompt, and what came; it is not asked
 *     again until somebody has looked
 * @param sent when it went out, by this process's own clocks; empty where it never did
 */
record Ended(
        State state,
        Optional<Answer.Finish> fills,
        Optional<String> finishReason,
        Optional<PackedBody> reply,
        Optional<PackedBody> thinking,
        Usage usage,
        long costMicroUsd,
        boolean settled,
        Optional<Bound> overrun,
        Optional<Clocks.Moment> sent,
        Optional<Instant> firstTokenAt,
        Optional<ErrorCode> errorCode,
        Optional<String> errorMessage) {
    /** How a call leaves {@code ASKED}. */
    enum State {
        /** A whole reply. */
        ANSWERED,
        /** The teacher did not take the request, or filtered the reply. */
        REFUSED,
        /** A fragment: at the token limit, or broken off. */
        CUT,
        /** We went away while the teacher was at work. */
        LOST
    }
}
