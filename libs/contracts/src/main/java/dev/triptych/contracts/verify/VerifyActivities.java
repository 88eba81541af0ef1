package dev.triptych.contracts.verify;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** From code and tests to a verdict. */
@ActivityInterface
public interface VerifyActivities {
    /** Judges one solution against one suite, and, when asked, the suite against stubs. Idempotent: it only reads. */
    @ActivityMethod(name = "verify.judge")
    JudgeResult judge(JudgeRequest request);
}
