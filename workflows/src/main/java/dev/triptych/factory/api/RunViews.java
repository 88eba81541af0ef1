package dev.triptych.factory.api;

import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.factory.ledger.Budgets;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.requests.RunRequests;
import dev.triptych.factory.teachers.Journal;
import dev.triptych.factory.teachers.Profiles;
import dev.triptych.factory.temporal.Executions;
import dev.triptych.factory.temporal.OldestCandidate;
import dev.triptych.factory.temporal.TemporalUnavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what the API shows of runs. */
@Singleton
class RunViews {
    private final Runs runs;
    private final Journal journal;
    private final Profiles profiles;
    private final RunRequests requests;
    private final OldestCandidate oldest;
    private final Executions executions;
    private final Budgets budgets;

    @Inject
    RunViews(
            Runs runs,
            Journal journal,
            Profiles profiles,
            RunRequests requests,
            OldestCandidate oldest,
            Executions executions,
            Budgets budgets) {
        this.runs = runs;
        this.journal = journal;
        this.profiles = profiles;
        this.requests = requests;
        this.oldest = oldest;
        this.executions = executions;
        this.budgets = budgets;
    }

    /** The newest runs, without what only Temporal can tell. */
    List<RunView> newest(int limit) {
        List<Runs.RunRecord> newest = runs.newest(limit);
        Facts facts = facts(newest.stream().map(Runs.RunRecord::run).toList());
        return newest.stream().map(run -> view(run, facts, null, run.message())).toList();
    }

    /** One run; empty when nobody knows it. */
    Optional<RunView> find(RunId run) {
        Optional<Runs.RunRecord> row = runs.find(run);
        return row.isPresent()
                ? row.map(this::withOldest)
                : requests.find(run).map(requested -> notOpened(run, requested));
    }

    private RunView withOldest(Runs.RunRecord run) {
        Facts facts = facts(List.of(run.run()));
        if (!run.status().open()) {
            return view(run, facts, null, run.message());
        }
        try {
            RunView.Oldest waiting =
                    oldest.of(run.run()).map(RunView.Oldest::of).orElse(null);
            return view(run, facts, waiting, run.message());
        } catch (TemporalUnavailable e) {
            return view(run, facts, null, e.getMessage() + "; the run goes on when it can be");
        }
    }

    /** One query of each kind, however many runs. */
    private Facts facts(List<RunId> ids) {
        return new Facts(runs.counts(ids), journal.uses(ids), budgets.of(ids), journal.places());
    }

    private record Facts(
            Map<RunId, Runs.Counts> counts,
            Map<RunId, Journal.Use> uses,
            Map<RunId, Budgets.Budget> budgets,
            List<Journal.Places> places) {}

    private static RunView view(Runs.RunRecord run, Facts facts, RunView.@Nullable Oldest oldest, String message) {
        Journal.Use use = facts.uses().getOrDefault(run.run(), Journal.Use.NONE);
        return new RunView(
                run.run().value(),
                run.workflowId(),
                run.tenant(),
                run.recipe(),
                run.status(),
                run.target(),
                run.simulated(),
                RunView.Progress.of(facts.counts().getOrDefault(run.run(), Runs.Counts.NONE)),
                RunView.TeacherUse.of(run.teacher(), use),
                facts.places().stream()
                        .filter(places -> use.asking().contains(places.profile()))
                        .map(RunView.Busy::of)
                        .toList(),
                facts.budgets().getOrDefault(run.run(), Budgets.Budget.NONE),
                oldest,
                message);
    }

    /** A run that was started and whose first activity has not run. */
    private RunView notOpened(RunId run, RunRequests.Requested requested) {
        String teacher = requested.input().path("teacher").asText();
        Beginning beginning = beginning(run, requested.workflowId());
        return new RunView(
                run.value(),
                requested.workflowId(),
                requested.input().path("tenant").asText(),
                requested.input().path("recipe").asText(),
                beginning.status(),
                requested.input().path("target").asInt(),
                profiles.find(teacher).map(Profiles.Profile::simulated).orElse(false),
                RunView.Progress.of(Runs.Counts.NONE),
                RunView.TeacherUse.of(teacher, Journal.Use.NONE),
                List.of(),
                Budgets.Budget.NONE,
                null,
                beginning.message());
    }

    private Beginning beginning(RunId run, String workflowId) {
        try {
            Optional<Executions.Execution> execution = executions.latest(workflowId);
            if (execution.isEmpty()) {
                return new Beginning(RunStatus.FAILED, "Temporal does not know its workflow any more");
            }
            return switch (execution.get().state()) {
                case RUNNING ->
                    new Beginning(
                            RunStatus.RUNNING,
                            execution.get().workflowTaskWaiting()
                                    ? "no worker has taken its workflow yet"
                                    : "starting");
                case CANCELLED, TERMINATED -> new Beginning(RunStatus.CANCELLED, "ended in Temporal before it began");
                case COMPLETED, FAILED, TIMED_OUT ->
                    new Beginning(
                            RunStatus.FAILED,
                            executions.closingReason(workflowId, execution.get().runId()));
            };
        } catch (TemporalUnavailable e) {
            return new Beginning(RunStatus.RUNNING, e.getMessage() + "; run " + run + " begins when it can be");
        }
    }

    private record Beginning(RunStatus status, String message) {}
}
