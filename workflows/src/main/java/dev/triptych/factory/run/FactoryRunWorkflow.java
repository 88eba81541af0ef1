package dev.triptych.factory.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.CarriedRun;
import dev.triptych.contracts.factory.CommandResult;
import dev.triptych.contracts.factory.FactoryRun;
import dev.triptych.contracts.factory.LedgerActivities;
import dev.triptych.contracts.factory.LedgerActivities.ChangeStatus;
import dev.triptych.contracts.factory.LedgerActivities.CloseRun;
import dev.triptych.contracts.factory.LedgerActivities.ClosedRun;
import dev.triptych.contracts.factory.LedgerActivities.FindOldest;
import dev.triptych.contracts.factory.LedgerActivities.IssueCandidates;
import dev.triptych.contracts.factory.LedgerActivities.OpenRun;
import dev.triptych.contracts.factory.LedgerActivities.OpenedRun;
import dev.triptych.contracts.factory.LedgerActivities.RecordOutcome;
import dev.triptych.contracts.factory.LedgerActivities.RetuneRun;
import dev.triptych.contracts.factory.LedgerActivities.Waiting;
import dev.triptych.contracts.factory.Obstacle;
import dev.triptych.contracts.factory.OnBudget;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.PageRequest;
import dev.triptych.contracts.factory.PageResult;
import dev.triptych.contracts.factory.ResponsePage;
import dev.triptych.contracts.factory.RetuneCommand;
import dev.triptych.contracts.factory.RunCommand;
import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.factory.RunProgress;
import dev.triptych.contracts.factory.RunResult;
import dev.triptych.contracts.factory.RunSearchAttributes;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.factory.Triplet;
import dev.triptych.contracts.factory.TripletRequest;
import dev.triptych.contracts.factory.TripletResult;
import dev.triptych.contracts.factory.Tuning;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.solution.PageActivities.CountQuestions;
import dev.triptych.factory.steps.Steps;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancelExternalWorkflowException;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Validate, open the ledger, keep a window of candidates full until the target is met, drain, close.
 *
 * <p>The run goes through many executions; {@link CarriedRun} is all that one hands to the next. Candidates tell their
 * end by signal, because a child outlives the execution that started it.
 */
public final class FactoryRunWorkflow implements FactoryRun {
    private static final Duration LOOK_FOR_OLDEST_EVERY = Duration.ofSeconds(30);

    /** Cancelled candidates need only the ledger; one that takes longer than this is recorded by the run itself. */
    private static final Duration CANCELLED_DRAIN_MAX = Duration.ofMinutes(10);

    private final LedgerActivities ledger = Steps.ledger();
    private final LedgerActivities glance = Steps.ledgerGlance();
    private final RunId id = new RunId(Workflow.getInfo().getFirstExecutionRunId());
    private final WorkflowLock retuning = Workflow.newWorkflowLock();
    private RunInput.Reading reading;
    private final RunState state;
    private Optional<Waiting> oldest = Optional.empty();
    private @Nullable Promise<Void> nextLook;
    private RunStatus statusTold;
    private int commandsTold;
    private long seen;
    private int acceptedShown = -1;
    private @Nullable RunStatus statusShown;

    /** Sets the state before anything else, because a signal or an update may be handled before the main method runs. */
    @WorkflowInit
    public FactoryRunWorkflow(@Nullable JsonNode input, @Nullable CarriedRun carried) {
        reading = RunInput.read(input);
        state = new RunState(carried);
        statusTold = state.status();
        commandsTold = state.commands();
    }

    @Override
    public RunResult run(@Nullable JsonNode input, @Nullable CarriedRun carried) {
        if (carried == null) {
            reading = new RunInput.Valid(withinWhatIsGiven(request()));
        }
        showRequest(request());
        try {
            if (carried == null) {
                detached(this::openLedger);
            }
            while (state.wantsMore(request()) || !state.inFlight().isEmpty()) {
                // Detached, so that a cancellation finds every candidate that was born either started or not issued.
                detached(this::keepTheWindowFull);
                waitForNews();
            }
            return detached(() -> close(state.reached(request())));
        } catch (TemporalFailure e) {
            if (!CancellationScope.current().isCancelRequested()) {
                throw e;
            }
            detached(this::cancel);
            throw new CanceledFailure("The run was cancelled");
        }
    }

