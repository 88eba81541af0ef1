package dev.triptych.teacher.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a teacher asks us to wait: seconds, an HTTP date (RFC 9110 §10.2.3), or milliseconds. */
final class RetryAfter {
    /** A longer wish is not believed. */
    static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** @param millis header {@code retry-after-ms}; {@code value} header {@code Retry-After} */
    static Optional<Duration> parse(@Nullable String millis, @Nullable String value, Instant now) {
        Optional<Duration> wish = millis == null ? Optional.empty() : number(millis, 1);
        if (wish.isEmpty() && value != null) {
            wish = number(value, 1000).or(() -> date(value, now));
        }
        return wish.map(delay -> delay.compareTo(LONGEST) > 0 ? LONGEST : delay);
    }

    private static Optional<Duration> number(String text, long millisEach) {
        try {
            double amount = Double.parseDouble(text.strip());
            return amount >= 0 && amount < Integer.MAX_VALUE
                    ? Optional.of(Duration.ofMillis(Math.round(amount * millisEach)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            Instant then = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(then.isBefore(now) ? Duration.ZERO : Duration.between(now, then));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
