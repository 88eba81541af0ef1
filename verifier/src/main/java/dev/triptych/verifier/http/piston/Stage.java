package dev.triptych.verifier.http.piston;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.http.Exchange;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.program.Ending;
import dev.triptych.verifier.program.Execution;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stage of a reply, compile or run, with the words of the sandbox that Piston runs on. */
final class Stage {
    private static final double MIB = 1024 * 1024;
    private static final int SIGKILL = 9;
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(10, "SIGUSR1"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(12, "SIGUSR2"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"),
            Map.entry(31, "SIGSYS"));

    private Stage() {}

    static ObjectNode of(Execution execution) {
        String stdout = Exchange.text(execution.stdout());
        String stderr = Exchange.text(execution.stderr());
        ObjectNode stage = Json.object();
        int signal = signal(execution);
        stage.put("signal", signal == 0 ? null : SIGNALS.getOrDefault(signal, "SIG" + signal));
        stage.put("stdout", stdout);
        stage.put("stderr", stderr);
        if (execution.exitCode().isPresent()) {
            stage.put("code", execution.exitCode().getAsInt());
        } else {
            stage.putNull("code");
        }
        stage.put("output", stdout + stderr);
        stage.put("memory", (long) (execution.peakMemoryMib() * MIB));
        stage.put("message", message(execution));
        stage.put("status", status(execution));
        stage.put("cpu_time", execution.cpu().toMillis());
        stage.put("wall_time", execution.wall().toMillis());
        if (!Exchange.isText(execution.stdout())) {
            stage.put("stdout_base64", Base64.getEncoder().encodeToString(execution.stdout()));
        }
        stage.put("verdict", execution.verdict().map(Verdict::name).orElse(null));
        return stage;
    }

    /** A stage that went well and printed {@code stdout}. */
    static ObjectNode well(String stdout, String stderr) {
        ObjectNode stage = Json.object();
        stage.putNull("signal");
        stage.put("stdout", stdout);
        stage.put("stderr", stderr);
        stage.put("code", 0);
        stage.put("output", stdout + stderr);
        stage.put("memory", 0);
        stage.putNull("message");
        stage.putNull("status");
        stage.put("cpu_time", 0);
        stage.put("wall_time", 0);
        return stage;
    }

    private static int signal(Execution execution) {
        return execution.ending() == Ending.EXITED || execution.ending() == Ending.REFUSED_BY_COMPILER
                ? 0
                : execution.signal().orElse(SIGKILL);
    }

    private static @Nullable String status(Execution execution) {
        return switch (execution.ending()) {
            case EXITED, REFUSED_BY_COMPILER -> execution.clean() ? null : "RE";
            case SIGNALLED, MEMORY_LIMIT, TAMPERED -> "SG";
            case CPU_LIMIT, WALL_LIMIT -> "TO";
            case OUTPUT_LIMIT -> "OL";
        };
    }

    private static @Nullable String message(Execution execution) {
        return switch (execution.ending()) {
            case EXITED, REFUSED_BY_COMPILER ->
                execution.clean()
                        ? null
                        : "Exited with error status " + execution.exitCode().orElse(-1);
            case SIGNALLED -> "Caught fatal signal " + signal(execution);
            case MEMORY_LIMIT -> "Memory limit exceeded";
            case TAMPERED -> "Tampered with the sandbox";
            case CPU_LIMIT -> "Time limit exceeded";
            case WALL_LIMIT -> "Time limit exceeded (wall clock)";
            case OUTPUT_LIMIT -> "stdout length exceeded";
        };
    }
}
