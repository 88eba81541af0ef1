package dev.triptych.testgen;

import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.tests.TestActivities;
import dev.triptych.contracts.tests.WriteTestsRequest;
import dev.triptych.contracts.tests.WriteTestsResult;
import dev.triptych.store.ArtifactException;
import dev.triptych.teacher.TeacherException;
import org.jdbi.v3.core.JdbiException;

/** {@link WriteTests} as an activity: what can go wrong becomes a failure that names its code. */
final class TestActivitiesAdapter implements TestActivities {
    private final WriteTests writeTests;

    TestActivitiesAdapter(WriteTests writeTests) {
        this.writeTests = writeTests;
    }

    @Override
    public WriteTestsResult write(WriteTestsRequest request) {
        try {
            return writeTests.write(request);
        } catch (TeacherException e) {
            throw e.toActivityFailure();
        } catch (ArtifactException e) {
            throw ActivityErrors.failure(e.code(), String.valueOf(e.getMessage()));
        } catch (JdbiException e) {
            throw ActivityErrors.failure(ErrorCode.STORE_UNAVAILABLE, "artifacts: " + e.getMessage());
        }
    }
}
