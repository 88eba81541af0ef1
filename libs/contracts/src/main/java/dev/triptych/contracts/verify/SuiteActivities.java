package dev.triptych.contracts.verify;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Many programs against one suite, or many. Idempotent like {@link VerifyActivities}: they only read. */
@ActivityInterface
public interface SuiteActivities {
    /** One suite against a solution and variants of it, to see which of them it rejects. */
    @ActivityMethod(name = "verify.mutants")
    MutantsResult mutants(MutantsRequest request);

    /** Every solution against every suite. */
    @ActivityMethod(name = "verify.matrix")
    MatrixResult matrix(MatrixRequest request);

    /** The same program again, in shuffled order and with other hash seeds. */
    @ActivityMethod(name = "verify.reruns")
    RerunsResult reruns(RerunsRequest request);
}
