package dev.triptych.contracts.factory;

import dev.triptych.contracts.RunId;

/**
 * How a run ended.
 *
 * @param status a final one
 * @param reconciled whether the numbers that are kept separately agree
 * @param message why it ended, where that is not plain from the status
 */
public record RunResult(
        RunId run,
        RunStatus status,
        int target,
        int candidates,
        RunCounts counts,
        boolean reconciled,
        String message) {}
