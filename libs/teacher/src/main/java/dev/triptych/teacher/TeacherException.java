package dev.triptych.teacher;

import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.ErrorCode;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;

/** No answer could be had. */
public final class TeacherException extends RuntimeException {
    /**
     * A step that waits longer would not hear for so long that its run asks another teacher now. Not shorter, because each
     * part is one of a step's hundred tries, which must outlast a quota that is renewed once a day.
     */
    static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(15);

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

    /** The same as an activity failure, retried after the teacher's wish but no later than {@link #RETRY_AFTER_MAX}. */
    public ApplicationFailure toActivityFailure() {
        return retryAfter
                .map(wish -> wish.compareTo(RETRY_AFTER_MAX) < 0 ? wish : RETRY_AFTER_MAX)
                .map(delay -> ActivityErrors.retryAfter(code, message, delay))
                .orElseGet(() -> ActivityErrors.failure(code, message));
    }
}
