package dev.triptych.teacher.client;

import dev.triptych.contracts.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/** How one call ended. */
public sealed interface CallResult {
    /** What came, whole or in part. */
    Received received();

    /** What it used, by the teacher's count, else by ours. */
    default Usage usage(Outgoing outgoing) {
        boolean taken = !(this instanceof Failed failed) || failed.ending() != Ending.REFUSED;
        return taken || !received().isEmpty() ? received().usageOrEstimate(outgoing) : new Usage(0, 0, false);
    }

    /** The teacher ended its reply. {@code finishReason} as it said: {@code stop}, {@code length}, … */
    record Complete(Received received, String finishReason) implements CallResult {}

    /**
     * There is no whole reply.
     *
     * @param retryAfter what the teacher asked for
     * @param notNow whether the teacher has too much to do, and would take the call at another time
     */
    record Failed(
            Received received,
            Ending ending,
            ErrorCode code,
            String message,
            Optional<Duration> retryAfter,
            boolean notNow)
            implements CallResult {
        /** Too much to do is what the code says, or a time to come again. */
        public Failed(Received received, Ending ending, ErrorCode code, String message, Optional<Duration> retryAfter) {
            this(
                    received,
                    ending,
                    code,
                    message,
                    retryAfter,
                    code == ErrorCode.TEACHER_RATE_LIMITED
                            || code == ErrorCode.TEACHER_UNAVAILABLE && retryAfter.isPresent());
        }

        /** The call was ended before any of it was sent. */
        public static Failed unsent(Profile profile, String why) {
            return new Failed(
                    Received.NOTHING,
                    Ending.REFUSED,
                    ErrorCode.INTERNAL,
                    "teacher " + profile.name() + ": the call was given up before it was sent: " + why,
                    Optional.empty());
        }
    }

    /** What a failed call left behind. */
    enum Ending {
        /** The teacher did not take the request, or was never sent it: nothing was generated. */
        REFUSED,
        /** The reply broke off or made no sense; what came is paid. */
        CUT,
        /** We went away while the teacher was at work: nobody knows what was generated. */
        LOST
    }
}
