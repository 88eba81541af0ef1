package dev.triptych.cli.stack;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a profile of a teacher may say, and what it must be: a service that finds out that it is not would not start, and
 * names no file. {@code docs/teachers.md} has a sentence for each.
 */
enum TeacherProperty {
    BASE_URL(TeacherProperty::url),
    MODEL(TeacherProperty::text),
    KEY_FILE(TeacherProperty::text),
    CONCURRENCY(TeacherProperty::count),
    CONCURRENCY_START(TeacherProperty::count),
    REQUESTS_PER_MINUTE(TeacherProperty::count),
    TOKENS_PER_MINUTE(TeacherProperty::bigCount),
    FALLBACK(TeacherProperty::text),
    STREAMING(TeacherProperty::truth),
    CONNECT_TIMEOUT(TeacherProperty::duration),
    IDLE_TIMEOUT(TeacherProperty::duration),
    TIME_MAX(TeacherProperty::duration),
    PROMPT_PRICE_MICRO_USD(TeacherProperty::price),
    CACHED_PROMPT_PRICE_MICRO_USD(TeacherProperty::price),
    COMPLETION_PRICE_MICRO_USD(TeacherProperty::price),
    SIMULATED(TeacherProperty::truth),
    TRUTH_URL(TeacherProperty::url);

    private final Function<String, Optional<String>> check;

    TeacherProperty(Function<String, Optional<String>> check) {
        this.check = check;
    }

    /** As a file names it: {@code base-url}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<TeacherProperty> of(String label) {
        return Stream.of(values()).filter(one -> one.label().equals(label)).findFirst();
    }

    static String labels() {
        return Stream.of(values()).map(TeacherProperty::label).collect(Collectors.joining(", "));
    }

    /** What is wrong with a value; empty if nothing is. */
    Optional<String> problem(String value) {
        return value.chars().anyMatch(Character::isISOControl) ? Optional.of("must be one line") : check.apply(value);
    }

    private static Optional<String> text(String value) {
        return unless(!value.isEmpty(), "is empty");
    }

    private static Optional<String> url(String value) {
        return unless(isHttp(value), "must be a URL, beginning with http:// or https://");
    }

    private static Optional<String> count(String value) {
        return unless(isNumber(value, 1, Integer.MAX_VALUE), "must be a number, at least 1");
    }

    private static Optional<String> bigCount(String value) {
        return unless(isNumber(value, 1, Long.MAX_VALUE), "must be a number, at least 1");
    }

    private static Optional<String> price(String value) {
        return unless(isNumber(value, 0, Long.MAX_VALUE), "must be a number of micro-dollars, at least 0");
    }

    private static Optional<String> duration(String value) {
        return unless(isDuration(value), "must be a duration, as PT20S or PT2M");
    }

    private static Optional<String> truth(String value) {
        return unless(value.equals("true") || value.equals("false"), "must be true or false");
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
