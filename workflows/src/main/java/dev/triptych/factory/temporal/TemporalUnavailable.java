package dev.triptych.factory.temporal;

/** Temporal cannot be reached now; nothing is known to have happened. */
public final class TemporalUnavailable extends RuntimeException {
    public TemporalUnavailable(String target, Throwable cause) {
        super("Temporal cannot be reached at " + target, cause);
    }
}
