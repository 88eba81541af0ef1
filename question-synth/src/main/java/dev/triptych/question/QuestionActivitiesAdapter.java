package dev.triptych.question;

import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.question.DraftRequest;
import dev.triptych.contracts.question.DraftResult;
import dev.triptych.contracts.question.QuestionActivities;
import dev.triptych.store.ArtifactException;
import dev.triptych.teacher.TeacherException;
import org.jdbi.v3.core.JdbiException;

/** {@link DraftQuestion} as an activity: what can go wrong becomes a failure that names its code. */
final class QuestionActivitiesAdapter implements QuestionActivities {
    private final DraftQuestion draftQuestion;

    QuestionActivitiesAdapter(DraftQuestion draftQuestion) {
        this.draftQuestion = draftQuestion;
    }

    @Override
    public DraftResult draft(DraftRequest request) {
        try {
            return draftQuestion.draft(request);
        } catch (TeacherException e) {
            throw e.toActivityFailure();
        } catch (ArtifactException e) {
            throw ActivityErrors.failure(e.code(), String.valueOf(e.getMessage()));
        } catch (JdbiException e) {
            throw ActivityErrors.failure(ErrorCode.STORE_UNAVAILABLE, "question store: " + e.getMessage());
        }
    }
}
