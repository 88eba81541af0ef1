package dev.triptych.teacher.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Tells a full teacher from one that refuses at random. A full one refuses every call at or above a level of open calls
 * until one of ours ends; a random refusal is followed by a call at the same level that is taken. So refusals count as
 * "full" once so many came in a row that chance, at the rate of random refusals seen so far, does not explain them.
 */
final class Refusals {
    /** How unlikely chance must be. */
    private static final double CHANCE_MAX = 0.003;

    private static final int IN_A_ROW_MIN = 2;
    private static final int IN_A_ROW_MAX = 8;

    private static final int DOUBT = 2;

    /** Calls that are looked back at. */
    private static final int LOOK_BACK = 128;

    /** Weight of one call in the rate of random refusals. */
    private static final double WEIGHT = 1.0 / 200;

    private static final long TAKES_MIN = Duration.ofMillis(20).toNanos();
    private static final long TAKES_MAX = Duration.ofMillis(500).toNanos();

    /** How many times the usual time a refusal may take. */
    private static final int TAKES_TIMES = 4;

    private final Deque<Sent> recent = new ArrayDeque<>();
    private double randomRate = 0.02;
    private long takes = TAKES_MIN * 2;
    private int inARow;
    private int level = Integer.MAX_VALUE;

    void sent(Sent call) {
        if (recent.size() == LOOK_BACK) {
            recent.removeFirst();
        }
        recent.add(call);
    }

    /** A call was taken and has ended. */
    void taken() {
        randomRate -= randomRate * WEIGHT;
    }

    /**
     * True iff the teacher is full; {@link #level} says at how many open calls.
     *
     * @param proven that many were taken a moment ago: it takes more to believe that they are too many now
     */
    boolean refused(Sent call, boolean proven, long now) {
        takes += (now - call.at - takes) / 4;
        if (inARow > 0 && takenSincePreviousRefusal(call, now)) {
            for (; inARow > 0; inARow--) {
                randomRate += (1 - randomRate) * WEIGHT;
            }
            level = Integer.MAX_VALUE;
        }
        inARow++;
        level = Math.min(level, call.level);
        return inARow >= needed() + (proven ? DOUBT : 0);
    }

    /** How many of ours were open when the teacher was full. */
    int level() {
        return level;
    }

    /** The row was acted upon. */
    void restart() {
        inARow = 0;
        level = Integer.MAX_VALUE;
    }

    /** Whether a call that went out after {@code then} was taken. */
    boolean takenSince(long then, long now) {
        for (Iterator<Sent> newest = recent.descendingIterator(); newest.hasNext(); ) {
            Sent call = newest.next();
            if (call.at <= then) {
                return false;
            }
            if (call.taken(now, takes())) {
                return true;
            }
        }
        return false;
    }

    /** How long to wait until a call that was not refused counts as taken, in nanoseconds. */
    long takes() {
        return Math.clamp(takes * TAKES_TIMES, TAKES_MIN, TAKES_MAX);
    }

    private boolean takenSincePreviousRefusal(Sent refused, long now) {
        Iterator<Sent> newest = recent.descendingIterator();
        boolean found = false;
        while (newest.hasNext()) {
            Sent call = newest.next();
            if (!found) {
                found = call == refused;
            } else if (call.fate() == Sent.Fate.REFUSED) {
                return false;
            } else if (call.level >= Math.min(level, refused.level) && call.taken(now, now - refused.at)) {
                return true;
            }
        }
        return false;
    }

    private int needed() {
        int needed = 1 + (int) Math.ceil(Math.log(CHANCE_MAX) / Math.log(Math.clamp(randomRate, 1e-6, 0.9)));
        return Math.clamp(needed, IN_A_ROW_MIN, IN_A_ROW_MAX);
    }
}
