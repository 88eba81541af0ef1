package dev.triptych.verifier.program;

import dev.triptych.verifier.sandbox.CppStandard;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Runs programs in the sandbox: a fresh jail for each, real descriptors, nothing of the host. */
public final class SandboxPrograms implements Programs {
    private static final int SIGKILL = 9;

    private final Sandbox sandbox;
    private final Compiler compiler;

    public SandboxPrograms(Sandbox sandbox, Compiler compiler) {
        this.sandbox = sandbox;
        this.compiler = compiler;
    }

    @Override
    public ProgramResult run(Program program, BooleanSupplier cancelled) {
        return switch (program.language()) {
            case PYTHON -> script(program, cancelled);
            case CPP -> compiled(program, cancelled);
        };
    }

    private ProgramResult script(Program program, BooleanSupplier cancelled) {
        byte[] source = program.source().getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> files = program.input().files();
        try (PreparedProgram script = PreparedProgram.script(sandbox, source, files, program.limits(), cancelled)) {
            return once(script, program.input(), Optional.empty());
        }
    }

    private ProgramResult compiled(Program program, BooleanSupplier cancelled) {
        Compiled made = compiler.program(CppStandard.CPP_17, program.source(), program.compileLimits(), cancelled);
        if (made.binary().isEmpty()) {
            return new ProgramResult(Optional.of(made.compile()), Optional.empty(), Map.of());
        }
        Map<String, byte[]> files = program.input().files();
        try (PreparedProgram binary =
                PreparedProgram.binary(sandbox, made.binary().get(), files, program.limits(), cancelled)) {
            return once(binary, program.input(), Optional.of(made.compile()));
        }
    }

    private static ProgramResult once(Prepared prepared, Input input, Optional<Execution> compile) {
        Map<String, byte[]> files = Map.of();
        Ending ending;
        int code;
        try {
            Prepared.Ended ended = prepared.run(input.stdin(), input.arguments(), input.wanted());
            prepared.last().settle();
            files = ended.files();
            code = ended.exitCode();
            ending = code < 0 ? Ending.SIGNALLED : Ending.EXITED;
        } catch (StopException e) {
            ending = Ending.of(e.verdict());
            code = prepared.last().exitCode().filter(left -> left < 0).orElse(-SIGKILL);
        }
        Execution execution = Execution.of(ending, code, prepared.last(), prepared.lastJail());
        return new ProgramResult(compile, Optional.of(execution), files);
    }
}
