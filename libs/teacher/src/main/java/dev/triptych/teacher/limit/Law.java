package dev.triptych.teacher.limit;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many calls may be open at once, by what became of those before:
 *
 * <ol>
 *   <li><b>Ramp.</b> Each call that ends while the limit is in use raises it by one: it doubles in one latency.
 *   <li><b>One too many.</b> A refusal that chance does not excuse ({@link Refusals}) lowers the limit by one: the refused
 *       call's place is not filled again. However late the news and however many calls were under way meanwhile, the cuts
 *       come to just what was too much.
 *   <li><b>Full.</b> Refusals in close order end the ramp. Then every now and then one call more is tried, later and later
 *       where that call is refused, more of them where it is taken.
 *   <li><b>Closed.</b> When nothing is taken even one at a time, calls go out after pauses.
 *   <li><b>Slow</b> ({@link Latencies}): calls take much longer than at best. Either the teacher queues, or the work is
 *       longer: a trial with a lower limit tells. If as many calls end as before, the lower limit stays and growth is
 *       gentle; if fewer do, the old limit returns and the slowness is accepted.
 *   <li><b>Shared</b> ({@link Sharing}): where other processes ask the teacher and take places, part of ours is given back at moments that all
 *       have in common, and all grow again at one pace. Who is closed looks again then.
 * </ol>
 *
 * <p>Single-threaded; times are nanoseconds since the epoch. Shown against a simulated teacher in {@code SimulatedTeacherTest}.
 */
final class Law {
    /** Slowdown that makes a queue at the teacher likely. */
    private static final double SLOWDOWN_MAX = 1.4;

    /** Above what the slowdown says is needed, a trial leaves this much room. */
    private static final double TRIAL_ROOM = 1.1;

    /** A trial goes at least this low, or nothing could be seen. */
    private static final double LOWER = 0.75;

    /** Trials that must fail before slowness is accepted: the first may have been alone with it. */
    private static final int FAILED_TRIALS_MAX = 3;

    /** The same where other processes ask a teacher that never refused: what our trial freed, they may have taken. */
    private static final int FAILED_TRIALS_MAX_SHARED = 12;

    /** The next limit to try after one that did as well. */
    private static final double FURTHER = 0.85;

    /** Share of the calls that must end in a trial for its limit to be kept: noise is about 8 %. */
    private static final double KEEP = 0.93;

    private static final double KEEP_FURTHER = 0.97;

    /** Below this limit a trial could not be told from noise. */
    private static final int TRIAL_LIMIT_MIN = 5;

    /**
     * A trial needs a few latencies. It begins at a moment that all have in common: a process that goes lower alone only
     * leaves its share of a queue to the others, so all that ask one teacher go lower together.
     */
    private static final int TRIAL_LATENCIES = 4;

    private static final long PROBE_AFTER = Duration.ofMillis(250).toNanos();
    /** The same below what was taken a moment ago, where places were lost to chance or to other processes. */
    private static final long REGROW_AFTER = Duration.ofMillis(25).toNanos();

    /** How far below counts. */
    private static final double REGROW_BELOW = 0.985;

    private static final long PROBE_AFTER_MAX = Duration.ofSeconds(3).toNanos();
    private static final long GENTLE_AFTER = Duration.ofSeconds(2).toNanos();

    /** Refusals in a row, at a limit of one call, after which the teacher counts as closed. */
    private static final int CLOSED_AFTER = 3;

    private static final long PAUSE_MIN = Duration.ofMillis(100).toNanos();
    private static final long PAUSE_MAX = Duration.ofSeconds(5).toNanos();

    /** A longer wish of a teacher that is closed is not waited for without looking. */
    private static final long WISH_MAX = Duration.ofMinutes(1).toNanos();

    /** How long a level that was taken counts as proven. */
    private static final long PROVEN_FOR = Duration.ofSeconds(5).toNanos();

