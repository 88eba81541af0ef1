package dev.triptych.teacher.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells a full teacher from one that refuses at random, where news is late. Refusals come soon after a call was sent, and
 * that it was taken is known only when a refusal would have come: so calls are judged in the order in which they were
 * sent, each when its fate is known or refusals have had their time.
 *
 * <ol>
 *   <li>As many refusals as chance explains are <b>excused</b>; each other one says that one call too many was open.
 *   <li>Refusals that come so close together that chance is most unlikely say that the teacher is <b>full</b> (a
 *       cumulative sum of log-likelihoods, Page 1954).
 *   <li>Where they go on alike while far fewer calls are open than when they began, it is taken for <b>chance</b>: a full
 *       teacher would have stopped, unless other processes filled it; so only a part is believed. It is unlearned where
 *       fewer refusals come.
 * </ol>
 */
final class Refusals {
    /** What the calls that were judged last say. */
    enum Verdict {
        NONE,
        FULL,
        CHANCE
    }

    /** The rate of random refusals before anything is known. */
    private static final double CHANCE_START = 0.03;

    private static final double CHANCE_MIN = 0.002;

    /** What refuses more often than this is no chance, whatever it is. */
    private static final double CHANCE_MAX = 0.35;

    /** Weight of one call in the rate of random refusals. */
    private static final double WEIGHT = 1.0 / 1000;

    /** The same in the beginning, until the teacher is full for the first time: what it refuses before is chance. */
    private static final double START_WEIGHT = 1.0 / 50;

    /** Calls that the beginning is at most. */
    private static final int START_CALLS = 400;

    /** Excuses that are saved up at most. */
    private static final double EXCUSES_MAX = 8;

    /** Below this, chance is not what decides whether a teacher is full. */
    private static final double CHANCE_DOUBTED = 0.12;

    /** Share of calls that a teacher refuses which is full, at least. */
    private static final double FULL_SHARE = 0.5;

    /** How many times likelier than chance a full teacher must be: e to this power. */
    private static final double FULL_SCORE = 5.8;

    /** Refusals in a row after which nothing is taken at this level, so that a fall begins anew. */
    private static final int SOLID = 4;

    /** How far the limit falls, in square roots of it, before chance is thought of: it wanders by less. */
    private static final double FALL = 1.5;

    private static final int FALL_CALLS = 32;
    private static final int FALL_REFUSALS = 4;

    /** Calls, and as many times the limit, in which a fall counts as one. */
    private static final int FALL_CALLS_MAX = 200;

    private static final int FALL_TIMES_MAX = 8;

    /**
     * What part of the refusals in a fall is believed to be chance: less than all, or processes that take each other's
     * places would believe more and more.
     */
    private static final double BELIEVED = 0.8;

    /** Excuses that there are in the beginning. */
    private static final double EXCUSES_START = 4;

    private static final double TAKES_MIN = Duration.ofMillis(20).toNanos();
    private static final double TAKES_MAX = Duration.ofSeconds(2).toNanos();

    private final Deque<Sent> undecided = new ArrayDeque<>();
    private double takes = Duration.ofMillis(40).toNanos();
    private double takesDeviation = Duration.ofMillis(10).toNanos();
    private long takenAt = Long.MIN_VALUE;

    private double chance = CHANCE_START;
    private int startCalls;
    private double chanceBeforeDoubt;
    private double excuses = EXCUSES_START;
    private double score;
    private int inARow;

    private int fallFrom;
    private int fallCalls;
    private int lowCalls;
    private int lowRefused;

    void sent(Sent call) {
        undecided.add(call);
    }

    /** A call was answered. */
    void taken(Sent call) {
        takenAt = Math.max(takenAt, call.at);
    }

    /**
     * A call was refused.
     *
     * @return whether it is excused by chance
     */
    boolean refused(Sent call, boolean excusable, long now) {
        double took = now - call.at;
        takesDeviation += (Math.abs(took - takes) - takesDeviation) / 4;
        takes += (took - takes) / 8;
        if (!excusable || excuses < 1) {
            return false;
        }
        excuses--;
        if (!starting()) {
            chance += (1 - chance) * WEIGHT;
        }
        return true;
    }

    /** The limit is cut from this. */
    void fallsFrom(int limit) {
        if (fallFrom == 0) {
            fallFrom = limit;
            fallCalls = 0;
            lowCalls = 0;
            lowRefused = 0;
        }
    }

