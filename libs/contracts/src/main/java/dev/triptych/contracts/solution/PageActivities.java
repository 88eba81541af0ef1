package dev.triptych.contracts.solution;

import dev.triptych.contracts.Sha256;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Many answers by one activity, because a Temporal event for each would cost more than the answer. On
 * {@code TaskQueues.SOLUTION}.
 */
@ActivityInterface
public interface PageActivities {
    /** How many questions a set holds; an unknown set is {@code ARTIFACT_MISSING}. */
    @ActivityMethod(name = "solution.countQuestions")
    CountedQuestions count(CountQuestions request);

    /** Asks for every response of a page at once; a repeat asks only for what no slot holds yet. */
    @ActivityMethod(name = "solution.respondPage")
    RespondPageResult respondPage(RespondPageRequest request);

    /** @param questions hash of a {@code QuestionSet} */
    record CountQuestions(Sha256 questions) {}

    record CountedQuestions(int count) {}
}
