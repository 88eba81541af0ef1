package dev.triptych.factory.temporal;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.TaskQueues;
import dev.triptych.contracts.factory.LedgerActivities.Waiting;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Says what the candidate that has been in flight longest waits for, and why, in words for an operator. */
@Singleton
public class OldestCandidate {
    private static final int CAUSE_CHARS_MAX = 300;

    /** Which queue an activity waits in, by the first part of its name. */
    private static final Map<String, String> QUEUES = Map.of(
            "question", TaskQueues.QUESTION,
            "solution", TaskQueues.SOLUTION,
            "test", TaskQueues.TESTS,
            "verify", TaskQueues.VERIFY,
            "rewrite", TaskQueues.REWRITE,
            "ledger", TaskQueues.FACTORY);

    private final Jdbi jdbi;
    private final Executions executions;

    @Inject
    public OldestCandidate(Jdbi jdbi, Executions executions) {
        this.jdbi = jdbi;
        this.executions = executions;
    }

    /** Empty when nothing of the run is in flight. */
    public Optional<Waiting> of(RunId run) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                                select number, workflow_id, issued_at, now() as now from factory.candidate
                                where run_id = :run and outcome is null order by number limit 1""")
                        .bind("run", UUID.fromString(run.value()))
                        .map((rs, ctx) -> new Row(
                                rs.getInt(1),
                                rs.getString(2),
                                Duration.between(
                                        rs.getTimestamp(3).toInstant(),
                                        rs.getTimestamp(4).toInstant())))
                        .findOne())
                .map(row -> waiting(new CandidateId(run, row.number()), row));
    }

    private Waiting waiting(CandidateId candidate, Row row) {
        return executions
                .latest(row.workflowId())
                .map(execution -> waiting(candidate, row, execution))
                .orElseGet(() -> new Waiting(candidate, "start", row.seconds(), "its workflow has not started yet"));
    }

    private static Waiting waiting(CandidateId candidate, Row row, Executions.Execution execution) {
        // An activity that fails says more about why than one that works.
        Optional<Executions.PendingActivity> telling = execution.pending().stream()
                .max(Comparator.<Executions.PendingActivity, Boolean>comparing(
                                a -> a.lastFailure().isPresent())
                        .thenComparing(Executions.PendingActivity::scheduled, Comparator.reverseOrder()));
        return telling.map(activity -> new Waiting(candidate, activity.type(), row.seconds(), cause(activity)))
                .orElseGet(() -> new Waiting(
                        candidate,
                        "workflow",
                        row.seconds(),
                        execution.state().closed()
                                ? "its workflow is closed (" + execution.state() + "); the outcome is being recorded"
                                : execution.workflowTaskWaiting()
                                        ? "no worker has taken its workflow (" + TaskQueues.FACTORY + ")"
                                        : "between two steps"));
    }

    private static String cause(Executions.PendingActivity activity) {
        String attempt = "attempt " + activity.attempt();
        if (activity.lastFailure().isPresent()) {
            return oneLine(activity.lastFailure().get()) + ", " + attempt;
        }
        if (activity.started()) {
            return "a worker is at it, " + attempt;
        }
        String service = activity.type().split("\\.", 2)[0];
        return "no worker has taken it (" + QUEUES.getOrDefault(service, activity.type()) + ")";
    }

    private static String oneLine(String message) {
        String line = message.strip().lines().findFirst().orElse("failed without a message");
        return line.length() <= CAUSE_CHARS_MAX ? line : line.substring(0, CAUSE_CHARS_MAX) + "…";
    }

    private record Row(int number, String workflowId, Duration age) {
        long seconds() {
            return age.toSeconds();
        }
    }
}
