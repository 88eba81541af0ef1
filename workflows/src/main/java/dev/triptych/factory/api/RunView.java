package dev.triptych.factory.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.factory.LedgerActivities.Waiting;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.factory.ledger.Budgets;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.teachers.Journal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it.
 *
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

    /** What the run's teacher was asked; {@code unaccounted} calls were in flight when their worker died. */
    public record TeacherUse(
            String profile, long calls, long unaccounted, long promptTokens, long completionTokens, long costMicroUsd) {
        static TeacherUse of(String profile, Journal.Sums sums) {
            return new TeacherUse(
                    profile,
                    sums.calls(),
                    sums.lost(),
                    sums.promptTokens(),
                    sums.completionTokens(),
                    sums.costMicroUsd());
        }
    }

    /** @param stage the step it is at, for example {@code solution.solve} */
    public record Oldest(int candidate, String stage, long seconds, String cause) {
        static Oldest of(Waiting waiting) {
            return new Oldest(waiting.candidate().number(), waiting.stage(), waiting.seconds(), waiting.cause());
        }
    }
}
