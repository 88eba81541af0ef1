package dev.triptych.verifier.sandbox;

/** Whoever asked for the run went away or took it back; its jails are killed. */
public final class CancelledException extends RuntimeException {
    public CancelledException() {
        super("cancelled");
    }
}
