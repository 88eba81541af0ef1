package dev.triptych.teacher.limit;

/** A call as the control law sees it: when it went out, and how many of ours were open then. */
final class Sent {
    /** What is known of it. */
    enum Fate {
        OPEN,
        ANSWERED,
        REFUSED,
        /** It ended otherwise. */
        BROKE
    }

    final long at;
    final int level;
    /** Whether it tries a place more than we had. */
    final boolean more;

    private Fate fate = Fate.OPEN;

    Sent(long at, int level, boolean more) {
        this.at = at;
        this.level = level;
        this.more = more;
    }

    Fate fate() {
        return fate;
    }

    void became(Fate now) {
        fate = now;
    }

    /** Whether the teacher took it: it answered, or did not refuse for longer than refusals take. */
    boolean taken(long now, long refusalTakes) {
        return fate == Fate.ANSWERED || fate == Fate.OPEN && now - at >= refusalTakes;
    }
}
