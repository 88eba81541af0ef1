package dev.triptych.cli.stack;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a property of a teacher must be: a service that finds out that it is not would not start, and names no file. */
final class TeacherProperty {
    private TeacherProperty() {}

    /** What is wrong with it; empty if nothing is. */
    static Optional<String> problem(String property, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("must be one line");
        }
        return switch (property) {
            case "base-url", "truth-url" -> unless(isHttp(value), "must be a URL, beginning with http:// or https://");
            case "concurrency", "concurrency-start", "requests-per-minute" ->
                unless(isNumber(value, 1, Integer.MAX_VALUE), "must be a number, at least 1");
            case "tokens-per-minute" -> unless(isNumber(value, 1, Long.MAX_VALUE), "must be a number, at least 1");
            case "prompt-price-micro-usd", "cached-prompt-price-micro-usd", "completion-price-micro-usd" ->
                unless(isNumber(value, 0, Long.MAX_VALUE), "must be a number of micro-dollars, at least 0");
            case "connect-timeout", "idle-timeout", "time-max" ->
                unless(isDuration(value), "must be a duration, as PT20S or PT2M");
            case "streaming", "simulated" ->
                unless(value.equals("true") || value.equals("false"), "must be true or false");
            default -> unless(!value.isEmpty(), "is empty");
        };
    }

    private static Optional<String> unless(boolean right, String problem) {
        return right ? Optional.empty() : Optional.of(problem);
    }

    private static boolean isHttp(String value) {
        try {
            URI url = URI.create(value);
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getRawAuthority() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isNumber(String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            return least <= number && number <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isDuration(String value) {
        try {
            return Duration.parse(value).isPositive();
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
