package dev.triptych.factory;

import dev.triptych.contracts.TaskQueues;
import dev.triptych.factory.ledger.DurableLedgerActivities;
import dev.triptych.factory.page.ResponsePageWorkflow;
import dev.triptych.factory.run.FactoryRunWorkflow;
import dev.triptych.factory.triplet.TripletWorkflow;
import dev.triptych.worker.WorkerSpec;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** What this service offers on its task queue: the workflows and the ledger's activities. */
class FactoryWorker {
    /** Ledger activities are short transactions; more at once would only wait for the same row locks. */
    private static final int ACTIVITIES_MAX = 16;

    @Produces
    @Singleton
    WorkerSpec factory(DurableLedgerActivities ledger) {
        return new WorkerSpec(
                TaskQueues.FACTORY,
                List.of(ledger),
                List.of(FactoryRunWorkflow.class, TripletWorkflow.class, ResponsePageWorkflow.class),
                ACTIVITIES_MAX);
    }
}
