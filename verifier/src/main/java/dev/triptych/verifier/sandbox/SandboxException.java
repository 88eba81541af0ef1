package dev.triptych.verifier.sandbox;

/** A jail could not be set up, or died by our fault: says nothing about the program. */
public final class SandboxException extends RuntimeException {
    public SandboxException(String message) {
        super(message);
    }

    public SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
