package dev.triptych.verifier.program;

import dev.triptych.contracts.Verdict;

/** How an execution came to its end. */
public enum Ending {
    /** By itself; the exit code says how, and proves nothing. */
    EXITED,
    /** By a signal that was not ours. */
    SIGNALLED,
    CPU_LIMIT,
    /** Wall time ran out and the CPU time did not: it slept, waited or deadlocked. */
    WALL_LIMIT,
    MEMORY_LIMIT,
    OUTPUT_LIMIT,
    /** It wrote where only the sandbox may. */
    TAMPERED,
    /** The compiler said no. */
    REFUSED_BY_COMPILER;

    /** How an execution ended that a limit or its tampering stopped. */
    static Ending of(Verdict verdict) {
        return switch (verdict) {
            case TLE -> CPU_LIMIT;
            case ILE -> WALL_LIMIT;
            case MLE -> MEMORY_LIMIT;
            case OLE -> OUTPUT_LIMIT;
            case CHEAT -> TAMPERED;
            case RE, WA, AC, IE, CE, CTLE, CMLE -> SIGNALLED;
        };
    }
}
