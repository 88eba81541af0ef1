package dev.triptych.solution;

import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.solution.PageActivities;
import dev.triptych.contracts.solution.RespondPageRequest;
import dev.triptych.contracts.solution.RespondPageResult;
import dev.triptych.contracts.solution.RespondRequest;
import dev.triptych.contracts.solution.RespondResult;
import dev.triptych.contracts.solution.SolutionActivities;
import dev.triptych.contracts.solution.SolveRequest;
import dev.triptych.contracts.solution.SolveResult;
import dev.triptych.store.ArtifactException;
import dev.triptych.teacher.TeacherException;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/** Solving and responding as activities: what can go wrong becomes a failure that names its code. */
final class SolutionActivitiesAdapter implements SolutionActivities, PageActivities {
    private final SolveQuestion solve;
    private final RespondToQuestion respond;
    private final RespondToPage page;

    SolutionActivitiesAdapter(SolveQuestion solve, RespondToQuestion respond, RespondToPage page) {
        this.solve = solve;
        this.respond = respond;
        this.page = page;
    }

    @Override
    public SolveResult solve(SolveRequest request) {
        return failing(() -> solve.solve(request));
    }

    @Override
    public RespondResult respond(RespondRequest request) {
        return failing(() -> respond.respond(request));
    }

    @Override
    public CountedQuestions count(CountQuestions request) {
        return failing(() -> page.count(request));
    }

    @Override
    public RespondPageResult respondPage(RespondPageRequest request) {
        return failing(() -> page.respond(request));
    }

    private static <R> R failing(Supplier<R> step) {
        try {
            return step.get();
        } catch (TeacherException e) {
            throw e.toActivityFailure();
        } catch (ArtifactException e) {
            throw ActivityErrors.failure(e.code(), String.valueOf(e.getMessage()));
        } catch (JdbiException e) {
            throw ActivityErrors.failure(ErrorCode.STORE_UNAVAILABLE, "artifacts: " + e.getMessage());
        }
    }
}
