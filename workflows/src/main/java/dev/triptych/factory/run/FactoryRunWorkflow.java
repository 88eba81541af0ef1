package dev.triptych.factory.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.CarriedRun;
import dev.triptych.contracts.factory.CommandResult;
import dev.triptych.contracts.factory.FactoryRun;
import dev.triptych.contracts.factory.LedgerActivities;
import dev.triptych.contracts.factory.LedgerActivities.CloseRun;
import dev.triptych.contracts.factory.LedgerActivities.ClosedRun;
import dev.triptych.contracts.factory.LedgerActivities.OpenRun;
import dev.triptych.contracts.factory.LedgerActivities.OpenedRun;
import dev.triptych.contracts.factory.LedgerActivities.RetuneRun;
import dev.triptych.contracts.factory.Obstacle;
import dev.triptych.contracts.factory.OnBudget;
import dev.triptych.contracts.factory.PageResult;
import dev.triptych.contracts.factory.RetuneCommand;
import dev.triptych.contracts.factory.RunCommand;
import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.factory.RunProgress;
import dev.triptych.contracts.factory.RunResult;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.factory.TripletResult;
import dev.triptych.contracts.factory.Tuning;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.solution.PageActivities.CountQuestions;
import dev.triptych.factory.steps.Steps;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Validate, open the ledger, keep a window of candidates full until the target is met, drain, close.
 *
 * <p>The run goes through many executions; {@link CarriedRun} is all that one hands to the next. What it knows is in
 * {@link RunState}, who works for it in {@link Workers}.
 */
public final class FactoryRunWorkflow implements FactoryRun {
    /** Cancelled candidates need only the ledger; one that takes longer than this is recorded by the run itself. */
    private static final Duration CANCELLED_DRAIN_MAX = Duration.ofMinutes(10);

    /** In histories of runs that began before the ledger told it, who named no teacher meant this one. */
    private static final String TEACHER_ONCE_MEANT = "rehearsal";

    private final LedgerActivities ledger = Steps.ledger();
    private final RunId id = new RunId(Workflow.getInfo().getFirstExecutionRunId());
    private final WorkflowLock retuning = Workflow.newWorkflowLock();
    private final RunDisplay display = new RunDisplay();
    private final Lookout lookout = new Lookout(id);
    private final RunState state;
    private final Workers workers;
    private final StatusReport report;
    private RunInput.Reading reading;
    private long seen;

    /** Sets the state before anything else, because a signal or an update may be handled before the main method runs. */
    @WorkflowInit
    public FactoryRunWorkflow(@Nullable JsonNode input, @Nullable CarriedRun carried) {
        reading = RunInput.read(input);
        state = new RunState(carried);
        workers = new Workers(id, state, ledger);
        report = new StatusReport(id, state, ledger);
    }

