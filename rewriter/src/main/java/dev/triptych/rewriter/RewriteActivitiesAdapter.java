package dev.triptych.rewriter;

import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.rewrite.RestyleRequest;
import dev.triptych.contracts.rewrite.RestyleResult;
import dev.triptych.contracts.rewrite.RewriteActivities;
import dev.triptych.store.ArtifactException;
import dev.triptych.teacher.TeacherException;
import org.jdbi.v3.core.JdbiException;

/** {@link Restyle} as an activity: what can go wrong becomes a failure that names its code. */
final class RewriteActivitiesAdapter implements RewriteActivities {
    private final Restyle restyle;

    RewriteActivitiesAdapter(Restyle restyle) {
        this.restyle = restyle;
    }

    @Override
    public RestyleResult restyle(RestyleRequest request) {
        try {
            return restyle.restyle(request);
        } catch (TeacherException e) {
            throw e.toActivityFailure();
        } catch (ArtifactException e) {
            throw ActivityErrors.failure(e.code(), String.valueOf(e.getMessage()));
        } catch (JdbiException e) {
            throw ActivityErrors.failure(ErrorCode.STORE_UNAVAILABLE, "artifact store: " + e.getMessage());
        }
    }
}
