package dev.triptych.contracts.factory;

import org.jspecify.annotations.Nullable;

/**
 * @param requestId chosen by the caller, 1 to {@value #CHARS_MAX} characters; the same id is applied once. Without one
 *     each update is applied.
 */
public record RunCommand(@Nullable String requestId) {
    public static final int CHARS_MAX = 64;
}