    /** What the run is asked for now: {@code retune} changes it. */
    private RunInput request() {
        return switch (reading) {
            case RunInput.Valid(RunInput request) -> request;
            case RunInput.Invalid invalid -> throw invalidInput(invalid);
        };
    }

    /** There are no more candidates than given questions. */
    private static RunInput withinWhatIsGiven(RunInput request) {
        return request.questions()
                .map(questions -> request.withCandidatesAtMost(
                        Steps.pages().count(new CountQuestions(questions)).count()))
                .orElse(request);
    }

    private static ApplicationFailure invalidInput(RunInput.Invalid invalid) {
        return ApplicationFailure.newNonRetryableFailure(invalid.message(), ErrorCode.INVALID_INPUT.name());
    }

    private void openLedger() {
        OpenedRun opened = ledger.open(new OpenRun(id, Workflow.getInfo().getWorkflowId(), filledIn(request())));
        if (!opened.problems().isEmpty()) {
            // Each names the choices that there are; an example from here might not be one of them.
            throw refused("The run's input is not valid: ", opened.problems());
        }
        reading = new RunInput.Valid(request().withTeacher(opened.teacher().orElseGet(this::teacherBeforeItWasTold)));
    }

    /** In the histories of runs that began before the ledger told it, who named nobody meant the rehearsal teacher. */
    private String teacherBeforeItWasTold() {
        return request().teacher().isEmpty() ? "rehearsal" : request().teacher();
    }

    private static JsonNode filledIn(RunInput request) {
        return TriptychJson.mapper().valueToTree(request);
    }

    private void keepTheWindowFull() {
        RunInput request = request();
        int room = state.room(request);
        if (room == 0) {
            return;
        }
        int last = state.issued() + room;
        // Born before any teacher is asked, so that no answer can lack its candidate.
        ledger.issue(new IssueCandidates(id, state.issued() + 1, last, request.byPage() ? request.page() : 0));
        List<Promise<WorkflowExecution>> starts =
                request.byPage() ? startPages(request, last) : startTriplets(request, last);
        starts.forEach(FactoryRunWorkflow::awaitStart);
    }

