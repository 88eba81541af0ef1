package dev.triptych.teacher.journal;

import java.time.Duration;

/** How long something is put up with, from the first time that it is met: what was waited for before is another matter. */
final class Patience {
    private final long nanos;
    private boolean begun;
    private long until;

    Patience(Duration most) {
        this.nanos = most.toNanos();
    }

    /** Whether it is put up with once more. */
    boolean lasts() {
        long now = System.nanoTime();
        if (!begun) {
            begun = true;
            until = now + nanos;
        }
        return now - until < 0;
    }
}
