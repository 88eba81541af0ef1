package dev.triptych.verifier.wire;

/** Bytes that the encoder would not have written, or more than is carried. */
public final class WireException extends Exception {
    public WireException(String message) {
        super(message);
    }
}