    /** From where the limit has been falling; 0 where it is not. */
    int fallFrom() {
        return fallFrom;
    }

    /** So many places were given back, not lost: the fall begins that much lower. */
    void gaveBack(int places) {
        fallFrom = fallFrom == 0 ? 0 : Math.max(1, fallFrom - places);
    }

    /** Whether the limit has fallen so far that chance may be what lowers it. */
    boolean falling(int limit) {
        return limit < fallFrom - FALL / 2 * Math.sqrt(fallFrom);
    }

    /** The fall is over. */
    void recovered() {
        fallFrom = 0;
    }

    /** Judges the calls whose time has come. */
    Verdict judge(int limit, long now) {
        Verdict verdict = Verdict.NONE;
        for (Sent call = undecided.peekFirst(); call != null && known(call, now); call = undecided.peekFirst()) {
            undecided.removeFirst();
            if (call.fate() != Sent.Fate.BROKE) {
                Verdict next = judge(call, call.fate() == Sent.Fate.REFUSED, limit);
                verdict = next == Verdict.NONE ? verdict : next;
            }
        }
        return verdict;
    }

    private boolean known(Sent call, long now) {
        return call.fate() != Sent.Fate.OPEN || now - call.at >= takes();
    }

    private Verdict judge(Sent call, boolean refused, int limit) {
        double chanceNow = Math.max(CHANCE_DOUBTED, chance);
        double full = Math.max(FULL_SHARE, (1 + chanceNow) / 2);
        if (score == 0) {
            chanceBeforeDoubt = chance;
        }
        if (starting()) {
            startCalls++;
            chance = Math.min(CHANCE_MAX, chance + ((refused ? 1 : 0) - chance) * START_WEIGHT);
        }
        if (refused) {
            inARow++;
            score += Math.log(full / chanceNow);
        } else {
            takenAt = Math.max(takenAt, call.at);
            inARow = 0;
            score = Math.max(0, score - Math.log((1 - chanceNow) / (1 - full)));
            excuses = Math.min(EXCUSES_MAX, excuses + chance / (1 - chance));
            chance = Math.max(CHANCE_MIN, chance - (starting() ? 0 : chance * WEIGHT));
        }
        if (fell(call, refused, limit)) {
            score = 0;
            return Verdict.CHANCE;
        }
        if (score >= FULL_SCORE) {
            score = 0;
            if (starting()) {
                chance = Math.min(chance, chanceBeforeDoubt);
                startCalls = START_CALLS;
            }
            return Verdict.FULL;
        }
        return Verdict.NONE;
    }

    /** Whether refusals went on as the limit fell, by no more than chance does. */
    private boolean fell(Sent call, boolean refused, int limit) {
        if (fallFrom == 0) {
            return false;
        }
        if (limit > fallFrom || inARow >= SOLID || ++fallCalls > FALL_CALLS_MAX + FALL_TIMES_MAX * fallFrom) {
            fallFrom = 0;
            return false;
        }
        if (call.level + 1 > Math.max(1, fallFrom - FALL * Math.sqrt(fallFrom))) {
            return false;
        }
        lowCalls++;
        lowRefused += refused ? 1 : 0;
        double share = lowRefused / (double) lowCalls;
        if (lowCalls < FALL_CALLS || lowRefused < FALL_REFUSALS || share > CHANCE_MAX) {
            return false;
        }
        chance = Math.max(chance, BELIEVED * share);
        excuses = EXCUSES_MAX;
        return true;
    }

    private boolean starting() {
        return startCalls < START_CALLS;
    }

    /** Whether random refusals are so few that other ones say something. */
    boolean chanceIsSeldom() {
        return chance < CHANCE_DOUBTED;
    }

    /** Whether refusals of late make it likely that the teacher is full. */
    boolean doubtful() {
        return score > 0;
    }

    /** Calls refused in a row, none of those sent between them taken. */
    int inARow() {
        return inARow;
    }

    /** Whether a call that went out after {@code then} was taken. */
    boolean takenSince(long then) {
        return takenAt > then;
    }

    /** How long until a call that was not refused counts as taken, in nanoseconds. */
    long takes() {
        return (long) Math.clamp(takes + 4 * takesDeviation, TAKES_MIN, TAKES_MAX);
    }
}
