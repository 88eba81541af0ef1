package dev.triptych.teacher;

import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.ErrorCode;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;

/** No answer could be had. */
public final class TeacherException extends RuntimeException {
    private final ErrorCode code;
    private final String message;
    private final Optional<Duration> retryAfter;

    /** @param retryAfter what the teacher asked for */
    public TeacherException(ErrorCode code, String message, Optional<Duration> retryAfter) {
        super(message);
        this.code = code;
        this.message = message;
        this.retryAfter = retryAfter;
    }

    public ErrorCode code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** The same as an activity failure. */
    public ApplicationFailure toActivityFailure() {
        return retryAfter
                .map(delay -> ActivityErrors.retryAfter(code, message, delay))
                .orElseGet(() -> ActivityErrors.failure(code, message));
    }
}
