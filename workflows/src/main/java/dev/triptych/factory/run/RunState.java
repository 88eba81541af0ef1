package dev.triptych.factory.run;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Party;
import dev.triptych.contracts.factory.CarriedRun;
import dev.triptych.contracts.factory.CommandResult;
import dev.triptych.contracts.factory.FactoryRun;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.RunCommand;
import dev.triptych.contracts.factory.RunCounts;
import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.factory.RunStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a run knows of itself: plain bookkeeping, which handlers and the main method share. */
final class RunState {
    /** A teacher or a service that answers nothing ends the run, instead of using up its candidates. */
    static final int UNDECIDED_IN_A_ROW_MAX = 10;

    /** Bounds what strangers can make the run remember. */
    private static final int EARLY_MAX = 2_000;

    private final SortedSet<Integer> inFlight = new TreeSet<>();
    private final SortedSet<Integer> early = new TreeSet<>();
    private final SequencedMap<String, CommandResult> answered = new LinkedHashMap<>();
    private int issued;
    private RunCounts counts = RunCounts.NONE;
    private int undecidedInARow;
    private RunStatus status = RunStatus.RUNNING;
    private boolean finishing;
    private String message = "";
    private int commands;
    private int executions = 1;
    private int issuedHere;
    private long changes;

    RunState(@Nullable CarriedRun carried) {
        if (carried != null) {
            inFlight.addAll(carried.inFlight());
            early.addAll(carried.early());
            carried.answered().forEach(result -> answered.put(key(result.command(), result.requestId()), result));
            issued = carried.issued();
            counts = carried.counts();
            undecidedInARow = carried.undecidedInARow();
            status = carried.status();
            finishing = carried.finishing();
            message = carried.message();
            commands = carried.commands();
            executions = carried.executions() + 1;
        }
    }

    CarriedRun carry() {
        return new CarriedRun(
                issued,
                List.copyOf(inFlight),
                List.copyOf(early),
                counts,
                undecidedInARow,
                status,
                finishing,
                message,
                commands,
                List.copyOf(answered.values()),
                executions);
    }

    /** Whether another candidate may ever be issued. */
    boolean wantsMore(RunInput input) {
        return counts.accepted() < input.target() && !finishing && !hopeless() && issued < input.maxCandidates();
    }

    /**
     * How many candidates to issue now. In flight are as many as it takes, at the acceptance rate seen so far, to accept
     * what is missing: more would be surplus, fewer would leave the teacher idle.
     */
    int room(RunInput input) {
        if (!wantsMore(input) || status != RunStatus.RUNNING) {
            return 0;
        }
        int missing = input.target() - counts.accepted();
        double acceptanceRate = (counts.accepted() + 1.0) / (counts.ended() + 1.0);
        int useful = (int) Math.min(input.window(), Math.ceil(missing / acceptanceRate));
        int room = Math.min(Math.max(1, useful) - inFlight.size(), input.maxCandidates() - issued);
        int beforeHandOver = input.continueAsNewEvery() == 0 ? room : input.continueAsNewEvery() - issuedHere;
        return Math.max(0, Math.min(room, beforeHandOver));
    }

    /** Takes note that candidates up to {@code last} were born; returns their numbers. */
    List<Integer> issue(int last) {
        List<Integer> born = new ArrayList<>();
        while (issued < last) {
            issued++;
            issuedHere++;
            inFlight.add(issued);
            born.add(issued);
        }
        return born;
    }

    /** Whether the end of this candidate was told before this execution issued it, and so will not be told again. */
    boolean endedEarly(int number) {
        return early.remove(number);
    }

    /** Counts an outcome, once. */
    void ended(int number, Outcome outcome) {
        if (number > issued && early.size() < EARLY_MAX) {
            early.add(number);
        } else if (inFlight.remove(number)) {
            counts = counts.plus(outcome);
            weigh(outcome);
            changes++;
        }
    }

    private void weigh(Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted ignored -> undecidedInARow = 0;
            case Outcome.Rejected ignored -> undecidedInARow = 0;
            case Outcome.Cancelled ignored -> undecided("A candidate was cancelled");
            case Outcome.Failed(ErrorCode error, String text) -> {
                undecided(error + ": " + text);
                if (error.party() == Party.USER) {
                    message = error + ": " + text;
                }
            }
        }
    }

    private void undecided(String last) {
        undecidedInARow++;
        if (undecidedInARow >= UNDECIDED_IN_A_ROW_MAX && message.isEmpty()) {
            message = undecidedInARow + " candidates in a row ended without a verdict, the last with: " + last;
        }
    }

    /** Whether going on would only use up candidates: the message says why. */
    boolean hopeless() {
        return !message.isEmpty();
    }

    CommandResult pause(RunCommand command) {
        return once(FactoryRun.PAUSE, command, () -> status = status == RunStatus.RUNNING ? RunStatus.PAUSED : status);
    }

    CommandResult resume(RunCommand command) {
        return once(FactoryRun.RESUME, command, () -> status = status == RunStatus.PAUSED ? RunStatus.RUNNING : status);
    }

    CommandResult finish(RunCommand command) {
        return once(FactoryRun.FINISH, command, () -> finishing = true);
    }

    private static String key(String name, String requestId) {
        return name + "/" + requestId;
    }

    private CommandResult once(String name, RunCommand command, Runnable change) {
        CommandResult before = answered.get(key(name, command.requestId()));
        if (before != null) {
            return before;
        }
        change.run();
        commands++;
        changes++;
        CommandResult result = new CommandResult(name, command.requestId(), status, commands);
        answered.put(key(name, command.requestId()), result);
        while (answered.size() > CarriedRun.ANSWERED_MAX) {
            answered.pollFirstEntry();
        }
        return result;
    }

    void close(RunStatus last) {
        status = last;
        changes++;
    }

    /** The final status of a run that has nothing in flight. */
    RunStatus reached(RunInput input) {
        if (counts.accepted() >= input.target()) {
            return RunStatus.COMPLETED;
        }
        if (hopeless()) {
            return RunStatus.FAILED;
        }
        return finishing ? RunStatus.FINISHED_EARLY : RunStatus.EXHAUSTED;
    }

    /** Grows with everything that the main method has to look at. */
    long changes() {
        return changes;
    }

    int issued() {
        return issued;
    }

    int issuedHere() {
        return issuedHere;
    }

    Collection<Integer> inFlight() {
        return List.copyOf(inFlight);
    }

    RunCounts counts() {
        return counts;
    }

    RunStatus status() {
        return status;
    }

    String message() {
        return message;
    }

    int commands() {
        return commands;
    }

    int executions() {
        return executions;
    }
}
