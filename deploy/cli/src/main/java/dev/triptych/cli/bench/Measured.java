package dev.triptych.cli.bench;

import java.util.List;
import java.util.Optional;

/**
 * What one load came to.
 *
 * @param finished replies or ended processes in the time measured
 * @param wrong how many of them, and of the warm-up's, were not what they had to be
 * @param firstWrong the first of those, for the reader
 * @param latenciesNanos sorted
 * @param generatorCpuNanos CPU time of this process, without its children
 * @param cost what it cost those that did the work; empty where they cannot be seen from here
 */
record Measured(
        long finished,
        double seconds,
        long wrong,
        Optional<String> firstWrong,
        List<Long> latenciesNanos,
        long generatorCpuNanos,
        Optional<Cost> cost) {

    /** CPU time in milliseconds of the service itself and of the processes below it. */
    record Cost(double service, double supervisors, double zygotes, double jails) {
        double total() {
            return service + supervisors + zygotes + jails;
        }
    }

    /** For a baseline, whose programs are children of this process: it is the generator, and no part of the cost. */
    Measured withoutOwnCost() {
        return new Measured(
                finished,
                seconds,
                wrong,
                firstWrong,
                latenciesNanos,
                generatorCpuNanos,
                cost.map(all -> new Cost(0, 0, 0, all.jails())));
    }

    double perSecond() {
        return finished / seconds;
    }

    /** The latency in milliseconds that this share of all did not exceed. */
    double percentileMillis(double share) {
        if (latenciesNanos.isEmpty()) {
            return 0;
        }
        int index = (int) Math.ceil(share * latenciesNanos.size()) - 1;
        return latenciesNanos.get(Math.max(0, index)) / 1e6;
    }

    /** The 99th percentile as a multiple of the median; 0 where nothing finished. */
    double tail() {
        double median = percentileMillis(0.5);
        return median == 0 ? 0 : percentileMillis(0.99) / median;
    }

    double generatorCpuMillisEach() {
        return finished == 0 ? 0 : generatorCpuNanos / 1e6 / finished;
    }

    double costEach() {
        return finished == 0 ? 0 : cost.map(Cost::total).orElse(0.0) / finished;
    }
}
