package dev.triptych.contracts.verify;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Programs about cases, themselves not trusted. Idempotent like {@link VerifyActivities}: they only read. */
@ActivityInterface
public interface CaseActivities {
    /** Inputs by a generator: Python that defines {@code generate(seed)}, which returns a list of strings. */
    @ActivityMethod(name = "verify.generate")
    GenerateResult generate(GenerateRequest request);

    /** Which inputs a validator takes for legal: Python that defines {@code validate(input)}. */
    @ActivityMethod(name = "verify.validate")
    ValidateResult validate(ValidateRequest request);
}