    private List<Promise<WorkflowExecution>> startTriplets(RunInput request, int last) {
        List<Promise<WorkflowExecution>> starts = new ArrayList<>();
        for (int number : state.issue(last)) {
            if (state.endedEarly(number)) {
                // After a reset: the candidate ended in the history that was cut off, and the ledger knows how.
                adoptOutcome(number);
            } else {
                starts.add(start(request, number));
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

    private Promise<WorkflowExecution> start(RunInput request, int number) {
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
            Workflow.getLogger(FactoryRunWorkflow.class).info("Adopted a running candidate");
        }
    }

    private void waitForNews() {
        tellStatus();
        answerObstacles();
        show(request());
        if (handOverIsDue(request())) {
            handOver();
        }
        if (nextLook == null && !state.inFlight().isEmpty()) {
            nextLook = Workflow.newTimer(LOOK_FOR_OLDEST_EVERY);
        }
        awaitOrCancel(() -> state.changes() != seen || lookIsDue());
        // What changes from here on, also while the main method waits for the ledger, is news again.
        seen = state.changes();
        if (lookIsDue()) {
            nextLook = null;
            oldest = lookForOldest();
        }
    }

    private boolean lookIsDue() {
        return nextLook != null && nextLook.isCompleted();
    }

    /** An await without a timer does not end by itself when the workflow is cancelled. */
    private static void awaitOrCancel(Supplier<Boolean> condition) {
        CancellationScope scope = CancellationScope.current();
        Workflow.await(() -> condition.get() || scope.isCancelRequested());
        CancellationScope.throwCanceled();
    }

    private Optional<Waiting> lookForOldest() {
        try {
            return glance.oldestWaiting(new FindOldest(id)).waiting();
        } catch (ActivityFailure e) {
            CancellationScope.throwCanceled();
            return Optional.empty();
        }
    }

    private boolean handOverIsDue(RunInput request) {
        int every = request.continueAsNewEvery();
        return every > 0 ? state.issuedHere() >= every : Workflow.getInfo().isContinueAsNewSuggested();
    }

    /** Waits for the handlers, which would be lost, and starts no child meanwhile. */
    private void handOver() {
        while (!Workflow.isEveryHandlerFinished()) {
            tellStatus();
            Workflow.await(() -> Workflow.isEveryHandlerFinished() || state.commands() > commandsTold);
        }
        // The next execution would not know that this one was asked to cancel.
        CancellationScope.throwCanceled();
        Workflow.newContinueAsNewStub(FactoryRun.class).run(filledIn(request()), state.carry());
    }

    /** The one writer of the run's status, so that the ledger sees commands in their order. */
    private void tellStatus() {
        while (commandsTold < state.commands() || state.status() != statusTold) {
            int commands = state.commands();
            RunStatus status = state.status();
            if (status != statusTold) {
                ledger.changeStatus(new ChangeStatus(id, status, state.need()));
                statusTold = status;
            }
            commandsTold = commands;
        }
    }

    /** Tells candidates that wait what became of their obstacle, and all of them what the run asks for now. */
    private void answerObstacles() {
        if (state.tuningIsNews()) {
            Tuning tuning = new Tuning(state.tuning(), request());
            state.tuningTold();
            tellEach(workers().keySet(), Triplet.RETUNED, tuning);
        }
        tellEach(state.givingUp().stream().map(this::worker).toList(), Triplet.GIVE_UP);
    }

    private static void tellEach(Collection<String> workflowIds, String signal, Object... news) {
        List<Promise<Void>> told = workflowIds.stream()
                .map(child -> Async.procedure(() -> {
                    try {
                        Workflow.newUntypedExternalWorkflowStub(child).signal(signal, news);
                    } catch (ApplicationFailure | SignalExternalWorkflowException e) {
                        // It has ended, and tells that by itself.
                        Workflow.getLogger(FactoryRunWorkflow.class).info("A child is beyond news");
                    }
                }))
                .toList();
        Promise.allOf(told).get();
    }

    /** Workflow id of who works on this candidate in flight. */
    private String worker(int number) {
        return request().byPage()
                ? ResponsePage.workflowId(new CandidateId(id, state.pageOf(number)))
                : Triplet.workflowId(new CandidateId(id, number));
    }

    private RunResult close(RunStatus status) {
        ClosedRun closed = ledger.close(new CloseRun(id, status, state.issued(), state.message()));
        state.close(closed.status());
        oldest = Optional.empty();
        commandsTold = Integer.MAX_VALUE;
        Workflow.await(Workflow::isEveryHandlerFinished);
        show(request());
        if (!closed.reconciled()) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "The run's numbers do not agree: " + String.join("; ", closed.problems()),
                    ErrorCode.NOT_RECONCILED.name());
        }
        if (closed.status() == RunStatus.FAILED) {
            throw ApplicationFailure.newNonRetryableFailure(state.message(), RunStatus.FAILED.name());
        }
        return new RunResult(
                id, closed.status(), request().target(), state.issued(), state.counts(), true, state.message());
    }

    /** Every candidate ends as cancelled, or as what it became before it was told; then the ledger is closed. */
    private void cancel() {
        List<Promise<Void>> told = workers().entrySet().stream()
                .map(worker -> Async.procedure(this::cancelWorker, worker.getKey(), worker.getValue()))
                .toList();
        Promise.allOf(told).get();
        Workflow.await(CANCELLED_DRAIN_MAX, () -> state.inFlight().isEmpty());
        state.inFlight().forEach(this::adoptOutcome);
        RunResult unused = close(RunStatus.CANCELLED);
    }

