package dev.triptych.contracts.factory;

/** Where a run is. The first three are open; the others are final. */
public enum RunStatus {
    RUNNING,
    PAUSED,
    /** At its budget, and told to wait. */
    WAITING_BUDGET,
    /** Accepted what was asked for. */
    COMPLETED,
    /** Issued as many candidates as it may, with fewer accepted than asked for. */
    EXHAUSTED,
    BUDGET_EXHAUSTED,
    /** Ended by {@code finish}. */
    FINISHED_EARLY,
    CANCELLED,
    /** Could not go on, or does not reconcile. */
    FAILED;

    /** Whether calls may still be made for the run. */
    public boolean open() {
        return this == RUNNING || this == PAUSED || this == WAITING_BUDGET;
    }
}
