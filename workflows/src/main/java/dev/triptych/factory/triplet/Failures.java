package dev.triptych.factory.triplet;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.factory.Outcome;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a step that could not be done means for its candidate. */
public final class Failures {
    private static final int MESSAGE_CHARS_MAX = 500;

    private Failures() {}

    /** Cancelled where the run wants no more of it, failed with the step's own code otherwise. */
    public static Outcome outcome(TemporalFailure failure) {
        String step = failure instanceof ActivityFailure activity ? activity.getActivityType() + ": " : "";
        return switch (innermostTold(failure)) {
            case CanceledFailure ignored -> new Outcome.Cancelled();
            case ApplicationFailure told when code(told) == ErrorCode.RUN_CLOSED -> new Outcome.Cancelled();
            case ApplicationFailure told -> failed(code(told), step + told.getOriginalMessage());
            case TimeoutFailure late ->
                failed(ErrorCode.INTERNAL, step + "no answer in time: " + late.getTimeoutType());
            case TemporalFailure other -> failed(ErrorCode.INTERNAL, step + other.getOriginalMessage());
        };
    }

    private static TemporalFailure innermostTold(TemporalFailure failure) {
        return failure instanceof ActivityFailure && failure.getCause() instanceof TemporalFailure cause
                ? cause
                : failure;
    }

    /** Failures whose type is none of our codes come from outside our code, so they are bugs. */
    private static ErrorCode code(ApplicationFailure failure) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.name().equals(failure.getType()))
                .findFirst()
                .orElse(ErrorCode.INTERNAL);
    }

    private static Outcome failed(ErrorCode code, @Nullable String message) {
        String text = String.valueOf(message);
        return new Outcome.Failed(
                code, text.length() <= MESSAGE_CHARS_MAX ? text : text.substring(0, MESSAGE_CHARS_MAX) + "…");
    }
}
