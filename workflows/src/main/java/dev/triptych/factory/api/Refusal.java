package dev.triptych.factory.api;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.factory.RunInput;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** A request that is not done, with what to answer. */
final class Refusal extends RuntimeException {
    private final transient Problem problem;
    private final Response.Status status;

    Refusal(Response.Status status, Problem problem) {
        super(problem.code(), null, false, false);
        this.problem = problem;
        this.status = status;
    }

    /** Input that is not valid, with a body that would be. */
    static Refusal invalid(List<String> problems) {
        return invalid(problems, RunInput.MINIMAL_EXAMPLE);
    }

    /** The same with the example of this installation. */
    static Refusal invalid(List<String> problems, String example) {
        return new Refusal(Response.Status.BAD_REQUEST, new Problem(ErrorCode.INVALID_INPUT.name(), problems, example));
    }

    Problem problem() {
        return problem;
    }

    Response.Status status() {
        return status;
    }
}
