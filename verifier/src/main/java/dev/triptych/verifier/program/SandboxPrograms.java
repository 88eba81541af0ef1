package dev.triptych.verifier.program;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** Runs programs in the sandbox: a fresh jail for each, real descriptors, nothing of the host. */
public final class SandboxPrograms implements Programs {
    private static final int SIGKILL = 9;

    private final Sandbox sandbox;

    public SandboxPrograms(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public ProgramResult run(Program program, BooleanSupplier cancelled) {
        if (!OFFERED.contains(program.language())) {
            throw new IllegalArgumentException("language: not yet offered: " + program.language());
        }
        return script(program, cancelled);
    }

    private ProgramResult script(Program program, BooleanSupplier cancelled) {
        Input input = program.input();
        byte[] source = program.source().getBytes(StandardCharsets.UTF_8);
        try (Script script = new Script(sandbox, source, input.files(), program.limits(), cancelled)) {
            Map<String, byte[]> files = Map.of();
            Ending ending;
            int code = 0;
            try {
                Script.Ended ended = script.run(input.stdin(), input.arguments(), input.wanted());
                script.last().settle();
                files = ended.files();
                code = ended.exitCode();
                ending = code < 0 ? Ending.SIGNALLED : Ending.EXITED;
            } catch (StopException e) {
                ending = ending(e.verdict());
                code = script.last().exitCode().filter(left -> left < 0).orElse(-SIGKILL);
            }
            Execution execution = execution(ending, code, script.last(), script.lastJail());
            return new ProgramResult(Optional.empty(), Optional.of(execution), files);
        }
    }

    private static Execution execution(Ending ending, int code, Run run, Jail jail) {
        return new Execution(
                ending,
                ending == Ending.EXITED ? OptionalInt.of(code) : OptionalInt.empty(),
                ending == Ending.SIGNALLED ? OptionalInt.of(-code) : OptionalInt.empty(),
                jail.stdout().head(),
                jail.stderr().head(),
                run.cpu(),
                run.wall(),
                run.peakMemoryMib());
    }

    private static Ending ending(Verdict verdict) {
        return switch (verdict) {
            case TLE -> Ending.CPU_LIMIT;
            case ILE -> Ending.WALL_LIMIT;
            case MLE -> Ending.MEMORY_LIMIT;
            case OLE -> Ending.OUTPUT_LIMIT;
            case CHEAT -> Ending.TAMPERED;
            case RE, WA, AC, IE, CE, CTLE, CMLE -> Ending.SIGNALLED;
        };
    }
}
