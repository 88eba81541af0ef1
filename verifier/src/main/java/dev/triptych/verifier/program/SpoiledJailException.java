package dev.triptych.verifier.program;

/** A jail has no room for the files of its next run, as far as can be told because of what an earlier one left. */
final class SpoiledJailException extends RuntimeException {
    SpoiledJailException(String message) {
        super(message);
    }
}
