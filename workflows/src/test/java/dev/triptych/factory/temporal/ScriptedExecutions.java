package dev.triptych.factory.temporal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.factory.TripletResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Temporal as a test says it is. */
public final class ScriptedExecutions implements Executions {
    public final Map<String, Execution> known = new ConcurrentHashMap<>();
    public final List<String> cancelled = new CopyOnWriteArrayList<>();
    public final List<String> terminated = new CopyOnWriteArrayList<>();
    public final List<TripletResult> told = new CopyOnWriteArrayList<>();
    public volatile boolean away;

    /** From now on the workflow is in this state. */
    public void is(String workflowId, String firstRunId, State state, PendingActivity... pending) {
        known.put(workflowId, new Execution(workflowId, firstRunId, firstRunId, state, false, List.of(pending), false));
    }

    /** Somebody asked the workflow to cancel, and it has not ended yet. */
    public void isAskedToCancel(String workflowId, String firstRunId) {
        known.put(workflowId, new Execution(workflowId, firstRunId, firstRunId, State.RUNNING, true, List.of(), false));
    }

    @Override
    public Optional<Execution> latest(String workflowId) {
        answer();
        return Optional.ofNullable(known.get(workflowId));
    }

    @Override
    public String start(String workflowId, JsonNode input) {
        answer();
        return known.computeIfAbsent(workflowId, id -> {
                    String run = UUID.randomUUID().toString();
                    return new Execution(id, run, run, State.RUNNING, false, List.of(), false);
                })
                .firstRunId();
    }

    @Override
    public String closingReason(String workflowId, String runId) {
        answer();
        return "by the test";
    }

    @Override
    public void cancel(String workflowId, String reason) {
        answer();
        cancelled.add(workflowId);
    }

    @Override
    public void terminate(String workflowId, String reason) {
        answer();
        terminated.add(workflowId);
        known.computeIfPresent(
                workflowId,
                (id, e) -> new Execution(id, e.runId(), e.firstRunId(), State.TERMINATED, false, List.of(), false));
    }

    @Override
    public void tellFinished(String runWorkflowId, TripletResult finished) {
        answer();
        told.add(finished);
    }

    private void answer() {
        if (away) {
            throw new TemporalUnavailable("127.0.0.1:7233", new IllegalStateException("away"));
        }
    }
}
