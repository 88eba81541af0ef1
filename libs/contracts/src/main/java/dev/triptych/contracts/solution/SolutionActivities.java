package dev.triptych.contracts.solution;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** From a question to solutions and responses. */
@ActivityInterface
public interface SolutionActivities {
    /** Asks for one solution and reads the program out of the reply. Idempotent by candidate and attempt. */
    @ActivityMethod(name = "solution.solve")
    SolveResult solve(SolveRequest request);

    /** Asks for one full answer, reasoning and code. Idempotent by candidate and sample. */
    @ActivityMethod(name = "solution.respond")
    RespondResult respond(RespondRequest request);
}
