package dev.triptych.teacher.client;

import dev.triptych.contracts.ErrorCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a teacher is away: it cannot be reached, or will not serve us before somebody acts. One call now and then finds
 * out whether it is back.
 */
final class Away {
    /** What more calls would not change. */
    private static final Set<ErrorCode> UNTIL_SOMEBODY_ACTS =
            Set.of(ErrorCode.TEACHER_UNAUTHORIZED, ErrorCode.TEACHER_QUOTA_EXHAUSTED, ErrorCode.TEACHER_MODEL_UNKNOWN);

    /** What passes by itself; given up after {@link #IN_A_ROW}. */
    private static final Set<ErrorCode> PASSING =
            Set.of(ErrorCode.TEACHER_UNREACHABLE, ErrorCode.TEACHER_UNAVAILABLE, ErrorCode.TEACHER_STALLED);

    /** Calls that fail one after the other before the teacher counts as away. */
    private static final int IN_A_ROW = 3;

    /**
     * Slots whose replies make no sense, and may all be paid, without a good reply in between. Of slots, because a teacher
     * that answers everything but one prompt is no bad teacher.
     */
    private static final int MALFORMED_MAX = 20;

    /** How long nobody looks. */
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(30);

    /** How long a refusal that only somebody can change stands for the calls that were ready to follow it. */
    private static final Duration STANDS_FOR = Duration.ofSeconds(1);

    private CallResult.@Nullable Failed standing;
    private long standsUntil;
    private int failures;
    private final Set<String> malformed = new HashSet<>();
    private boolean away;
    private long lookAt;

    /** Whether to ask another; false for the one call that looks again. */
    synchronized boolean isAway(long nanos) {
        if (!away) {
            return false;
        }
        if (nanos - lookAt < 0) {
            return true;
        }
        lookAt = nanos + LOOK_AGAIN_AFTER.toNanos();
        return false;
    }

    /** The same, but the one call that looks again is left to another. */
    synchronized boolean seemsAway() {
        return away;
    }

    /** What the teacher said a moment ago to a call like the next. */
    synchronized Optional<CallResult.Failed> standing(long nanos) {
        return standing != null && nanos - standsUntil < 0 ? Optional.of(standing) : Optional.empty();
    }

    /**
     * Takes note of how a call ended.
     *
     * @return the same, or that this is no teacher for us where its replies go on making no sense
     */
    synchronized CallResult ended(String slot, CallResult result, long nanos) {
        switch (result) {
            case CallResult.Complete complete -> {
                away = false;
                standing = null;
                failures = 0;
                malformed.clear();
            }
            case CallResult.Failed failed when UNTIL_SOMEBODY_ACTS.contains(failed.code()) -> stand(failed, nanos);
            case CallResult.Failed failed
            when failed.code() == ErrorCode.TEACHER_MALFORMED_REPLY -> {
                if (malformed.size() < MALFORMED_MAX) {
                    malformed.add(slot);
                }
                if (malformed.size() == MALFORMED_MAX) {
                    stand(incompatible(failed, Received.NOTHING, CallResult.Ending.REFUSED), nanos);
                    return incompatible(failed, failed.received(), failed.ending());
                }
            }
            case CallResult.Failed failed
            when PASSING.contains(failed.code()) -> {
                if (++failures >= IN_A_ROW) {
                    leave(nanos);
                }
            }
            case CallResult.Failed failed -> {}
        }
        return result;
    }

    private static CallResult.Failed incompatible(CallResult.Failed last, Received received, CallResult.Ending ending) {
        return new CallResult.Failed(
                received,
                ending,
                ErrorCode.TEACHER_INCOMPATIBLE,
                "the replies for " + MALFORMED_MAX + " slots made no sense, the last: " + last.message(),
                Optional.empty());
    }

    private void stand(CallResult.Failed refusal, long nanos) {
        standing = refusal;
        standsUntil = nanos + STANDS_FOR.toNanos();
        leave(nanos);
    }

    private void leave(long nanos) {
        if (!away) {
            lookAt = nanos + LOOK_AGAIN_AFTER.toNanos();
        }
        away = true;
    }
}
