package dev.triptych.factory.temporal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.factory.TripletResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Workflow executions as Temporal knows them. Every method fails with {@link TemporalUnavailable} within seconds. */
public interface Executions {
    /** The latest execution of a workflow id; empty when Temporal does not know it. */
    Optional<Execution> latest(String workflowId);

    /**
     * Starts a run under a workflow id that was never used; a repeat is answered with what the first start made.
     *
     * @return the run id of the first execution
     */
    String start(String workflowId, JsonNode input);

    /** Why an execution closed, as its last event says, in one line; empty when nothing more is known. */
    String closingReason(String workflowId, String runId);

    /** Asks the latest execution to cancel; one that is closed or unknown is left alone. */
    void cancel(String workflowId, String reason);

    /** Terminates the latest execution; one that is closed or unknown is left alone. */
    void terminate(String workflowId, String reason);

    /** Tells a run that a candidate of it has its outcome; a run that is closed or unknown is left alone. */
    void tellFinished(String runWorkflowId, TripletResult finished);

    /**
     * One execution.
     *
     * @param firstRunId run id of the first execution of its chain, which is what our run ids are
     * @param cancelRequested whether it was asked to cancel; it may be running still
     * @param pending its pending activities
     * @param workflowTaskWaiting whether a workflow task waits for a worker
     */
    record Execution(
            String workflowId,
            String runId,
            String firstRunId,
            State state,
            boolean cancelRequested,
            List<PendingActivity> pending,
            boolean workflowTaskWaiting) {
        public Execution {
            pending = List.copyOf(pending);
        }
    }

    /** Whether and how an execution closed. */
    enum State {
        RUNNING,
        COMPLETED,
        FAILED,
        TIMED_OUT,
        CANCELLED,
        TERMINATED;

        public boolean closed() {
            return this != RUNNING;
        }
    }

    /**
     * An activity that has no result yet.
     *
     * @param started whether a worker holds it now
     * @param attempt from 1
     * @param lastFailure why the attempt before failed, or empty
     */
    record PendingActivity(
            String type, boolean started, int attempt, Optional<String> lastFailure, Instant scheduled) {}
}