    private final Refusals refusals = new Refusals();
    private final Latencies latencies = new Latencies();
    private final Throughput throughput = new Throughput();
    private final Sharing sharing = new Sharing();
    private final int max;
    private boolean shared;
    private int limit;
    private boolean ramping = true;
    /** Whether the teacher was ever full. */
    private boolean bounded;

    private @Nullable Trial trial;
    private boolean trialArranged;
    private long trialAt;
    private int endedHere;
    private boolean firstTrial;
    private int failedTrials;

    private long probeWait = PROBE_AFTER;
    private long growAt;
    private int probeLevel = Integer.MAX_VALUE;
    private @Nullable Sent probe;
    private boolean gentle;
    private int step = 1;

    private int pauses;
    /** When the first of the latest refusals came between which no call was taken. */
    private long refusedAt = Long.MIN_VALUE;

    private int limitBefore;
    private long heldUntil = Long.MIN_VALUE;
    private int provenLevel = -1;
    private long provenAt;
    /** What went out before says nothing of the level now: places were given back. */
    private long provenFrom = Long.MIN_VALUE;
    /** A call at this level is one more than we had when places were last given back; the maximum where there is none. */
    private int sharedLevel = Integer.MAX_VALUE;

    /** A try whether a lower limit does as well. */
    private static final class Trial {
        final int from;
        final double rateBefore;
        final boolean first;
        boolean drained;
        long since;
        int ended;

        Trial(int from, double rateBefore, boolean first) {
            this.from = from;
            this.rateBefore = rateBefore;
            this.first = first;
        }
    }

    Law(int start, int max) {
        this.limit = start;
        this.max = max;
    }

    /** Calls that may be open at once, 1 to the maximum. */
    int limit() {
        return limit;
    }

    /** Whether other processes ask the teacher too. */
    void shared(boolean others) {
        if (others && !shared) {
            sharing.begin();
        }
        shared = others;
    }

    /** Until when nothing may be sent. */
    long heldUntil() {
        return heldUntil;
    }

    /** A call that goes out while {@code open} others are. */
    Call sent(int open, long now) {
        Sent call = new Sent(now, open, open >= sharedLevel);
        if (call.more) {
            sharedLevel = open + 1;
        }
        refusals.sent(call);
        if (open >= probeLevel && probe == null) {
            probe = call;
        }
        return new Call(call, latencies.sent(call));
    }

    /** What the law remembers of a call while it is open. */
    record Call(Sent sent, Latencies.@Nullable Group group) {}

    /** @param open calls that were open, this one included */
    void completed(Call call, int open, long now) {
        call.sent().became(Sent.Fate.ANSWERED);
        if (call.sent().at >= provenFrom) {
            prove(call.sent().level, now);
        }
        refusals.taken(call.sent());
        throughput.ended(now);
        boolean inUse = open >= limit;
        latencies.back(call.group(), call.sent(), now);
        if (trial != null) {
            weigh(trial, open - 1, now);
        } else if (trialArranged) {
            endedHere++;
            if (now >= trialAt && endedHere >= Throughput.enough(limit)) {
                tryLower();
            }
        } else if (inUse && limit >= TRIAL_LIMIT_MIN && latencies.slowdown() > SLOWDOWN_MAX) {
            arrangeTrial(true, now);
        } else if (inUse) {
            grow(now);
        }
    }

    /** Acts upon what has become known of calls by now. {@code open}: calls that are. */
    void learn(int open, long now) {
        switch (refusals.judge(limit, now)) {
            case NONE -> {}
            case FULL -> full(open, now);
            case CHANCE -> {
                limit = Math.clamp(refusals.fallFrom(), limit, max);
                refusals.recovered();
                ramp();
            }
        }
        if (pauses > 0 && refusals.takenSince(heldUntil - 1)) {
            pauses = 0;
            limit = Math.clamp(limitBefore / 2, 1, max);
            ramp();
        }
        share(open, now);
        if (probe != null && probe.taken(now, refusals.takes())) {
            probeWait = PROBE_AFTER;
            step = Math.min(2 * step, Math.max(1, limit / 4));
            growAt = now + again(now);
            stopProbing();
        }
    }

