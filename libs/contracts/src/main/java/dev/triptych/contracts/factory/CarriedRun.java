package dev.triptych.contracts.factory;

import java.util.List;
import java.util.Optional;

/**
 * What an execution of a run hands over to the next one.
 *
 * @param issued candidates that were born, numbers 1 to {@code issued}
 * @param inFlight numbers of the candidates that are started and have no outcome
 * @param pages the candidates in flight of a run that works by page; it has none in {@code inFlight}
 * @param early numbers above {@code issued} whose end was told already, which happens after a reset
 * @param undecidedInARow candidates that ended without a verdict since the last that had one
 * @param status an open status
 * @param finishing whether {@code finish} was asked for
 * @param message why the run is closing, or empty
 * @param commands how many commands were applied
 * @param answered the results of the last {@value #ANSWERED_MAX} commands, oldest first
 * @param executions how many executions there were
 * @param tuning how often the run was tuned
 * @param tuningTold the last of these that the candidates in flight were told
 * @param obstacle what the run waits for somebody to remove
 * @param waiting candidates that wait with it
 * @param budgetReached why the run ends for its budget, if it does
 */
public record CarriedRun(
        int issued,
        List<Integer> inFlight,
        List<Range> pages,
        List<Integer> early,
        RunCounts counts,
        int undecidedInARow,
        RunStatus status,
        boolean finishing,
        String message,
        int commands,
        List<CommandResult> answered,
        int executions,
        int tuning,
        int tuningTold,
        Optional<Obstacle> obstacle,
        List<Integer> waiting,
        Optional<String> budgetReached) {
    /** Commands whose repeats are recognised. */
    public static final int ANSWERED_MAX = 64;

    public CarriedRun {
        inFlight = List.copyOf(inFlight);
        // What an older execution carried has none.
        pages = pages == null ? List.of() : List.copyOf(pages);
        early = List.copyOf(early);
        answered = List.copyOf(answered);
        // Absent where the run began before there were budgets.
        waiting = waiting == null ? List.of() : List.copyOf(waiting);
    }

    /** Candidates of one page, both ends included. */
    public record Range(int first, int last) {}
}
