package dev.triptych.solution;

import dev.triptych.contracts.TaskQueues;
import dev.triptych.worker.WorkerSpec;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** What this service does for the factory. */
@Singleton
class SolutionWorker {
    @Produces
    @Singleton
    WorkerSpec worker(SolveQuestion solve, RespondToQuestion respond, RespondToPage page, SolutionConfig config) {
        return new WorkerSpec(
                TaskQueues.SOLUTION,
                List.of(new SolutionActivitiesAdapter(solve, respond, page)),
                List.of(),
                config.activitiesMax());
    }
}
