package dev.triptych.contracts.factory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The run's account. Every method is idempotent: a repeat returns what the first call made true. */
@ActivityInterface
public interface LedgerActivities {
    /** Writes the run's row, or says what is wrong with the request against this installation (unknown teacher). */
    @ActivityMethod(name = "ledger.open")
    OpenedRun open(OpenRun request);

    /** Gives birth to the candidates: a row each, before any teacher is asked for them. */
    @ActivityMethod(name = "ledger.issue")
    IssuedCandidates issue(IssueCandidates request);

    /** Writes the outcome with its triplet, its place and its event in one transaction; returns the one that stands. */
    @ActivityMethod(name = "ledger.record")
    RecordedOutcome record(RecordOutcome request);

    /** Writes the outcomes of a page with their responses, places and events in one transaction. */
    @ActivityMethod(name = "ledger.recordPage")
    RecordedPage recordPage(RecordPage request);

    /** Moves an open run between its open states; a closed run stays as it is. */
    @ActivityMethod(name = "ledger.status")
    ChangedStatus changeStatus(ChangeStatus request);

    /**
     * Sets the run's budgets and teachers to what {@code request} says, or tells what is wrong with it against this
     * installation.
     */
    @ActivityMethod(name = "ledger.retune")
    RetunedRun retune(RetuneRun request);

    /** The candidate that has been in flight longest, what it waits for and why. */
    @ActivityMethod(name = "ledger.oldest")
    OldestWaiting oldestWaiting(FindOldest request);

    /** Closes the run's gate and reconciles its numbers. A run that does not reconcile is closed as {@code FAILED}. */
    @ActivityMethod(name = "ledger.close")
    ClosedRun close(CloseRun request);

    /** @param request the validated input with its defaults filled in, as a flat JSON object */
    record OpenRun(RunId run, String workflowId, JsonNode request) {}

    /**
     * @param problems one line a problem, each with the field's path; empty when the run is open
     * @param teacher who is asked where a step has no teacher of its own; absent when the run is not open, and in
     *     histories of runs that began before a request could leave it out
     */
    record OpenedRun(List<String> problems, Optional<String> teacher) {
        public OpenedRun {
            problems = List.copyOf(problems);
            teacher = Objects.requireNonNullElse(teacher, Optional.empty());
        }
    }

    /**
     * Candidates {@code first} to {@code last}, both included, from 1; the ids of their workflows are derived.
     *
     * @param page how many share a workflow; 0 where each has its own
     */
    record IssueCandidates(RunId run, int first, int last, int page) {
        /** Candidates with a workflow each. */
        public IssueCandidates(RunId run, int first, int last) {
            this(run, first, last, 0);
        }
    }

    record IssuedCandidates(int issued) {}

    /** @param parts what to keep; present iff the candidate passed every gate */
    record RecordOutcome(CandidateId candidate, Outcome proposed, Optional<TripletParts> parts) {}

    /**
     * @param outcome the outcome that stands, which may differ from the proposed one
     * @param accepted how many places of the run are taken now
     */
    record RecordedOutcome(Outcome outcome, int accepted) {}

    /**
     * @param rows hash of the {@code PageRows}; empty when nothing is known of the page
     * @param otherwise the outcome of candidates that are not in {@code rows}
     */
    record RecordPage(RunId run, int first, int last, Optional<Sha256> rows, Outcome otherwise) {}

    /**
     * @param counts the outcomes that stand, by candidate
     * @param undecided why the last of them ended without a verdict, or empty
     */
    record RecordedPage(RunCounts counts, String undecided) {}

    /** @param message what the run waits for, if it does */
    record ChangeStatus(RunId run, RunStatus status, Optional<String> message) {}

    record ChangedStatus(RunStatus status) {}

    /** @param request the whole input, with what was changed */
    record RetuneRun(RunId run, JsonNode request) {}

    /** @param problems one line a problem; empty when the changes are in force */
    record RetunedRun(List<String> problems) {
        public RetunedRun {
            problems = List.copyOf(problems);
        }
    }

    record FindOldest(RunId run) {}

    /** @param waiting empty when nothing is in flight */
    record OldestWaiting(Optional<Waiting> waiting) {}

    /** @param stage the pending activity, for example {@code solution.solve}; {@code cause} in one line */
    record Waiting(CandidateId candidate, String stage, long seconds, String cause) {}

    /** @param issued how many candidates the workflow says it issued */
    record CloseRun(RunId run, RunStatus status, int issued, String message) {}

    /** @param problems what does not agree, one line each; empty iff reconciled */
    record ClosedRun(RunStatus status, boolean reconciled, List<String> problems) {
        public ClosedRun {
            problems = List.copyOf(problems);
        }
    }
}
