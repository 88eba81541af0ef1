package dev.triptych.factory.triplet;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.factory.Obstacle;
import dev.triptych.contracts.factory.Outcome;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Arrays;
import java.util.Optional;
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

    /** What stands in the way of the whole run, if that is why the step could not be done. */
    public static Optional<ErrorCode> obstacle(ActivityFailure failure) {
        return innermostTold(failure) instanceof ApplicationFailure told
                ? Optional.of(code(told)).filter(Obstacle.CODES::contains)
                : Optional.empty();
    }

    /** What the step said. */
    public static String message(ActivityFailure failure) {
        return outcome(failure) instanceof Outcome.Failed failed ? failed.message() : "";
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