    /** At moments that all processes have in common, places go from those who have many to those who have few. */
    private void share(int open, long now) {
        if (sharing.begins(latencies.typical(0), now)) {
            boolean takesPart = shared && bounded && limit < max && trial == null && !trialArranged && !gentle;
            if (takesPart && !ramping && !refusals.falling(limit)) {
                giveBack(now);
            }
            sharedLevel = takesPart ? limit : Integer.MAX_VALUE;
        }
        if (!sharing.growing(now)) {
            sharedLevel = Integer.MAX_VALUE;
        }
        if (sharedLevel == Integer.MAX_VALUE) {
            return;
        }
        if (open > limit) {
            sharing.drains(now);
        } else if (open == limit && limit < max && sharing.grows(now)) {
            limit++;
        }
    }

    private void giveBack(long now) {
        int left = sharing.left(limit);
        if (left < limit) {
            refusals.gaveBack(limit - left);
            stopProbing();
            provenLevel = Math.min(provenLevel, left - 1);
            provenFrom = now;
            limit = left;
        }
        growAt = Math.max(growAt, sharing.growingUntil());
    }

    /** When time alone may raise the limit for who wants more. */
    long growsAt(long now) {
        return limit < max ? sharing.nextAt(sharedLevel < Integer.MAX_VALUE, now) : Long.MAX_VALUE;
    }

    /** The call ended in a way that says nothing about capacity. */
    void broke(Call call) {
        if (call.sent().fate() == Sent.Fate.OPEN) {
            call.sent().became(Sent.Fate.BROKE);
        }
        if (call.sent() == probe) {
            stopProbing();
        }
        latencies.forget(call.group(), call.sent());
    }

    /** The teacher said "not now". @param open calls that are still open */
    void refused(Call call, int open, Optional<Duration> wish, long now) {
        call.sent().became(Sent.Fate.REFUSED);
        latencies.forget(call.group(), call.sent());
        boolean probed = call.sent() == probe;
        if (probed) {
            probeWait = Math.min(2 * probeWait, PROBE_AFTER_MAX);
            stopProbing();
        }
        if (call.sent().more) {
            sharing.refused(limit, now);
            sharedLevel = Math.min(sharedLevel, Math.max(1, limit - 1));
        }
        boolean tried = probed || call.sent().more;
        boolean excused = refusals.refused(call.sent(), !tried, now);
        if (!tried && !excused && refusals.chanceIsSeldom() && proven(call.sent().level, now)) {
            sharing.lostPlace(now);
        }
        if (refusals.takenSince(refusedAt)) {
            // The first of a burst: by the time that it is judged to be one, the limit has fallen.
            limitBefore = limit;
            refusedAt = now;
        }
        if (excused) {
            return;
        }
        step = 1;
        growAt = now + (probed ? probeWait : again(now));
        if (open < limit && limit > 1) {
            // One too many was open: its place is not filled again.
            refusals.fallsFrom(limit);
            limit--;
        }
        learn(open, now);
        if (limit == 1 && !tried && refusals.inARow() >= CLOSED_AFTER) {
            closed(wish, now);
        }
    }

    /** Whether calls at this level were taken a moment ago, so that a refusal says little. */
    boolean proven(int level, long now) {
        return level <= provenLevel && now - provenAt < PROVEN_FOR;
    }

    /** Whether a call that went out after {@code then} was taken. */
    boolean takenSince(long then) {
        return refusals.takenSince(then);
    }

    /** How long until a call that was not refused counts as taken, in nanoseconds. */
    long refusalTakes() {
        return refusals.takes();
    }

    private void prove(int level, long now) {
        if (level >= provenLevel || now - provenAt > PROVEN_FOR) {
            provenLevel = level;
            provenAt = now;
        }
    }

