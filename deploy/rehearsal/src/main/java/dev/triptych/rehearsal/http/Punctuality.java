package dev.triptych.rehearsal.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How late timers come, so that they can be aimed that much earlier. A single reply may end a little too early or too
 * late, but on a machine that is busy with the very client that is measured, the mean of many service times stays true.
 */
final class Punctuality {
    private static final long SAMPLES = 32;
    private static final long LEAD_NANOSECONDS_MAX = Duration.ofMillis(20).toNanos();

    private final AtomicLong lateNanoseconds = new AtomicLong();

    /** How much earlier than wanted a timer is to be aimed. */
    Duration lead() {
        return Duration.ofNanos(lateNanoseconds.get());
    }

    /** @param late from the moment that a timer was aimed at to the moment in which it came */
    void came(Duration late) {
        long nanoseconds = Math.clamp(late.toNanos(), 0, 4 * LEAD_NANOSECONDS_MAX);
        lateNanoseconds.updateAndGet(mean -> Math.min(LEAD_NANOSECONDS_MAX, mean + (nanoseconds - mean) / SAMPLES));
    }
}
