package dev.triptych.verifier.program;

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
    REFUSED_BY_COMPILER
}
