package dev.triptych.verifier.judge;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of one expected check.
 *
 * @param message why it did not pass; empty when it did
 */
public record CheckResult(String id, Status status, String message) {
    /** Only {@code passed} counts for the program. */
    public enum Status {
        @JsonProperty("passed")
        PASSED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("error")
        ERROR,
        @JsonProperty("skipped")
        SKIPPED,
        /** A value could not cross between the jails. */
        @JsonProperty("not-encodable")
        NOT_ENCODABLE,
        /** The run was over before this check reported. */
        @JsonProperty("missing")
        MISSING
    }

    boolean passed() {
        return status == Status.PASSED;
    }
}
