package dev.triptych.teacher.limit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long calls take, free of the bias that the first to come back are the short ones: calls are grouped in the order
 * in which they were sent, and the median of a group is known as soon as half of it is back and the rest is older.
 */
final class Latencies {
    /** Calls in a group. */
    static final int GROUP = 32;

    /** Groups that are watched at once; with more in flight the newer ones are not measured. */
    private static final int GROUPS_MAX = 64;

    /** Weight of a new group: smooth enough for a spread of σ ≈ 0.6, quick enough for a second or two. */
    private static final double WEIGHT = 0.3;

    /** Groups before the mean means anything. */
    private static final int GROUPS_MIN = 3;

    private final Deque<Group> groups = new ArrayDeque<>();
    private double mean;
    private double least;
    private int measured;

    /** Calls that were sent one after the other. */
    static final class Group {
        private final List<Sent> calls = new ArrayList<>(GROUP);
        private final List<Long> back = new ArrayList<>(GROUP);
    }

    /** Takes note of a call; the group is where its end is told. */
    @Nullable
    Group sent(Sent call) {
        Group last = groups.peekLast();
        if (last == null || last.calls.size() == GROUP) {
            if (groups.size() == GROUPS_MAX) {
                return null;
            }
            last = new Group();
            groups.add(last);
        }
        last.calls.add(call);
        return last;
    }

    /** A call that says nothing about latency. */
    void forget(@Nullable Group group, Sent call) {
        if (group != null) {
            group.calls.remove(call);
        }
    }

    /** The call has ended. */
    void back(@Nullable Group group, Sent call, long now) {
        if (group == null || !group.calls.remove(call)) {
            return;
        }
        group.back.add(now - call.at);
        for (Group first = groups.peekFirst();
                first != null && first != groups.peekLast() && judged(first, now);
                first = groups.peekFirst()) {
            groups.removeFirst();
        }
    }

    private boolean judged(Group group, long now) {
        int size = group.calls.size() + group.back.size();
        if (size < GROUP / 2) {
            return true;
        }
        int half = (size + 1) / 2;
        if (group.back.size() < half) {
            return false;
        }
        group.back.sort(null);
        long median = group.back.get(half - 1);
        if (group.calls.stream().anyMatch(open -> now - open.at < median)) {
            return false;
        }
        measure(Math.log(Math.max(1, median)));
        return true;
    }

    private void measure(double logarithm) {
        measured++;
        mean += (logarithm - mean) * Math.max(WEIGHT, 1.0 / measured);
        if (measured >= GROUPS_MIN) {
            least = measured == GROUPS_MIN ? mean : Math.min(least, mean);
        }
    }

    /** How many times longer calls take now than they did at best; 1 while nothing is known. */
    double slowdown() {
        return measured < GROUPS_MIN ? 1 : Math.exp(mean - least);
    }

    /** Typical latency in nanoseconds, or {@code otherwise} while nothing is known. */
    long typical(long otherwise) {
        return measured == 0 ? otherwise : (long) Math.exp(mean);
    }

    /** Calls have become slower by themselves: that is what "at best" means from now on. */
    void acceptSlowness() {
        least = mean;
    }

    /** Forgets what is in flight, and that it was slow: it was sent into a queue that is gone. */
    void restart() {
        groups.clear();
        mean = least;
    }
}
