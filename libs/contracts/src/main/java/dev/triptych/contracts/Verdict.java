package dev.triptych.contracts;

/** What the verifier says of one execution. Closed; when several apply, the one declared first wins. */
public enum Verdict {
    /** Ours: setup, host, overload. Says nothing about the program. */
    IE,
    /** The run tampered with how it is judged. */
    CHEAT,
    /** Does not parse or compile. */
    CE,
    /** The compiler hit its time limit. */
    CTLE,
    /** The compiler hit its memory limit. */
    CMLE,
    /** More output than allowed. */
    OLE,
    /** The memory limit was hit. */
    MLE,
    /** CPU time over the limit. */
    TLE,
    /** Wall time over the limit without the CPU time. */
    ILE,
    /** Ended abnormally, or before all checks reported. */
    RE,
    /** A check ran and its result differs. */
    WA,
    /** Every expected check was commanded, reported exactly once, and passed. */
    AC;

    /** The verdict that wins when both apply. */
    public Verdict or(Verdict other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
