package dev.triptych.teacher.journal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The clocks of this process, which nobody else's agree with.
 *
 * @param nanos goes on evenly, but may stand still while the machine is suspended
 * @param wallMillis goes on then, but may be set
 */
record Clocks(LongSupplier nanos, LongSupplier wallMillis) {
    /** What both show now. */
    Moment now() {
        return new Moment(this, nanos.getAsLong(), wallMillis.getAsLong());
    }

    /** When something happened in this process. */
    record Moment(Clocks clocks, long nanos, long millis) {
        /** How long ago it was, by the clock that went further: one of them may have stood still with the process. */
        Duration ago() {
            long byNanos = clocks.nanos.getAsLong() - nanos;
            long byWall = TimeUnit.MILLISECONDS.toNanos(clocks.wallMillis.getAsLong() - millis);
            return Duration.ofNanos(Math.max(byNanos, byWall));
        }
    }
}
