package dev.triptych.verifier.queue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long work of a kind and size keeps a place: a moving average. For programs that compute this is their CPU time and
 * our own; one that sleeps keeps its place as well. Sizes are kept apart, or the compiling of a program with one case
 * would be expected for each of ten.
 */
final class Estimates {
    private static final double FIRST_SECONDS = 0.05;
    /** Weight of the newest: some twenty works decide. */
    private static final double NEWEST = 0.05;

    private static final int KINDS_MAX = 300;

    private final Map<String, Double> averages = new ConcurrentHashMap<>();

    double seconds(Work work) {
        double one = averages.getOrDefault(like(work), FIRST_SECONDS);
        return Math.min(one * work.parts(), work.most().toNanos() / 1e9);
    }

    void learn(Work work, Duration taken) {
        String like = like(work);
        if (averages.size() >= KINDS_MAX && !averages.containsKey(like)) {
            return;
        }
        double one = taken.toNanos() / 1e9 / Math.max(1, work.parts());
        averages.merge(like, one, (old, newest) -> old + NEWEST * (newest - old));
    }

    /** Of one kind, and of a number of parts that is at most twice another's. */
    private static String like(Work work) {
        return work.kind() + "/" + Integer.highestOneBit(Math.max(1, work.parts()));
    }
}
