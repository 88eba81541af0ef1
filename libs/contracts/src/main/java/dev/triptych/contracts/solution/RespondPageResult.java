package dev.triptych.contracts.solution;

import dev.triptych.contracts.Sha256;

/**
 * What a page gave.
 *
 * @param rows hash of the {@link PageRows}
 * @param readable rows with a response that can be read
 */
public record RespondPageResult(Sha256 rows, int readable, int unreadable, int failed) {}
