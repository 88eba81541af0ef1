package dev.triptych.factory.reconcile;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.factory.LedgerActivities.RecordOutcome;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.factory.TripletResult;
import dev.triptych.factory.ledger.Ledger;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.ledger.Runs.CandidateRow;
import dev.triptych.factory.ledger.Runs.RunRecord;
import dev.triptych.factory.temporal.Executions;
import dev.triptych.factory.temporal.Executions.Execution;
import dev.triptych.factory.temporal.TemporalUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/**
 * Compares the ledger with Temporal, because operators may end anything from its UI.
 *
 * <ol>
 *   <li>An open run whose workflow is closed: its gate is shut at once, its candidates' workflows are asked to cancel,
 *       then the run is closed, which settles its candidates.
 *   <li>An open run that was asked to cancel: its gate is shut at once; its workflow does the rest.
 *   <li>A closed run of whose cancelled candidates a workflow still runs: it is terminated after a grace.
 *   <li>A candidate in flight whose workflow is closed: it failed as {@code WORKFLOW_LOST}, and its run is told.
 * </ol>
 *
 * Every step may be repeated and may stop anywhere: the next look finds what is left to do.
 */
public final class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    /** Rows of one page, and runs of one look. */
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final Runs runs;
    private final Executions executions;
    private final ReconcileConfig config;
    private final Clock clock;

    /** When a candidate's workflow was first found unknown: its run may be about to start it. */
    private final Map<CandidateId, Instant> unknownSince = new HashMap<>();

    public Reconciler(Ledger ledger, Runs runs, Executions executions, ReconcileConfig config, Clock clock) {
        this.ledger = ledger;
        this.runs = runs;
        this.executions = executions;
        this.config = config;
        this.clock = clock;
    }

    /** Closes the runs that ended in Temporal without telling the ledger, and clears up behind closed runs. */
    public void reconcileRuns() {
        runs.open(PAGE).forEach(run -> apart(run, () -> ended(run).ifPresent(ended -> close(run, ended))));
        runs.unswept(PAGE).forEach(run -> apart(run, () -> sweep(run)));
    }

    /** A run that cannot be reconciled must not keep the others from it. */
    private static void apart(RunRecord run, Runnable work) {
        try {
            work.run();
        } catch (TemporalUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warnf("run could not be reconciled, it is tried again run=%s error=%s", run.run(), e.getMessage());
        }
    }

    /** Settles the candidates whose workflow is gone. */
    public void reconcileCandidates() {
        Map<CandidateId, Instant> stillUnknown = new HashMap<>();
        runs.open(PAGE).forEach(run -> apart(run, () -> reconcileCandidates(run, stillUnknown)));
        unknownSince.clear();
        unknownSince.putAll(stillUnknown);
    }

    private void reconcileCandidates(RunRecord run, Map<CandidateId, Instant> stillUnknown) {
        int after = 0;
        List<CandidateRow> page;
        // Candidates of one page have one workflow and follow each other: it is asked for once.
        String asked = "";
        Optional<Execution> execution = Optional.empty();
        do {
            page = runs.inFlight(run.run(), after, PAGE);
            for (CandidateRow row : page) {
                if (!row.workflowId().equals(asked)) {
                    asked = row.workflowId();
                    execution = executions.latest(asked);
                }
                reconcile(run, row, execution, stillUnknown);
                after = row.number();
            }
        } while (page.size() == PAGE);
    }

    private Optional<Ended> ended(RunRecord run) {
        Optional<Execution> latest = executions.latest(run.workflowId());
        if (latest.isEmpty()) {
            return Optional.of(new Ended(RunStatus.FAILED, "Temporal does not know the run's workflow any more"));
        }
        Execution execution = latest.get();
        if (!execution.firstRunId().equals(run.run().value())) {
            return Optional.of(new Ended(
                    RunStatus.FAILED,
                    "the run's workflow ended unseen: its id was started again as " + execution.firstRunId()));
        }
        if (execution.cancelRequested()) {
            // Its candidates may take a while to end; until then nothing more is asked for them.
            ledger.shutGate(run.run());
        }
        String why =
                execution.state().closed() ? executions.closingReason(execution.workflowId(), execution.runId()) : "";
        String reason = why.isEmpty() ? "" : ": " + why;
        return switch (execution.state()) {
            case RUNNING -> Optional.empty();
            case TERMINATED -> Optional.of(new Ended(RunStatus.CANCELLED, "terminated in Temporal" + reason));
            case CANCELLED -> Optional.of(new Ended(RunStatus.CANCELLED, "cancelled in Temporal" + reason));
            case TIMED_OUT -> Optional.of(new Ended(RunStatus.FAILED, "the run's workflow timed out"));
            case FAILED -> Optional.of(new Ended(RunStatus.FAILED, "the run's workflow failed" + reason));
            case COMPLETED ->
                Optional.of(new Ended(RunStatus.FAILED, "the run's workflow ended without closing its ledger"));
        };
    }

    private void close(RunRecord run, Ended ended) {
        // The workflow may have closed the ledger between our two looks; then there is nothing to do.
        if (runs.find(run.run()).filter(row -> row.status().open()).isEmpty()) {
            return;
        }
        ledger.shutGate(run.run());
        LOG.warnf("run ended in Temporal run=%s status=%s reason=%s", run.run(), ended.status(), ended.message());
        int after = 0;
        List<CandidateRow> page;
        do {
            page = runs.inFlight(run.run(), after, PAGE);
            for (CandidateRow row : page) {
                executions.cancel(row.workflowId(), ended.message());
                after = row.number();
            }
        } while (page.size() == PAGE);
        ledger.close(run.run(), ended.status(), OptionalInt.empty(), ended.message());
    }

    private void sweep(RunRecord run) {
        boolean graceOver = run.closedAt()
                .map(closed -> !clock.instant().isBefore(closed.plus(config.cancelGrace())))
                .orElse(false);
        boolean clean = true;
        int after = 0;
        List<CandidateRow> page;
        do {
            page = runs.cancelled(run.run(), after, PAGE);
            for (CandidateRow row : page) {
                after = row.number();
                if (executions
                        .latest(row.workflowId())
                        .filter(e -> !e.state().closed())
                        .isPresent()) {
                    clean = false;
                    stop(row, graceOver);
                }
            }
        } while (page.size() == PAGE);
        // Not before the grace is over: a start that was on its way when the run closed would be missed.
        if (clean && graceOver) {
            runs.swept(run.run());
        }
    }

    private void stop(CandidateRow row, boolean graceOver) {
        if (graceOver) {
            executions.terminate(row.workflowId(), "its run is closed and it did not react to cancel");
        } else {
            executions.cancel(row.workflowId(), "its run is closed");
        }
    }

    private void reconcile(
            RunRecord run, CandidateRow row, Optional<Execution> execution, Map<CandidateId, Instant> stillUnknown) {
        CandidateId candidate = new CandidateId(run.run(), row.number());
        if (execution.isEmpty()) {
            Instant since = unknownSince.getOrDefault(candidate, clock.instant());
            if (Duration.between(since, clock.instant()).compareTo(config.unknownGrace()) < 0) {
                stillUnknown.put(candidate, since);
                return;
            }
            lost(run, candidate, "Temporal does not know its workflow");
        } else if (execution.get().state().closed()) {
            lost(
                    run,
                    candidate,
                    "its workflow ended without an outcome: " + execution.get().state());
        }
    }

    /** The first outcome stands: where the workflow recorded one just now, its run is told that one. */
    private void lost(RunRecord run, CandidateId candidate, String message) {
        Outcome outcome = ledger.record(new RecordOutcome(
                        candidate, new Outcome.Failed(ErrorCode.WORKFLOW_LOST, message), Optional.empty()))
                .outcome();
        LOG.warnf("candidate lost its workflow candidate=%s outcome=%s", candidate, outcome);
        executions.tellFinished(run.workflowId(), new TripletResult(candidate, outcome));
    }

    private record Ended(RunStatus status, String message) {}
}
