package dev.triptych.rewriter;

import dev.triptych.contracts.TaskQueues;
import dev.triptych.worker.WorkerSpec;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** What this service does for the factory. */
@Singleton
class RewriteWorker {
    @Produces
    @Singleton
    WorkerSpec worker(Restyle restyle, RewriteConfig config) {
        return new WorkerSpec(
                TaskQueues.REWRITE, List.of(new RewriteActivitiesAdapter(restyle)), List.of(), config.activitiesMax());
    }
}
