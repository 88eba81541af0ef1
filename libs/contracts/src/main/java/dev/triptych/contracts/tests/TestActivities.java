package dev.triptych.contracts.tests;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** From a question to a test suite. */
@ActivityInterface
public interface TestActivities {
    /** Asks for one suite, reads it, and passes it through the static gate. Idempotent by candidate and attempt. */
    @ActivityMethod(name = "test.write")
    WriteTestsResult write(WriteTestsRequest request);
}
