package dev.triptych.factory.triplet;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.factory.FactoryRun;
import dev.triptych.contracts.factory.Obstacle;
import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.factory.Tuning;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the children of a run get past what stands in the way of all of them: they tell the run and wait for its word. Also
 * what the run asks for now, which its word may change.
 */
public final class Obstacles {
    /** How often one step may be stopped by what somebody then removes. */
    private static final int TRIES_MAX = 100;

    /** Before version 1 a candidate failed at an obstacle; before 2, at a teacher that is not configured. */
    private static final String VERSION = "obstacles";

    private static final int NOW = 2;

    private final CandidateId candidate;
    private final String parent;
    private RunInput run;
    private int tuning;
    private boolean givenUp;

    /**
     * @param candidate for whom the run is told
     * @param parent workflow id of the run
     */
    public Obstacles(CandidateId candidate, String parent, RunInput run, int tuning) {
        this.candidate = candidate;
        this.parent = parent;
        this.run = run;
        this.tuning = tuning;
    }

    /** What the run asks for now. */
    public RunInput run() {
        return run;
    }

    /** Takes the run's word; older news are dropped. */
    public void retuned(Tuning news) {
        if (news.number() > tuning) {
            tuning = news.number();
            run = news.run();
        }
    }

    /** The obstacle will not be removed. */
    public void giveUp() {
        givenUp = true;
    }

    /** Does a step of a teacher's, again whenever what stood in its way was removed. */
    public <R> R past(Supplier<R> step) {
        for (int tries = 1; ; tries++) {
            int tried = tuning;
            try {
                return step.get();
            } catch (ActivityFailure e) {
                Optional<ErrorCode> obstacle = Failures.obstacle(e);
                if (obstacle.isEmpty()
                        || tries == TRIES_MAX
                        || Workflow.getVersion(VERSION, Workflow.DEFAULT_VERSION, NOW) < since(obstacle.get())
                        || !removed(tried, obstacle.get(), e)) {
                    throw e;
                }
            }
        }
    }

    private static int since(ErrorCode code) {
        return code == ErrorCode.TEACHER_UNKNOWN ? NOW : 1;
    }

    /** Whether the run changed something since it was at {@code tried}; waits for its word. */
    private boolean removed(int tried, ErrorCode code, ActivityFailure failure) {
        try {
            if (tuning == tried) {
                Workflow.newExternalWorkflowStub(FactoryRun.class, parent)
                        .metObstacle(new Obstacle(candidate, tried, code, Failures.message(failure)));
            }
        } catch (ApplicationFailure | SignalExternalWorkflowException e) {
            // No run is left that could change anything.
            return false;
        }
        CancellationScope scope = CancellationScope.current();
        Workflow.await(() -> tuning > tried || givenUp || scope.isCancelRequested());
        CancellationScope.throwCanceled();
        return tuning > tried;
    }
}
