package dev.triptych.verifier.http.codejudge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.verifier.http.Exchange;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.http.Printed;
import dev.triptych.verifier.program.Ending;
import dev.triptych.verifier.program.Execution;
import dev.triptych.verifier.program.ProgramResult;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code SubmissionResult}, and without what was printed {@code JudgeResult}.
 *
 * @param runSuccess whether it ended with code 0
 * @param success whether it also printed what was expected, if anything was
 */
record Result(String id, boolean success, boolean runSuccess, Duration cost, Optional<Execution> run, Reason reason) {
    /** Why there is no success, when it is not the program's answer. */
    enum Reason {
        UNSPECIFIED,
        INTERNAL_ERROR,
        WORKER_TIMEOUT,
        /** Clients ask again. */
        QUEUE_TIMEOUT,
        INVALID_INPUT;

        private String word() {
            return this == UNSPECIFIED ? "" : name().toLowerCase(Locale.ROOT);
        }
    }

    static Result of(Task task, ProgramResult result) {
        Optional<Execution> last = result.run().or(result::compile);
        boolean ranWell = result.clean();
        boolean right = ranWell
                && task.expected()
                        .map(expected -> expected.strip()
                                .equals(Exchange.text(result.run().orElseThrow().stdout())
                                        .strip()))
                        .orElse(true);
        boolean outOfTime = last.map(Execution::ending)
                .filter(ending -> ending == Ending.CPU_LIMIT || ending == Ending.WALL_LIMIT)
                .isPresent();
        return new Result(
                task.id(),
                right,
                ranWell,
                last.map(Execution::wall).orElse(Duration.ZERO),
                last,
                outOfTime ? Reason.WORKER_TIMEOUT : Reason.UNSPECIFIED);
    }

    static Result without(Task task, Duration cost, Reason reason) {
        return new Result(task.id(), false, false, cost, Optional.empty(), reason);
    }

    /** Without what was printed. */
    ObjectNode json() {
        return json(Optional.empty());
    }

    ObjectNode json(Printed printed) {
        return json(Optional.of(printed));
    }

    private ObjectNode json(Optional<Printed> printed) {
        ObjectNode reply = Json.object();
        reply.put("sub_id", id);
        reply.put("success", success);
        reply.put("run_success", runSuccess);
        reply.put("cost", cost.toNanos() / 1e9);
        if (printed.isPresent()) {
            reply.put(
                    "stdout",
                    run.map(Execution::stdout).map(printed.get()::text).orElse(null));
            reply.put(
                    "stderr",
                    run.map(Execution::stderr).map(printed.get()::text).orElse(null));
        }
        reply.put("reason", reason.word());
        return reply;
    }
}
