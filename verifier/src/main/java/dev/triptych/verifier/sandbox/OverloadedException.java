package dev.triptych.verifier.sandbox;

/** More work than this process takes on; the same request may succeed later. */
public final class OverloadedException extends RuntimeException {
    public OverloadedException(String message) {
        super(message);
    }
}
