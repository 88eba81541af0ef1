package dev.triptych.contracts.factory;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * One run of a recipe. Its workflow id is the caller's choice; its {@code RunId} is the run id of its first execution.
 * Cancelling the workflow cancels the run: its candidates end as cancelled and its ledger is closed.
 */
@WorkflowInterface
public interface FactoryRun {
    String TYPE = "FactoryRun";
    String CANDIDATE_FINISHED = "candidateFinished";
    String PAGE_FINISHED = "pageFinished";
    String PROGRESS = "progress";
    String PAUSE = "pause";
    String RESUME = "resume";
    String FINISH = "finish";
    String RETUNE = "retune";
    String MET_OBSTACLE = "metObstacle";

    /**
     * Runs until the target is met, the candidates are used up, or somebody ends it.
     *
     * @param input as {@link RunInput#read} takes it; absent or wrong input fails at once as {@code INVALID_INPUT}
     * @param carried what the previous execution handed over; callers leave it out
     */
    @WorkflowMethod(name = TYPE)
    RunResult run(@Nullable JsonNode input, @Nullable CarriedRun carried);

    /** Tells that a candidate has its outcome; repeats and candidates of other runs are dropped. */
    @SignalMethod(name = CANDIDATE_FINISHED)
    void candidateFinished(TripletResult finished);

    /** Tells that every candidate of a page has its outcome; repeats and pages of other runs are dropped. */
    @SignalMethod(name = PAGE_FINISHED)
    void pageFinished(PageResult finished);

    /**
     * Tells that a candidate cannot go on before somebody acts. It waits for {@link Triplet#RETUNED} or
     * {@link Triplet#GIVE_UP}.
     */
    @SignalMethod(name = MET_OBSTACLE)
    void metObstacle(Obstacle obstacle);

    @QueryMethod(name = PROGRESS, description = "How far the run is")
    RunProgress progress();

    /** Issues no more candidates until {@link #resume}; those in flight go on. */
    @UpdateMethod(name = PAUSE, description = "Issue no more candidates until resume; no input needed")
    CommandResult pause(@Nullable RunCommand command);

    @UpdateValidatorMethod(updateName = PAUSE)
    void checkPause(@Nullable RunCommand command);

    /**
     * Goes on after {@link #pause}, and has candidates that met an obstacle other than a budget try again. Like the other
     * commands it may come without an input, as from the Temporal UI: each such update is a command of its own.
     */
    @UpdateMethod(
            name = RESUME,
            description = "Go on after pause, or when what a teacher refused for is mended; no input needed")
    CommandResult resume(@Nullable RunCommand command);

    @UpdateValidatorMethod(updateName = RESUME)
    void checkResume(@Nullable RunCommand command);

    /** Issues no more candidates, waits for those in flight, and closes the run as {@code FINISHED_EARLY}. */
    @UpdateMethod(
            name = FINISH,
            description = "Issue no more candidates and close when those in flight are done; no input needed")
    CommandResult finish(@Nullable RunCommand command);

    @UpdateValidatorMethod(updateName = FINISH)
    void checkFinish(@Nullable RunCommand command);

    /**
     * Changes budgets, teachers or the window to new, absolute values, for what remains; who waits tries again. Refused
     * as {@code INVALID_INPUT} with every problem.
     */
    @UpdateMethod(
            name = RETUNE,
            description = "Change budgets, teachers or the window, as {\"changes\": {\"teacher\": \"other\"}}")
    CommandResult retune(@Nullable RetuneCommand command);

    @UpdateValidatorMethod(updateName = RETUNE)
    void checkRetune(@Nullable RetuneCommand command);
}
