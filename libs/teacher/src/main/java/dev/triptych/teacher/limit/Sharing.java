package dev.triptych.teacher.limit;

import java.time.Duration;

/**
 * Lets the processes that ask one teacher come to equal shares, though none knows more of the others than that they ask
 * it too ({@link Peers}). At moments that all of
 * them have in common, who sees that somebody else takes places gives a part of its own back; then all that want more
 * grow by one place at a time, at the same pace, until the teacher is full again. Giving back is in proportion and growing
 * is not, so each time those who have many lose and those who have few gain (Chiu and Jain 1989).
 */
final class Sharing {
    /** Places that are given back are free, and taken again, within a fraction of a latency. */
    private static final int LATENCIES = 2;

    /** Part of the limit that is given back: small, because it is idle for a while; a gap halves in five moments. */
    private static final int PART = 8;

    /** Moments at which places are given back after the last sign of others: signs are rare while shares are equal. */
    private static final int BELIEVED = 6;

    /** How long all grow together, as part of the time between two moments. */
    private static final int WINDOW_PART = 4;

    /** A place more this often, or this part of a latency: slower than places become free, so that who has few finds some. */
    static final long STEP = Duration.ofMillis(25).toNanos();

    private static final int STEP_PART = 20;

    /** Refused places after which who sees nobody else stops growing. */
    private static final int REFUSED_MAX = 2;

    /** Moments that it then leaves out at most: fewer than others believe in it. */
    private static final int SKIPPED_MAX = 3;

    /** The waiting for a place more is doubled this often at most. */
    private static final int DOUBLINGS_MAX = 10;

    private long momentAt = Long.MIN_VALUE;
    private long windowEnd = Long.MIN_VALUE;
    private long step = STEP;
    private long stepAt;
    private int refusedHere;
    private int skipNext;
    private int skipped;
    private int limitBefore;
    private boolean lost;
    private int believed;

    /** A call was refused at a level that was taken a moment ago, and chance does not explain it. */
    void lostPlace(long now) {
        // While all grow, some calls more than there are places for are open anyway.
        lost |= !growing(now);
    }

    /** Others are there from now on: what was seen before was something else. */
    void begin() {
        lost = false;
        believed = 0;
        limitBefore = 0;
    }

    /** Whether a moment has come that all have in common. @param latency typical, in nanoseconds */
    boolean begins(long latency, long now) {
        if (now < momentAt) {
            return false;
        }
        boolean first = momentAt == Long.MIN_VALUE;
        momentAt = next(latency, now);
        if (first) {
            return false;
        }
        windowEnd = skipNext > 0 ? now : now + (momentAt - now) / WINDOW_PART;
        skipNext = Math.max(0, skipNext - 1);
        step = Math.max(STEP, latency / STEP_PART);
        stepAt = now + step;
        refusedHere = 0;
        return true;
    }

    /** What is left of {@code limit} at such a moment. */
    int left(int limit) {
        believed = lost || limit < limitBefore - 1 ? BELIEVED : Math.max(0, believed - 1);
        lost = false;
        limitBefore = believed > 0 ? limit : 0;
        if (believed == 0) {
            return limit;
        }
        skipNext = 0;
        skipped = 0;
        return limit - Math.ceilDiv(limit - 1, PART);
    }

    /** Whether all grow together now. */
    boolean growing(long now) {
        return now < windowEnd;
    }

    long growingUntil() {
        return windowEnd;
    }

    /** Whether a place more may be tried. */
    boolean grows(long now) {
        if (!growing(now) || now < stepAt) {
            return false;
        }
        stepAt = now + step;
        return true;
    }

    /** More calls are still open than the limit says. */
    void drains(long now) {
        stepAt = Math.max(stepAt, now + step);
    }

    /** The place more was refused. */
    void refused(int limit, long now) {
        refusedHere++;
        // Who has few places always looks: it is the one whom others make room for.
        if (believed == 0 && limit > PART && refusedHere >= REFUSED_MAX && growing(now)) {
            windowEnd = now;
            skipped = Math.min(SKIPPED_MAX, 2 * skipped + 1);
            skipNext = skipped;
        }
        stepAt = Math.max(stepAt, now + (step << Math.min(refusedHere, DOUBLINGS_MAX)));
    }

    /** When time alone brings the next moment or, to who is {@code growing}, a place more. */
    long nextAt(boolean growing, long now) {
        return growing && growing(now) ? Math.min(momentAt, Math.max(now + 1, stepAt)) : momentAt;
    }

    /** The next moment that all have in common. @param latency typical, in nanoseconds */
    static long next(long latency, long now) {
        return CommonMoments.next(LATENCIES * latency, now);
    }
}
