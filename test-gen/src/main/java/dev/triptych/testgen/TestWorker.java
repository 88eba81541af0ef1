package dev.triptych.testgen;

import dev.triptych.contracts.TaskQueues;
import dev.triptych.worker.WorkerSpec;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** What this service does for the factory. */
@Singleton
class TestWorker {
    @Produces
    @Singleton
    WorkerSpec worker(WriteTests writeTests, TestGenConfig config) {
        return new WorkerSpec(
                TaskQueues.TESTS, List.of(new TestActivitiesAdapter(writeTests)), List.of(), config.activitiesMax());
    }
}
