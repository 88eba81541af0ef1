package dev.triptych.verifier.queue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long work of a kind keeps a place: a moving average. For programs that compute this is their CPU time and our own;
 * one that sleeps keeps its place as well.
 */
final class Estimates {
    private static final double FIRST_SECONDS = 0.05;
    /** Weight of the newest: some twenty works decide. */
    private static final double NEWEST = 0.05;

    private static final int KINDS_MAX = 100;

    private final Map<String, Double> averages = new ConcurrentHashMap<>();

    double seconds(Work work) {
        double one = averages.getOrDefault(work.kind(), FIRST_SECONDS);
        return Math.min(one * work.parts(), work.most().toNanos() / 1e9);
    }

    void learn(Work work, Duration taken) {
        if (averages.size() >= KINDS_MAX && !averages.containsKey(work.kind())) {
            return;
        }
        double one = taken.toNanos() / 1e9 / Math.max(1, work.parts());
        averages.merge(work.kind(), one, (old, newest) -> old + NEWEST * (newest - old));
    }
}
