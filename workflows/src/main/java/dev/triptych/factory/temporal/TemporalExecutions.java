package dev.triptych.factory.temporal;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Timestamp;
import dev.triptych.contracts.TaskQueues;
import dev.triptych.contracts.factory.FactoryRun;
import dev.triptych.contracts.factory.TripletResult;
import dev.triptych.contracts.json.TriptychJson;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.PendingWorkflowTaskState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks the Temporal service directly, so that a call ends by its own deadline and not by the SDK's long retries. */
@Singleton
public class TemporalExecutions implements Executions {
    /** After this long without an answer, Temporal counts as unavailable. */
    private static final Duration CALL_MAX = Duration.ofSeconds(5);

    private static final String IDENTITY = "triptych-factory";

    private final WorkflowClient client;

    @Inject
    public TemporalExecutions(WorkflowClient client) {
        this.client = client;
    }

    @Override
    public Optional<Execution> latest(String workflowId) {
        return found(() -> service()
                        .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                                .setNamespace(namespace())
                                .setExecution(named(workflowId))
                                .build()))
                .map(TemporalExecutions::execution);
    }

    @Override
    public String start(String workflowId, JsonNode input) {
        var request = StartWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace())
                .setWorkflowId(workflowId)
                .setWorkflowType(WorkflowType.newBuilder().setName(FactoryRun.TYPE))
                .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.FACTORY))
                .setInput(TriptychJson.dataConverter().toPayloads(input).orElseThrow())
                .setIdentity(IDENTITY)
                // Derived: a start whose answer was lost is the same start when it is repeated.
                .setRequestId(UUID.nameUUIDFromBytes(workflowId.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .build();
        try {
            return service().startWorkflowExecution(request).getRunId();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
                return latest(workflowId).orElseThrow(() -> unavailable(e)).firstRunId();
            }
            throw unavailable(e);
        }
    }

    @Override
    public String closingReason(String workflowId, String runId) {
        return found(() -> service()
                        .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                                .setNamespace(namespace())
                                .setExecution(named(workflowId).toBuilder().setRunId(runId))
                                .setHistoryEventFilterType(HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                                .build()))
                .flatMap(response ->
                        response.getHistory().getEventsList().stream().findFirst())
                .map(TemporalExecutions::reason)
                .orElse("");
    }

    @Override
    public void cancel(String workflowId, String reason) {
        found(() -> service()
                .requestCancelWorkflowExecution(RequestCancelWorkflowExecutionRequest.newBuilder()
                        .setNamespace(namespace())
                        .setWorkflowExecution(named(workflowId))
                        .setIdentity(IDENTITY)
                        .setRequestId(UUID.randomUUID().toString())
                        .setReason(reason)
                        .build()));
    }

    @Override
    public void terminate(String workflowId, String reason) {
        found(() -> service()
                .terminateWorkflowExecution(TerminateWorkflowExecutionRequest.newBuilder()
                        .setNamespace(namespace())
                        .setWorkflowExecution(named(workflowId))
                        .setIdentity(IDENTITY)
                        .setReason(reason)
                        .build()));
    }

    @Override
    public void tellFinished(String runWorkflowId, TripletResult finished) {
        var input = TriptychJson.dataConverter().toPayloads(finished).orElseThrow();
        found(() -> service()
                .signalWorkflowExecution(SignalWorkflowExecutionRequest.newBuilder()
                        .setNamespace(namespace())
                        .setWorkflowExecution(named(runWorkflowId))
                        .setIdentity(IDENTITY)
                        .setRequestId(UUID.randomUUID().toString())
                        .setSignalName(FactoryRun.CANDIDATE_FINISHED)
                        .setInput(input)
                        .build()));
    }

    private WorkflowServiceGrpc.WorkflowServiceBlockingStub service() {
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .withDeadlineAfter(CALL_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }

    private String namespace() {
        return client.getOptions().getNamespace();
    }

    private static WorkflowExecution named(String workflowId) {
        return WorkflowExecution.newBuilder().setWorkflowId(workflowId).build();
    }

    private <T> Optional<T> found(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw unavailable(e);
        }
    }

    private TemporalUnavailable unavailable(StatusRuntimeException cause) {
        return new TemporalUnavailable(
                client.getWorkflowServiceStubs().getOptions().getTarget(), cause);
    }

    private static Execution execution(DescribeWorkflowExecutionResponse described) {
        var info = described.getWorkflowExecutionInfo();
        String first = info.getFirstRunId();
        return new Execution(
                info.getExecution().getWorkflowId(),
                info.getExecution().getRunId(),
                first.isEmpty() ? info.getExecution().getRunId() : first,
                state(info.getStatus()),
                described.getWorkflowExtendedInfo().getCancelRequested(),
                described.getPendingActivitiesList().stream()
                        .map(TemporalExecutions::pending)
                        .toList(),
                described.hasPendingWorkflowTask()
                        && described.getPendingWorkflowTask().getState()
                                == PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_SCHEDULED);
    }

    private static State state(WorkflowExecutionStatus status) {
        return switch (status) {
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> State.COMPLETED;
            case WORKFLOW_EXECUTION_STATUS_FAILED -> State.FAILED;
            case WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> State.TIMED_OUT;
            case WORKFLOW_EXECUTION_STATUS_CANCELED -> State.CANCELLED;
            case WORKFLOW_EXECUTION_STATUS_TERMINATED -> State.TERMINATED;
            // A chain that goes on is running; what a newer server adds is not taken for an end.
            case WORKFLOW_EXECUTION_STATUS_RUNNING,
                    WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
                    WORKFLOW_EXECUTION_STATUS_PAUSED,
                    WORKFLOW_EXECUTION_STATUS_UNSPECIFIED,
                    UNRECOGNIZED -> State.RUNNING;
        };
    }

    private static PendingActivity pending(PendingActivityInfo info) {
        Timestamp scheduled = info.getScheduledTime();
        return new PendingActivity(
                info.getActivityType().getName(),
                info.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED,
                Math.max(1, info.getAttempt()),
                info.hasLastFailure() ? Optional.of(info.getLastFailure().getMessage()) : Optional.empty(),
                Instant.ofEpochSecond(scheduled.getSeconds(), scheduled.getNanos()));
    }

    private static String reason(HistoryEvent event) {
        return switch (event.getAttributesCase()) {
            case WORKFLOW_EXECUTION_TERMINATED_EVENT_ATTRIBUTES ->
                event.getWorkflowExecutionTerminatedEventAttributes().getReason();
            case WORKFLOW_EXECUTION_FAILED_EVENT_ATTRIBUTES ->
                event.getWorkflowExecutionFailedEventAttributes().getFailure().getMessage();
            default -> "";
        };
    }
}
