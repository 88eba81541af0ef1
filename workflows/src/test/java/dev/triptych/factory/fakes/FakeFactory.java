package dev.triptych.factory.fakes;

import dev.triptych.contracts.TaskQueues;
import dev.triptych.factory.page.ResponsePageWorkflow;
import dev.triptych.factory.run.FactoryRunWorkflow;
import dev.triptych.factory.triplet.TripletWorkflow;
import dev.triptych.testkit.InMemoryTemporal;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.List;

/** All workers of the factory in one process: the real workflows, everything else faked. */
public final class FakeFactory {
    private FakeFactory() {}

    public static void addWorkers(WorkerFactory factory, FakeServices services, FakeLedger ledger) {
        Worker workflows = factory.newWorker(TaskQueues.FACTORY, InMemoryTemporal.PATIENT);
        workflows.registerWorkflowImplementationTypes(
                FactoryRunWorkflow.class, TripletWorkflow.class, ResponsePageWorkflow.class);
        workflows.registerActivitiesImplementations(ledger);
        for (String queue : List.of(
                TaskQueues.QUESTION, TaskQueues.SOLUTION, TaskQueues.TESTS, TaskQueues.VERIFY, TaskQueues.REWRITE)) {
            factory.newWorker(queue, InMemoryTemporal.PATIENT).registerActivitiesImplementations(services);
        }
    }
}
