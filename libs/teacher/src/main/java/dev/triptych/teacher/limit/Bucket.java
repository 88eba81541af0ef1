package dev.triptych.teacher.limit;

import java.time.Duration;

/**
 * A token bucket that may go into debt: what something costs is known for sure only afterwards, and nothing is too large
 * for it. It holds what comes in {@link #DEPTH}, so that a rate per minute is spread over the minute.
 */
final class Bucket {
    /** How much may be saved up. */
    private static final Duration DEPTH = Duration.ofSeconds(2);

    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

    private final double perMinute;
    private double perNano;
    private double depth;
    private double level;
    private long filledAt;

    Bucket(double perMinute, long now) {
        this.perMinute = perMinute;
        share(1);
        this.level = depth;
        this.filledAt = now;
    }

    /** From now on the rate is this one's equal part of it. */
    void share(int parts, long now) {
        fill(now);
        share(parts);
        level = Math.min(depth, level);
    }

    private void share(int parts) {
        perNano = perMinute / parts / NANOS_PER_MINUTE;
        depth = Math.max(1, perNano * DEPTH.toNanos());
    }

    /** When something may be taken: now or later. */
    long opensAt(long now) {
        fill(now);
        return level > 0 ? now : now + (long) Math.ceil((1e-9 - level) / perNano) + 1;
    }

    /** Takes {@code amount}, which may be more than there is; gives back where it is negative. */
    void take(double amount, long now) {
        fill(now);
        level = Math.min(depth, level - amount);
    }

    private void fill(long now) {
        level = Math.min(depth, level + (now - filledAt) * perNano);
        filledAt = now;
    }
}
