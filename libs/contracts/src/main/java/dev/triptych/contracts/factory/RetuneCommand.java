package dev.triptych.contracts.factory;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * @param requestId as in {@link RunCommand}
 * @param changes the new values of some of {@link RunInput#RETUNABLE}; none at all makes the run try again
 */
public record RetuneCommand(
        @Nullable String requestId, @Nullable JsonNode changes) {}
