package dev.triptych.teacher.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void readsSecondsAndFractions() {
        assertThat(RetryAfter.parse(null, "3", NOW)).hasValue(Duration.ofSeconds(3));
        assertThat(RetryAfter.parse(null, " 0.25 ", NOW)).hasValue(Duration.ofMillis(250));
    }

    @Test
    void readsADate() {
        assertThat(RetryAfter.parse(null, "Thu, 01 Jan 2026 00:00:07 GMT", NOW)).hasValue(Duration.ofSeconds(7));
        assertThat(RetryAfter.parse(null, "Wed, 31 Dec 2025 23:59:59 GMT", NOW)).hasValue(Duration.ZERO);
    }

    @Test
    void prefersMilliseconds() {
        assertThat(RetryAfter.parse("40", "1", NOW)).hasValue(Duration.ofMillis(40));
    }

    @Test
    void ignoresWhatMakesNoSense() {
        assertThat(RetryAfter.parse(null, null, NOW)).isEmpty();
        assertThat(RetryAfter.parse(null, "soon", NOW)).isEmpty();
        assertThat(RetryAfter.parse(null, "-5", NOW)).isEmpty();
        assertThat(RetryAfter.parse(null, "NaN", NOW)).isEmpty();
        assertThat(RetryAfter.parse("x", "2", NOW)).hasValue(Duration.ofSeconds(2));
    }

    @Test
    void doesNotBelieveAVeryLongWish() {
        assertThat(RetryAfter.parse(null, "999999", NOW)).hasValue(RetryAfter.LONGEST);
    }
}
