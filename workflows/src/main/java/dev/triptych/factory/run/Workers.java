package dev.triptych.factory.run;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.LedgerActivities;
import dev.triptych.contracts.factory.LedgerActivities.IssueCandidates;
import dev.triptych.contracts.factory.LedgerActivities.RecordOutcome;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.PageRequest;
import dev.triptych.contracts.factory.PageResult;
import dev.triptych.contracts.factory.ResponsePage;
import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.factory.Triplet;
import dev.triptych.contracts.factory.TripletRequest;
import dev.triptych.contracts.factory.TripletResult;
import dev.triptych.contracts.factory.Tuning;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancelExternalWorkflowException;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * The workflows that work on a run's candidates, one for each or one for a page of them: started, told, cancelled. They
 * tell their end by signal, because a child outlives the execution that started it.
 */
final class Workers {
    private final RunId id;
    private final RunState state;
    private final LedgerActivities ledger;

    Workers(RunId id, RunState state, LedgerActivities ledger) {
        this.id = id;
        this.state = state;
        this.ledger = ledger;
    }

    /** Issues as many candidates as there is room for, and starts who works on them. */
    void keepTheWindowFull(RunInput request) {
        int room = state.room(request);
        if (room == 0) {
            return;
        }
        int last = state.issued() + room;
        // Born before any teacher is asked, so that no answer can lack its candidate.
        ledger.issue(new IssueCandidates(id, state.issued() + 1, last, request.byPage() ? request.page() : 0));
        List<Promise<WorkflowExecution>> starts =
                request.byPage() ? startPages(request, last) : startTriplets(request, last);
        starts.forEach(Workers::awaitStart);
    }

    private List<Promise<WorkflowExecution>> startTriplets(RunInput request, int last) {
        List<Promise<WorkflowExecution>> starts = new ArrayList<>();
        for (int number : state.issue(last)) {
            if (state.endedEarly(number)) {
                // After a reset: the candidate ended in the history that was cut off, and the ledger knows how.
                adoptOutcome(number);
            } else {
                starts.add(startTriplet(request, number));
            }
        }
        return starts;
    }

    private List<Promise<WorkflowExecution>> startPages(RunInput request, int last) {
        List<Promise<WorkflowExecution>> starts = new ArrayList<>();
        int first = state.issued() + 1;
        List<Integer> endedEarly =
                state.issue(last).stream().filter(state::endedEarly).toList();
        for (; first <= last; first += request.page()) {
            int end = Math.min(last, first + request.page() - 1);
            if (endedEarly.contains(first)) {
                // After a reset: the page ended in the history that was cut off, and the ledger knows how.
                IntStream.rangeClosed(first, end).forEach(this::adoptOutcome);
            } else {
                starts.add(startPage(request, first, end));
            }
        }
        return starts;
    }

    private Promise<WorkflowExecution> startTriplet(RunInput request, int number) {
        CandidateId candidate = new CandidateId(id, number);
        Triplet triplet = Workflow.newChildWorkflowStub(
                Triplet.class, child(Triplet.workflowId(candidate), "Candidate " + number));
        String subset = request.subsets().get((number - 1) % request.subsets().size());
        Promise<TripletResult> end = Async.function(
                triplet::run,
                new TripletRequest(candidate, Workflow.getInfo().getWorkflowId(), subset, request, state.tuning()));
        // The end is told by signal; a promise whose failure nobody takes would be logged as forgotten.
        Promise<Boolean> unused = end.handle((result, failure) -> true);
        return Workflow.getWorkflowExecution(triplet);
    }

    private Promise<WorkflowExecution> startPage(RunInput request, int first, int last) {
        state.beginPage(first);
        ResponsePage page = Workflow.newChildWorkflowStub(
                ResponsePage.class,
                child(ResponsePage.workflowId(new CandidateId(id, first)), "Candidates " + first + " to " + last));
        Promise<PageResult> end = Async.function(
                page::run,
                new PageRequest(id, first, last, Workflow.getInfo().getWorkflowId(), request, state.tuning()));
        Promise<Boolean> unused = end.handle((result, failure) -> true);
        return Workflow.getWorkflowExecution(page);
    }

    private static ChildWorkflowOptions child(String workflowId, String summary) {
        return ChildWorkflowOptions.newBuilder()
                .setWorkflowId(workflowId)
                // The child outlives this execution, which ends at every continue-as-new.
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setCancellationType(ChildWorkflowCancellationType.ABANDON)
                // After a reset a closed child runs again: it finds its answers and its outcome, and tells it.
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setStaticSummary(summary)
                .build();
    }

    /** Awaited, because continue-as-new before a child has started would lose it. */
    private static void awaitStart(Promise<WorkflowExecution> start) {
        try {
            start.get();
        } catch (ChildWorkflowFailure e) {
            // After a reset: the child runs already, and will tell its end to whoever has this workflow id.
            Workflow.getLogger(Workers.class).info("Adopted a running candidate");
        }
    }

    /** Tells all what the run asks for now. */
    void tell(Tuning tuning) {
        tellEach(inFlight(tuning.run()).keySet(), Triplet.RETUNED, tuning);
    }

    /** Tells those who work on these candidates that what they wait for will not come. */
    void giveUp(List<Integer> candidates, RunInput request) {
        tellEach(candidates.stream().map(number -> worker(number, request)).toList(), Triplet.GIVE_UP);
    }

    private static void tellEach(Collection<String> workflowIds, String signal, Object... news) {
        List<Promise<Void>> told = workflowIds.stream()
                .map(child -> Async.procedure(() -> {
                    try {
                        Workflow.newUntypedExternalWorkflowStub(child).signal(signal, news);
                    } catch (ApplicationFailure | SignalExternalWorkflowException e) {
                        // It has ended, and tells that by itself.
                        Workflow.getLogger(Workers.class).info("A child is beyond news");
                    }
                }))
                .toList();
        Promise.allOf(told).get();
    }

    /** Cancels all; who has ended already is taken at the ledger's word. */
    void cancel(RunInput request) {
        List<Promise<Void>> told = inFlight(request).entrySet().stream()
                .map(worker -> Async.procedure(this::cancelWorker, worker.getKey(), worker.getValue()))
                .toList();
        Promise.allOf(told).get();
    }

    private void cancelWorker(String workflowId, List<Integer> candidates) {
        try {
            Workflow.newUntypedExternalWorkflowStub(workflowId).cancel();
        } catch (CancelExternalWorkflowException e) {
            // It has ended, or an operator terminated it.
            candidates.forEach(this::adoptOutcome);
        }
    }

    /** Takes the outcome that the ledger has, or makes it cancelled for good. */
    void adoptOutcome(int number) {
        Outcome stands = ledger.record(
                        new RecordOutcome(new CandidateId(id, number), new Outcome.Cancelled(), Optional.empty()))
                .outcome();
        state.ended(number, stands);
    }

    /** Workflow ids of what is in flight, with the candidates that each works on. */
    private SequencedMap<String, List<Integer>> inFlight(RunInput request) {
        SequencedMap<String, List<Integer>> workers = new LinkedHashMap<>();
        for (int number : state.inFlight()) {
            workers.computeIfAbsent(worker(number, request), none -> new ArrayList<>())
                    .add(number);
        }
        return workers;
    }

    /** Workflow id of who works on this candidate in flight. */
    private String worker(int number, RunInput request) {
        return request.byPage()
                ? ResponsePage.workflowId(new CandidateId(id, state.pageOf(number)))
                : Triplet.workflowId(new CandidateId(id, number));
    }
}
