package dev.triptych.question;

import dev.triptych.contracts.TaskQueues;
import dev.triptych.question.subset.SubsetsConfig;
import dev.triptych.worker.WorkerSpec;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** What this service does for the factory. */
@Singleton
class QuestionWorker {
    @Produces
    @Singleton
    WorkerSpec worker(DraftQuestion draftQuestion, SubsetsConfig config) {
        return new WorkerSpec(
                TaskQueues.QUESTION,
                List.of(new QuestionActivitiesAdapter(draftQuestion)),
                List.of(),
                config.activitiesMax());
    }
}
