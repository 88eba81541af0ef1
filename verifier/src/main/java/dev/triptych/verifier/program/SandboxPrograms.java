package dev.triptych.verifier.program;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Role;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import dev.triptych.verifier.wire.Value;
import dev.triptych.verifier.wire.WireException;
import dev.triptych.verifier.wire.WireReader;
import dev.triptych.verifier.wire.WireWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** Runs programs in the sandbox: a fresh jail for each, real descriptors, nothing of the host. */
public final class SandboxPrograms implements Programs {
    private static final int MIB = 1024 * 1024;
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
        Limits limits = program.limits();
        try (Run run = sandbox.open(limits, cancelled)) {
            Jail jail = run.jail(Role.STDIO, limits.outputMib() * MIB);
            Map<String, byte[]> files = Map.of();
            Ending ending;
            OptionalInt code = OptionalInt.empty();
            try {
                run.go();
                jail.send(frame(program));
                if (program.input().wanted().isEmpty()) {
                    code = OptionalInt.of(run.awaitExit(jail));
                } else {
                    Left left = left(run.next().data(), program.input().wanted());
                    run.settle();
                    code = OptionalInt.of(left.code());
                    files = left.files();
                }
                ending = code.getAsInt() < 0 ? Ending.SIGNALLED : Ending.EXITED;
            } catch (WireException e) {
                ending = Ending.TAMPERED;
            } catch (StopException e) {
                ending = ending(e.verdict());
                code = ending == Ending.SIGNALLED
                        ? OptionalInt.of(run.exitCode().filter(left -> left < 0).orElse(-SIGKILL))
                        : code;
            }
            return new ProgramResult(Optional.empty(), Optional.of(execution(ending, code, run, jail)), files);
        }
    }

    private static Execution execution(Ending ending, OptionalInt code, Run run, Jail jail) {
        return new Execution(
                ending,
                ending == Ending.EXITED ? code : OptionalInt.empty(),
                ending == Ending.SIGNALLED ? OptionalInt.of(-code.orElse(-SIGKILL)) : OptionalInt.empty(),
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

    private static byte[] frame(Program program) {
        Input input = program.input();
        List<List<Object>> files = new ArrayList<>();
        input.files().forEach((name, content) -> files.add(List.of(name, content)));
        return WireWriter.message(
                "",
                List.of(
                        program.source().getBytes(StandardCharsets.UTF_8),
                        input.stdin(),
                        input.arguments(),
                        files,
                        input.wanted()));
    }

    /** What the jail reports when files are wanted; like the files themselves it is the program's word. */
    private record Left(int code, Map<String, byte[]> files) {}

    private static Left left(byte[] frame, List<String> wanted) throws WireException {
        if (!(new WireReader(frame).value() instanceof Value.Fixed(var _, List<Value> parts))
                || parts.size() != wanted.size() + 1
                || !(parts.getFirst() instanceof Value.Int(BigInteger code))) {
            throw new WireException("not a report of files");
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (parts.get(i + 1) instanceof Value.Bytes(byte[] content)) {
                files.put(wanted.get(i), content);
            }
        }
        return new Left(code.intValue(), files);
    }
}
