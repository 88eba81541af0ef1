package dev.triptych.verifier.sandbox;

import dev.triptych.contracts.Verdict;

/** The run is over before its checks are: a limit was hit, a program ended, or it tampered. */
public final class StopException extends Exception {
    private final Verdict verdict;

    public StopException(Verdict verdict, String reason) {
        super(reason, null, false, false);
        this.verdict = verdict;
    }

    /** What it means for the program. */
    public Verdict verdict() {
        return verdict;
    }

    /** One line, for the evidence. */
    public String reason() {
        String message = getMessage();
        return message == null ? verdict.name() : message;
    }
}
