package dev.triptych.factory.requests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.CommandResult;
import dev.triptych.contracts.factory.FactoryRun;
import dev.triptych.contracts.factory.RetuneCommand;
import dev.triptych.contracts.factory.RunCommand;
import dev.triptych.factory.temporal.Executions;
import dev.triptych.factory.temporal.TemporalUnavailable;
import io.grpc.Context;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Steers running runs: pause, resume, finish and retune as updates of the workflow, cancel as Temporal's cancel. */
@Singleton
public class Steering {
    /** A run answers within milliseconds; after this long its worker is not there. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private static final String ENDED = "the run has ended";

    private final WorkflowClient client;
    private final Executions executions;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("steering-deadlines").factory());

    @Inject
    public Steering(WorkflowClient client, Executions executions) {
        this.client = client;
        this.executions = executions;
    }

    /**
     * Applies the command once, however often it is sent with this request id.
     *
     * @return why the run did not take it; empty when it did
     */
    public Optional<String> command(RunId run, String workflowId, Command command, String requestId) {
        return apply(run, workflowId, command.updateName, requestId, new RunCommand(requestId));
    }

    /**
     * Changes fields of the run for what remains, once, however often it is sent with this request id.
     *
     * @param changes new values of some of {@code RunInput.RETUNABLE}; none makes the run try again what it waits for
     * @return why the run did not take it; empty when it did
     */
    public Optional<String> retune(RunId run, String workflowId, JsonNode changes, String requestId) {
        return apply(run, workflowId, FactoryRun.RETUNE, requestId, new RetuneCommand(requestId, changes));
    }

    private Optional<String> apply(RunId run, String workflowId, String update, String requestId, Object argument) {
        if (!isRunning(run, workflowId)) {
            return Optional.of(ENDED);
        }
        Context.CancellableContext context =
                Context.current().withDeadlineAfter(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS, deadlines);
        try {
            context.run(() -> update(workflowId, update, requestId, argument));
            return Optional.empty();
        } catch (WorkflowNotFoundException e) {
            return Optional.of(ENDED);
        } catch (WorkflowUpdateException e) {
            return Optional.of(
                    e.getCause() instanceof ApplicationFailure refusal
                            ? refusal.getOriginalMessage()
                            : String.valueOf(e.getMessage()));
        } catch (WorkflowServiceException e) {
            throw new TemporalUnavailable(
                    client.getWorkflowServiceStubs().getOptions().getTarget(), e);
        } finally {
            context.close();
        }
    }

    /**
     * Asks the run to cancel; one that is closed stays as it is.
     *
     * @return why the run did not take it; empty when it did
     */
    public Optional<String> cancel(RunId run, String workflowId) {
        if (!isRunning(run, workflowId)) {
            return Optional.of(ENDED);
        }
        executions.cancel(workflowId, "cancelled through the API");
        return Optional.empty();
    }

    private void update(String workflowId, String update, String requestId, Object argument) {
        WorkflowStub stub = client.newUntypedWorkflowStub(workflowId);
        stub.startUpdate(
                        UpdateOptions.newBuilder(CommandResult.class)
                                .setUpdateName(update)
                                .setUpdateId(update + "/" + requestId)
                                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                                .build(),
                        argument)
                .getResult();
    }

    private boolean isRunning(RunId run, String workflowId) {
        return executions
                .latest(workflowId)
                .filter(execution -> execution.firstRunId().equals(run.value()))
                .filter(execution -> !execution.state().closed())
                .isPresent();
    }

    /** What a run can be told. */
    public enum Command {
        PAUSE(FactoryRun.PAUSE),
        RESUME(FactoryRun.RESUME),
        FINISH(FactoryRun.FINISH);

        private final String updateName;

        Command(String updateName) {
            this.updateName = updateName;
        }
    }
}