    @Override
    public RunResult run(@Nullable JsonNode input, @Nullable CarriedRun carried) {
        if (carried == null) {
            reading = new RunInput.Valid(withinWhatIsGiven(request()));
        }
        display.show(request());
        try {
            if (carried == null) {
                detached(this::openLedger);
            }
            while (state.wantsMore(request()) || !state.inFlight().isEmpty()) {
                // Detached, so that a cancellation finds every candidate that was born either started or not issued.
                detached(() -> workers.keepTheWindowFull(request()));
                tellNews();
                handOverIfDue();
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
            case RunInput.Invalid invalid -> throw Commands.refused(invalid.message());
        };
    }

    /** There are no more candidates than given questions. */
    private static RunInput withinWhatIsGiven(RunInput request) {
        return request.questions()
                .map(questions -> request.withCandidatesAtMost(
                        Steps.pages().count(new CountQuestions(questions)).count()))
                .orElse(request);
    }

    private void openLedger() {
        OpenedRun opened = ledger.open(new OpenRun(id, Workflow.getInfo().getWorkflowId(), filledIn(request())));
        if (!opened.problems().isEmpty()) {
            // Each names the choices that there are; an example from here might not be one of them.
            throw Commands.refused("The run's input is not valid: " + String.join("; ", opened.problems()));
        }
        if (request().teacher().isEmpty()) {
            reading = new RunInput.Valid(request().withTeacher(opened.teacher().orElse(TEACHER_ONCE_MEANT)));
        }
    }

    private static JsonNode filledIn(RunInput request) {
        return TriptychJson.mapper().valueToTree(request);
    }

    /** To the ledger, to the candidates, to people. */
    private void tellNews() {
        report.tell();
        if (state.tuningIsNews()) {
            Tuning tuning = new Tuning(state.tuning(), request());
            state.tuningTold();
            workers.tell(tuning);
        }
        workers.giveUp(state.givingUp(), request());
        display.show(progress());
    }

    private void handOverIfDue() {
        int every = request().continueAsNewEvery();
        boolean due =
                every > 0 ? state.issuedHere() >= every : Workflow.getInfo().isContinueAsNewSuggested();
        if (due) {
            // No child is started meanwhile.
            report.tellUntilEveryHandlerFinished();
            // The next execution would not know that this one was asked to cancel.
            CancellationScope.throwCanceled();
            Workflow.newContinueAsNewStub(FactoryRun.class).run(filledIn(request()), state.carry());
        }
    }

    private void waitForNews() {
        if (!state.inFlight().isEmpty()) {
            lookout.plan();
        }
        awaitOrCancel(() -> state.changes() != seen || lookout.due());
        // What changes from here on, also while the main method waits for the ledger, is news again.
        seen = state.changes();
        if (lookout.due()) {
            lookout.look();
        }
    }

    /** An await without a timer does not end by itself when the workflow is cancelled. */
    private static void awaitOrCancel(Supplier<Boolean> condition) {
        CancellationScope scope = CancellationScope.current();
        Workflow.await(() -> condition.get() || scope.isCancelRequested());
        CancellationScope.throwCanceled();
    }

    private RunResult close(RunStatus status) {
        ClosedRun closed = ledger.close(new CloseRun(id, status, state.issued(), state.message()));
        state.close(closed.status());
        lookout.forget();
        report.closed();
        Workflow.await(Workflow::isEveryHandlerFinished);
        display.show(progress());
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
        workers.cancel(request());
        Workflow.await(CANCELLED_DRAIN_MAX, () -> state.inFlight().isEmpty());
        state.inFlight().forEach(workers::adoptOutcome);
        RunResult unused = close(RunStatus.CANCELLED);
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
        return new RunProgress(
                id,
                state.status(),
                reading instanceof RunInput.Valid(RunInput request) ? request.target() : 0,
                state.issued(),
                state.inFlight().size(),
                state.counts(),
                state.commands(),
                state.executions(),
                lookout.oldest().filter(waiting -> state.inFlight()
                        .contains(waiting.candidate().number())),
                state.message());
    }

    @Override
    public CommandResult pause(@Nullable RunCommand command) {
        return report.whenTold(state.pause(Commands.requestId(command)));
    }

    @Override
    public void checkPause(@Nullable RunCommand command) {
        Commands.check(command);
    }

    @Override
    public CommandResult resume(@Nullable RunCommand command) {
        return report.whenTold(state.resume(Commands.requestId(command)));
    }

    @Override
    public void checkResume(@Nullable RunCommand command) {
        Commands.check(command);
    }

    @Override
    public CommandResult finish(@Nullable RunCommand command) {
        return report.whenTold(state.finish(Commands.requestId(command)));
    }

    @Override
    public void checkFinish(@Nullable RunCommand command) {
        Commands.check(command);
    }

    /** One at a time, because the ledger and this run must agree on the last one. */
    @Override
    public CommandResult retune(@Nullable RetuneCommand command) {
        retuning.lock();
        try {
            String requestId = Commands.requestId(Commands.named(command));
            Optional<CommandResult> before = state.answered(RETUNE, requestId);
            if (before.isEmpty()) {
                RunInput.Valid next = Commands.retuned(request(), command);
                List<String> problems =
                        ledger.retune(new RetuneRun(id, filledIn(next.input()))).problems();
                if (!problems.isEmpty()) {
                    throw Commands.refused(problems);
                }
                reading = next;
            }
            return report.whenTold(before.orElseGet(() -> state.retune(requestId)));
        } finally {
            retuning.unlock();
        }
    }

    @Override
    public void checkRetune(@Nullable RetuneCommand command) {
        Commands.check(Commands.named(command));
        RunInput.Valid unused = Commands.retuned(request(), command);
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
