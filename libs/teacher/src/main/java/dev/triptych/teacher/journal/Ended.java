package dev.triptych.teacher.journal;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.store.PackedBody;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.client.CallResult;
import dev.triptych.teacher.client.Outgoing;
import dev.triptych.teacher.client.Profile;
import dev.triptych.teacher.client.Received;
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

    /** What the journal is told of a call that ended so. */
    static Ended of(CallResult result, Profile profile, Outgoing outgoing, int messages, Optional<Clocks.Moment> sent) {
        Received received = result.received();
        Usage usage = result.usage(outgoing);
        boolean whole = result instanceof CallResult.Complete;
        Optional<PackedBody> reply = whole || !received.content().isEmpty()
                ? Optional.of(PackedBody.of(received.content()))
                : Optional.empty();
        Optional<PackedBody> thinking = received.thinking().map(PackedBody::of);
        long cost = profile.costMicroUsd(usage);
        Optional<Bound> overrun = received.overrun().isPresent()
                ? Optional.of(Bound.of(
                        profile,
                        outgoing.body().length,
                        messages,
                        received.overrun().getAsLong()))
                : Optional.empty();
        return switch (result) {
            case CallResult.Complete complete -> {
                Answer.Finish finish = finish(complete.finishReason());
                yield new Ended(
                        state(finish),
                        Optional.of(finish),
                        Optional.of(complete.finishReason()),
                        reply,
                        thinking,
                        usage,
                        cost,
                        received.usage().filter(told -> !told.estimated()).isPresent(),
                        overrun,
                        sent,
                        received.firstTokenAt(),
                        Optional.empty(),
                        Optional.empty());
            }
            case CallResult.Failed failed ->
                new Ended(
                        state(failed.ending()),
                        Optional.empty(),
                        Optional.empty(),
                        reply,
                        thinking,
                        usage,
                        cost,
                        // Nobody bills a request that was not taken; what a broken one will cost, nobody told us.
                        failed.ending() == CallResult.Ending.REFUSED,
                        overrun,
                        sent,
                        received.firstTokenAt(),
                        Optional.of(failed.code()),
                        Optional.of(failed.message()));
        };
    }

    private static Answer.Finish finish(String reason) {
        return switch (reason) {
            case "length", "max_tokens", "loop" -> Answer.Finish.LENGTH;
            case "content_filter", "refusal" -> Answer.Finish.REFUSED;
            // Vendors have more words for an end that the model chose.
            default -> Answer.Finish.STOP;
        };
    }

    private static State state(Answer.Finish finish) {
        return switch (finish) {
            case STOP -> State.ANSWERED;
            case LENGTH -> State.CUT;
            case REFUSED -> State.REFUSED;
        };
    }

    private static State state(CallResult.Ending ending) {
        return switch (ending) {
            case REFUSED -> State.REFUSED;
            case CUT -> State.CUT;
            case LOST -> State.LOST;
        };
    }
}
