package dev.triptych.contracts.factory;

import dev.triptych.contracts.RejectReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The run's own count of outcomes, kept apart from the ledger's.
 *
 * @param rejected by reason, {@code SURPLUS} included; reasons that did not occur are left out
 */
public record RunCounts(int accepted, Map<RejectReason, Integer> rejected, int failed, int cancelled) {
    public static final RunCounts NONE = new RunCounts(0, Map.of(), 0, 0);

    public RunCounts {
        // Sorted, so that what is written does not depend on the process.
        rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    }

    /** These counts and one more outcome. */
    public RunCounts plus(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted ignored -> new RunCounts(accepted + 1, rejected, failed, cancelled);
            case Outcome.Rejected(var reason, var ignored) -> {
                Map<RejectReason, Integer> more = new EnumMap<>(RejectReason.class);
                more.putAll(rejected);
                more.merge(reason, 1, Integer::sum);
                yield new RunCounts(accepted, more, failed, cancelled);
            }
            case Outcome.Failed ignored -> new RunCounts(accepted, rejected, failed + 1, cancelled);
            case Outcome.Cancelled ignored -> new RunCounts(accepted, rejected, failed, cancelled + 1);
        };
    }

    /** The sum of both. */
    public RunCounts plus(RunCounts other) {
        Map<RejectReason, Integer> more = new EnumMap<>(RejectReason.class);
        more.putAll(rejected);
        other.rejected.forEach((reason, count) -> more.merge(reason, count, Integer::sum));
        return new RunCounts(accepted + other.accepted, more, failed + other.failed, cancelled + other.cancelled);
    }

    /** How many passed every gate and found no place. */
    public int surplus() {
        return rejected.getOrDefault(RejectReason.SURPLUS, 0);
    }

    /** How many have an outcome. */
    public int ended() {
        return accepted + rejected.values().stream().mapToInt(Integer::intValue).sum() + failed + cancelled;
    }
}
