package dev.triptych.verifier.http.sandboxfusion;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.http.Exchange;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.http.Printed;
import dev.triptych.verifier.program.Execution;
import dev.triptych.verifier.program.ProgramResult;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code RunCodeResponse} with our facts beside theirs. {@code Success} is their word for an exit code of 0; the verdict
 * is null then, because nothing was compared.
 */
final class Reply {
    private static final double MIB = 1024 * 1024;
    private static final int SIGKILL = 9;

    private Reply() {}

    static ObjectNode of(ProgramResult result, Printed printed) {
        ObjectNode reply = Json.object();
        reply.put("status", result.clean() ? "Success" : "Failed");
        reply.put("message", "");
        reply.set("compile_result", execution(result.compile(), printed));
        reply.set("run_result", execution(result.run(), printed));
        reply.putNull("executor_pod_name");
        ObjectNode files = reply.putObject("files");
        result.files()
                .forEach((name, content) -> files.put(name, Base64.getEncoder().encodeToString(content)));
        reply.put("verdict", result.verdict().map(Verdict::name).orElse(null));
        List<Execution> executions = Stream.of(result.compile(), result.run())
                .flatMap(Optional::stream)
                .toList();
        reply.put(
                "cpu_time",
                executions.stream()
                        .mapToDouble(execution -> execution.cpu().toNanos() / 1e9)
                        .sum());
        reply.put("memory_bytes", (long)
                (result.run().map(Execution::peakMemoryMib).orElse(0.0) * MIB));
        ArrayNode suspicion = reply.putArray("suspicion");
        if (result.verdict().equals(Optional.of(Verdict.CHEAT))) {
            suspicion.add("the program wrote on a channel of the sandbox");
        }
        return reply;
    }

    /** Ours: says nothing about the program. */
    static ObjectNode sandboxError(String reason) {
        ObjectNode reply = Json.object();
        reply.put("status", "SandboxError");
        reply.put("message", reason);
        reply.putNull("compile_result");
        reply.putNull("run_result");
        reply.putNull("executor_pod_name");
        reply.putObject("files");
        reply.put("verdict", Verdict.IE.name());
        reply.put("cpu_time", 0.0);
        reply.put("memory_bytes", 0L);
        reply.putArray("suspicion");
        return reply;
    }

    private static @Nullable ObjectNode execution(Optional<Execution> made, Printed printed) {
        if (made.isEmpty()) {
            return null;
        }
        Execution execution = made.get();
        ObjectNode result = Json.object();
        boolean outOfTime =
                switch (execution.ending()) {
                    case CPU_LIMIT, WALL_LIMIT -> true;
                    case EXITED, SIGNALLED, MEMORY_LIMIT, OUTPUT_LIMIT, TAMPERED, REFUSED_BY_COMPILER -> false;
                };
        result.put("status", outOfTime ? "TimeLimitExceeded" : "Finished");
        result.put("execution_time", execution.wall().toNanos() / 1e9);
        if (outOfTime) {
            result.putNull("return_code");
        } else {
            result.put("return_code", code(execution));
        }
        result.put("stdout", printed.text(execution.stdout()));
        result.put("stderr", printed.text(execution.stderr()));
        if (!Exchange.isText(execution.stdout())) {
            result.put("stdout_base64", Base64.getEncoder().encodeToString(execution.stdout()));
        }
        return result;
    }

    /** As Python's subprocess has it: negative for a signal. */
    private static int code(Execution execution) {
        return execution.exitCode().orElse(-execution.signal().orElse(SIGKILL));
    }
}
