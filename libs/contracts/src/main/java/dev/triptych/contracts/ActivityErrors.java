package dev.triptych.contracts;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** The one way an activity fails: an {@code ApplicationFailure} whose type is the {@link ErrorCode}. */
public final class ActivityErrors {
    private ActivityErrors() {}

    /** A failure that is retried iff its code says so. */
    public static ApplicationFailure failure(ErrorCode code, String message) {
        return code.retryable()
                ? ApplicationFailure.newFailure(message, code.name())
                : ApplicationFailure.newNonRetryableFailure(message, code.name());
    }

    /** The same; where it is retried, after {@code delay}, for example because the teacher asked for it. */
    public static ApplicationFailure retryAfter(ErrorCode code, String message, Duration delay) {
        return ApplicationFailure.newBuilder()
                .setMessage(message)
                .setType(code.name())
                .setNonRetryable(!code.retryable())
                .setNextRetryDelay(delay)
                .build();
    }
}
