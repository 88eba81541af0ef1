package dev.triptych.contracts.factory;

import dev.triptych.contracts.RunId;
import java.util.Optional;

/**
 * How far a run is.
 *
 * @param issued candidates that were born
 * @param inFlight candidates without an outcome
 * @param commands how many commands were applied
 * @param executions how many executions the run has had, from 1
 * @param oldest the candidate in flight for longest, as last looked up
 * @param message why the run is closing, or empty
 */
public record RunProgress(
        RunId run,
        RunStatus status,
        int target,
        int issued,
        int inFlight,
        RunCounts counts,
        int commands,
        int executions,
        Optional<LedgerActivities.Waiting> oldest,
        String message) {}
