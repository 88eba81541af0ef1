package dev.triptych.verifier.queue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long work of a kind and size keeps a place: the lower of two moving averages, so that a stretch of long works is
 * forgotten after a few short ones. For programs that compute this is their CPU time and
 * our own; one that sleeps keeps its place as well. Sizes are kept apart, or the compiling of a program with one case
 * would be expected for each of ten.
 */
final class Estimates {
    private static final double FIRST_SECONDS = 0.05;
    /** Weights of the newest: some twenty works decide, or some four. */
    private static final double NEWEST = 0.05;

    private static final double NEWEST_OF_FEW = 0.25;

    private static final int KINDS_MAX = 300;

    private record Averages(double ofMany, double ofFew) {
        Averages with(double newest) {
            return new Averages(ofMany + NEWEST * (newest - ofMany), ofFew + NEWEST_OF_FEW * (newest - ofFew));
        }
    }

    private final Map<String, Averages> averages = new ConcurrentHashMap<>();

    double seconds(Work work) {
        Averages like = averages.get(like(work));
        double one = like == null ? FIRST_SECONDS : Math.min(like.ofMany(), like.ofFew());
        return Math.min(one * work.parts(), work.most().toNanos() / 1e9);
    }

    void learn(Work work, Duration taken) {
        String like = like(work);
        if (averages.size() >= KINDS_MAX && !averages.containsKey(like)) {
            return;
        }
        double one = taken.toNanos() / 1e9 / Math.max(1, work.parts());
        averages.compute(like, (_, known) -> known == null ? new Averages(one, one) : known.with(one));
    }

    /** Of one kind, and of a number of parts that is at most twice another's. */
    private static String like(Work work) {
        return work.kind() + "/" + Integer.highestOneBit(Math.max(1, work.parts()));
    }
}
