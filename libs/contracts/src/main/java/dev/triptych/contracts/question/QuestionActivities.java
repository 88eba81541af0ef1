package dev.triptych.contracts.question;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** From a seed to a question. */
@ActivityInterface
public interface QuestionActivities {
    /** Asks for a draft, reads it, and decides whether it becomes a question. Idempotent by candidate. */
    @ActivityMethod(name = "question.draft")
    DraftResult draft(DraftRequest request);
}
