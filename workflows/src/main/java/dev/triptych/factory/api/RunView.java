package dev.triptych.factory.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.factory.LedgerActivities.Waiting;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.factory.ledger.Budgets;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.teachers.Journal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it.
 *
 * @param busy the teachers at which calls of the run are under way
 * @param oldest the candidate in flight for longest, what it waits for and why; null when there is none
 * @param message why the run is as it is, or empty
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RunView(
        String run,
        String workflowId,
        String tenant,
        String recipe,
        RunStatus status,
        int target,
        boolean simulated,
        Progress progress,
        TeacherUse teacher,
        List<Busy> busy,
        Budgets.Budget budget,
        @Nullable Oldest oldest,
        String message) {

    /** How the candidates stand; {@code surplus} is part of {@code rejected}. */
    public record Progress(
            int candidates,
            int accepted,
            Map<RejectReason, Integer> rejected,
            int failed,
            int cancelled,
            int inFlight,
            int surplus) {
        static Progress of(Runs.Counts counts) {
            return new Progress(
                    counts.candidates(),
                    counts.accepted(),
                    new TreeMap<>(counts.rejected()),
                    counts.failed(),
                    counts.cancelled(),
                    counts.inFlight(),
                    counts.surplus());
        }
    }

    /**
     * What the run's teacher was asked.
     *
     * @param unaccounted calls of which nobody told what they cost
     * @param estimatedTokens those of {@code promptTokens} and {@code completionTokens} that the teacher did not count
     * @param estimatedCostMicroUsd their part of {@code costMicroUsd}
     */
    public record TeacherUse(
            String profile,
            long calls,
            long unaccounted,
            long promptTokens,
            long completionTokens,
            long costMicroUsd,
            long estimatedTokens,
            long estimatedCostMicroUsd) {
        static TeacherUse of(String profile, Journal.Use use) {
            return new TeacherUse(
                    profile,
                    use.calls(),
                    use.unaccounted(),
                    use.promptTokens(),
                    use.completionTokens(),
                    use.costMicroUsd(),
                    use.estimatedTokens(),
                    use.estimatedCostMicroUsd());
        }
    }

    /**
     * How busy a teacher is with all runs, over all processes that ask it just now, as of some seconds ago.
     *
     * @param open calls that are open
     * @param limit calls that may be open, as far as the processes have found out
     * @param waiting calls that wait for a place
     * @param utilisation the share of the limit that is in use
     */
    public record Busy(String profile, int open, int limit, int waiting, double utilisation) {
        static Busy of(Journal.Places places) {
            double share = places.limit() == 0 ? 0 : (double) places.open() / places.limit();
            return new Busy(
                    places.profile(),
                    places.open(),
                    places.limit(),
                    places.waiting(),
                    Math.round(share * 1_000) / 1_000.0);
        }
    }

    /** @param stage the step it is at, for example {@code solution.solve} */
    public record Oldest(int candidate, String stage, long seconds, String cause) {
        static Oldest of(Waiting waiting) {
            return new Oldest(waiting.candidate().number(), waiting.stage(), waiting.seconds(), waiting.cause());
        }
    }
}