    /** Workflow ids of what is in flight, with the candidates that each works on. */
    private SequencedMap<String, List<Integer>> workers() {
        SequencedMap<String, List<Integer>> workers = new LinkedHashMap<>();
        for (int number : state.inFlight()) {
            workers.computeIfAbsent(worker(number), none -> new ArrayList<>()).add(number);
        }
        return workers;
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
    private void adoptOutcome(int number) {
        Outcome stands = ledger.record(
                        new RecordOutcome(new CandidateId(id, number), new Outcome.Cancelled(), Optional.empty()))
                .outcome();
        state.ended(number, stands);
    }

    @Override
    public void candidateFinished(TripletResult finished) {
        // Another run may have had this workflow id before.
        if (finished.candidate().run().equals(id)) {
            state.ended(finished.candidate().number(), finished.outcome());
        }
    }

    @Override
    public void pageFinished(PageResult finished) {
        if (finished.run().equals(id)) {
            state.endedPage(finished);
        }
    }

    @Override
    public void metObstacle(Obstacle obstacle) {
        if (obstacle.candidate().run().equals(id)) {
            state.met(obstacle, request().onBudget() == OnBudget.END);
        }
    }

    @Override
    public RunProgress progress() {
        return progress(reading instanceof RunInput.Valid(RunInput request) ? request.target() : 0);
    }

    private RunProgress progress(int target) {
        return new RunProgress(
                id,
                state.status(),
                target,
                state.issued(),
                state.inFlight().size(),
                state.counts(),
                state.commands(),
                state.executions(),
                oldest.filter(
                        waiting -> state.inFlight().contains(waiting.candidate().number())),
                state.message());
    }

    @Override
    public CommandResult pause(@Nullable RunCommand command) {
        return whenTold(state.pause(requestId(command)));
    }

    @Override
    public void checkPause(@Nullable RunCommand command) {
        check(command);
    }

    @Override
    public CommandResult resume(@Nullable RunCommand command) {
        return whenTold(state.resume(requestId(command)));
    }

    @Override
    public void checkResume(@Nullable RunCommand command) {
        check(command);
    }

    @Override
    public CommandResult finish(@Nullable RunCommand command) {
        return whenTold(state.finish(requestId(command)));
    }

    @Override
    public void checkFinish(@Nullable RunCommand command) {
        check(command);
    }

    /** One at a time, because the ledger and this run must agree on the last one. */
    @Override
    public CommandResult retune(RetuneCommand command) {
        retuning.lock();
        try {
            String requestId = requestId(new RunCommand(command.requestId()));
            Optional<CommandResult> before = state.answered(RETUNE, requestId);
            if (before.isEmpty()) {
                RunInput.Valid next = retuned(command);
                List<String> problems =
                        ledger.retune(new RetuneRun(id, filledIn(next.input()))).problems();
                if (!problems.isEmpty()) {
                    throw refused(problems);
                }
                reading = next;
            }
            return whenTold(before.orElseGet(() -> state.retune(requestId)));
        } finally {
            retuning.unlock();
        }
    }

    private RunInput.Valid retuned(RetuneCommand command) {
        return switch (request().retuned(command.changes())) {
            case RunInput.Valid valid -> valid;
            case RunInput.Invalid invalid -> throw refused(invalid.problems());
        };
    }

    private static ApplicationFailure refused(List<String> problems) {
        return refused("", problems);
    }

    private static ApplicationFailure refused(String opening, List<String> problems) {
        return ApplicationFailure.newNonRetryableFailure(
                opening + String.join("; ", problems), ErrorCode.INVALID_INPUT.name());
    }

    @Override
    public void checkRetune(RetuneCommand command) {
        check(command == null ? null : new RunCommand(command.requestId()));
        RunInput.Valid unused = retuned(command);
    }

    private CommandResult whenTold(CommandResult result) {
        Workflow.await(() -> commandsTold >= result.sequence());
        return result;
    }

    /** Who sends an update by hand need not name it: the update itself has an id. */
    private static String requestId(@Nullable RunCommand command) {
        return command == null || command.requestId() == null
                ? Workflow.getCurrentUpdateInfo().orElseThrow().getUpdateId()
                : command.requestId();
    }

    private static void check(@Nullable RunCommand command) {
        String id = command == null ? null : command.requestId();
        if (id != null && (id.isBlank() || id.length() > RunCommand.CHARS_MAX)) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "requestId: must be 1 to " + RunCommand.CHARS_MAX + " characters", ErrorCode.INVALID_INPUT.name());
        }
    }

    private void showRequest(RunInput request) {
        Workflow.upsertTypedSearchAttributes(
                RunSearchAttributes.RECIPE.valueSet(request.recipe()),
                RunSearchAttributes.TENANT.valueSet(request.tenant()),
                RunSearchAttributes.TARGET.valueSet((long) request.target()));
    }

    private void show(RunInput request) {
        Workflow.setCurrentDetails(RunDetails.of(progress(request.target())));
        if (state.status() != statusShown || state.counts().accepted() != acceptedShown) {
            statusShown = state.status();
            acceptedShown = state.counts().accepted();
            Workflow.upsertTypedSearchAttributes(
                    RunSearchAttributes.STATUS.valueSet(state.status().name()),
                    RunSearchAttributes.ACCEPTED.valueSet((long) acceptedShown));
        }
    }

    private static void detached(Runnable step) {
        Workflow.newDetachedCancellationScope(step).run();
    }

    private static RunResult detached(Supplier<RunResult> step) {
        List<RunResult> result = new ArrayList<>();
        detached(() -> {
            result.add(step.get());
        });
        return result.getFirst();
    }
}
