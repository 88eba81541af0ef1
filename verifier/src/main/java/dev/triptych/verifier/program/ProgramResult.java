package dev.triptych.verifier.program;

import dev.triptych.contracts.Verdict;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a program.
 *
 * @param compile empty where nothing is compiled
 * @param run empty where it was not compiled, and so not run
 * @param files those of the wanted files that were there afterwards; made by the program
 */
public record ProgramResult(Optional<Execution> compile, Optional<Execution> run, Map<String, byte[]> files) {
    public ProgramResult {
        files = Map.copyOf(files);
    }

    /** Whether everything that was to run ended by itself with code 0; says nothing about being right. */
    public boolean clean() {
        return run.isPresent()
                && run.get().clean()
                && compile.map(Execution::clean).orElse(true);
    }

    /** What can be said without knowing what was expected; empty for a program that ended cleanly. */
    public Optional<Verdict> verdict() {
        Optional<Verdict> refused =
                compile.filter(execution -> !execution.clean()).map(ProgramResult::ofCompiler);
        return refused.or(() -> run.flatMap(Execution::verdict));
    }

    private static Verdict ofCompiler(Execution compile) {
        return switch (compile.ending()) {
            case CPU_LIMIT, WALL_LIMIT -> Verdict.CTLE;
            case MEMORY_LIMIT -> Verdict.CMLE;
            case EXITED, SIGNALLED, OUTPUT_LIMIT, TAMPERED, REFUSED_BY_COMPILER -> Verdict.CE;
        };
    }
}
