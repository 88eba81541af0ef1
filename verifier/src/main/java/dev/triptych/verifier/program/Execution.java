package dev.triptych.verifier.program;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Run;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one execution did, the compiler's or the program's.
 *
 * @param exitCode only for {@link Ending#EXITED} and {@link Ending#REFUSED_BY_COMPILER}
 * @param signal only for {@link Ending#SIGNALLED}
 * @param stdout the first bytes, up to the limit on output
 * @param stderr the first bytes, up to the limit on output
 * @param peakMemoryMib 0 where nobody counts
 */
public record Execution(
        Ending ending,
        OptionalInt exitCode,
        OptionalInt signal,
        byte[] stdout,
        byte[] stderr,
        Duration cpu,
        Duration wall,
        double peakMemoryMib) {
    /** @param code exit code, or minus the signal */
    static Execution of(Ending ending, int code, Run run, Jail jail) {
        boolean ended = ending == Ending.EXITED || ending == Ending.REFUSED_BY_COMPILER;
        return new Execution(
                ending,
                ended ? OptionalInt.of(code) : OptionalInt.empty(),
                ending == Ending.SIGNALLED ? OptionalInt.of(Math.abs(code)) : OptionalInt.empty(),
                jail.stdout().head(),
                jail.stderr().head(),
                run.cpu(),
                run.wall(),
                run.peakMemoryMib());
    }

    /** As if the compiler had said no, with these words. */
    Execution refused(String why) {
        return new Execution(
                Ending.REFUSED_BY_COMPILER,
                OptionalInt.of(1),
                OptionalInt.empty(),
                stdout,
                why.getBytes(StandardCharsets.UTF_8),
                cpu,
                wall,
                peakMemoryMib);
    }

    /** Whether it ended by itself and without complaint; says nothing about being right. */
    public boolean clean() {
        return ending == Ending.EXITED && exitCode.orElse(-1) == 0;
    }

    /** What can be said without knowing what was expected: nothing about a program that ended cleanly. */
    public Optional<Verdict> verdict() {
        return switch (ending) {
            case EXITED -> clean() ? Optional.empty() : Optional.of(Verdict.RE);
            case SIGNALLED -> Optional.of(Verdict.RE);
            case CPU_LIMIT -> Optional.of(Verdict.TLE);
            case WALL_LIMIT -> Optional.of(Verdict.ILE);
            case MEMORY_LIMIT -> Optional.of(Verdict.MLE);
            case OUTPUT_LIMIT -> Optional.of(Verdict.OLE);
            case TAMPERED -> Optional.of(Verdict.CHEAT);
            case REFUSED_BY_COMPILER -> Optional.of(Verdict.CE);
        };
    }
}