    private void full(int open, long now) {
        limit = Math.clamp(open, 1, limit);
        provenLevel = Math.min(provenLevel, limit - 1);
        ramping = false;
        bounded = true;
        trial = null;
        trialArranged = false;
        step = 1;
        growAt = now + probeWait;
        stopProbing();
    }

    private void closed(Optional<Duration> wish, long now) {
        long pause = Math.min(PAUSE_MIN << Math.min(pauses, 10), PAUSE_MAX);
        long wished = Math.min(wish.orElse(Duration.ZERO).toNanos(), WISH_MAX);
        // Right after the moment when others give places back, if that is soon.
        long back = Sharing.next(latencies.typical(0), now + Math.max(PAUSE_MIN, wished)) + Sharing.STEP;
        heldUntil = shared && back - now - wished <= PAUSE_MAX ? back : now + Math.max(pause, wished);
        bounded = true;
        pauses++;
        provenLevel = -1;
    }

    /** How long until a higher limit may be tried. */
    private long again(long now) {
        return proven((int) Math.ceil(limit / REGROW_BELOW), now) ? REGROW_AFTER : PROBE_AFTER;
    }

    private void stopProbing() {
        probeLevel = Integer.MAX_VALUE;
        probe = null;
    }

    private void ramp() {
        ramping = !gentle;
        stopProbing();
        probeWait = PROBE_AFTER;
    }

    private void grow(long now) {
        if (ramping) {
            limit = refusals.doubtful() ? limit : Math.min(max, limit + 1);
        } else if (now >= growAt && gentle) {
            limit = Math.min(max, limit + step);
            step = Math.min(2 * step, Math.max(2, limit / 8));
            growAt = now + latencies.typical(PROBE_AFTER);
        } else if (now >= growAt && probeLevel > limit && limit < max) {
            probeLevel = limit;
            limit = Math.min(max, limit + step);
        }
    }

    /** Growth stops, and at the next moment that all processes have in common a lower limit is tried. */
    private void arrangeTrial(boolean first, long now) {
        trialAt = CommonMoments.next(TRIAL_LATENCIES * latencies.typical(0), now);
        trialArranged = true;
        endedHere = 0;
        firstTrial = first;
        ramping = false;
        stopProbing();
    }

    private void tryLower() {
        trialArranged = false;
        if (firstTrial && latencies.slowdown() <= SLOWDOWN_MAX || limit < TRIAL_LIMIT_MIN) {
            return;
        }
        boolean boldly = firstTrial && failedTrials == 0;
        double lower =
                limit * (boldly ? Math.min(LOWER, TRIAL_ROOM / latencies.slowdown()) : firstTrial ? LOWER : FURTHER);
        trial = new Trial(limit, throughput.rate(limit), firstTrial);
        limit = Math.clamp((int) Math.ceil(lower), 1, limit - 1);
    }

    private void weigh(Trial running, int open, long now) {
        if (!running.drained) {
            running.drained = open <= limit;
            running.since = now;
            return;
        }
        running.ended++;
        if (running.ended < Throughput.enough(limit)) {
            return;
        }
        trial = null;
        double rate = running.ended / (double) (now - running.since);
        if (rate >= (running.first ? KEEP : KEEP_FURTHER) * running.rateBefore) {
            gentle = true;
            step = 1;
            growAt = now + GENTLE_AFTER;
            failedTrials = 0;
            latencies.restart();
            if (running.first) {
                arrangeTrial(false, now);
            }
        } else {
            limit = running.from;
            growAt = now + latencies.typical(PROBE_AFTER);
            if (running.first
                    && ++failedTrials >= (shared && !bounded ? FAILED_TRIALS_MAX_SHARED : FAILED_TRIALS_MAX)) {
                failedTrials = 0;
                latencies.acceptSlowness();
                gentle = false;
            } else if (running.first) {
                arrangeTrial(true, now);
            }
        }
    }
}
