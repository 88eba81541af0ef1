package dev.triptych.store;

import dev.triptych.contracts.ErrorCode;

/** A body that is missing or does not have the hash it is kept under. */
public final class ArtifactException extends RuntimeException {
    private final ErrorCode code;

    /** @param code {@code ARTIFACT_MISSING} or {@code ARTIFACT_CORRUPT} */
    public ArtifactException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** {@code ARTIFACT_MISSING} or {@code ARTIFACT_CORRUPT}. */
    public ErrorCode code() {
        return code;
    }
}
