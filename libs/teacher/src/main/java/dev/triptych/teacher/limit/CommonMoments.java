package dev.triptych.teacher.limit;

import java.time.Duration;

/** Moments that all processes have in common without knowing of each other: what only helps together happens then. */
final class CommonMoments {
    /** They are multiples of this since the epoch, or of a power of two of it. */
    private static final long EVERY = Duration.ofSeconds(2).toNanos();

    private CommonMoments() {}

    /** The next one. @param apart how far they are apart at least; all in nanoseconds */
    static long next(long apart, long now) {
        long every = EVERY;
        while (every < apart) {
            every *= 2;
        }
        return (Math.floorDiv(now, every) + 1) * every;
    }
}
