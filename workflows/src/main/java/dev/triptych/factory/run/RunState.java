package dev.triptych.factory.run;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Party;
import dev.triptych.contracts.factory.CarriedRun;
import dev.triptych.contracts.factory.CommandResult;
import dev.triptych.contracts.factory.FactoryRun;
import dev.triptych.contracts.factory.Obstacle;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.PageResult;
import dev.triptych.contracts.factory.RunCounts;
import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.factory.RunStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a run knows of itself: plain bookkeeping, which handlers and the main method share. */
final class RunState {
    /** A teacher or a service that answers nothing ends the run, instead of using up its candidates. */
    static final int UNDECIDED_IN_A_ROW_MAX = 10;

    private static final int OBSTACLE_CHARS_MAX = 500;

    /** Bounds what strangers can make the run remember. */
    private static final int EARLY_MAX = 2_000;

    /** Bounds what an execution hands to the next. */
    private static final int PAGES_MAX = 64;

    private final SortedSet<Integer> inFlight = new TreeSet<>();
    private final TreeSet<Integer> pages = new TreeSet<>();
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
    private int tuning;
    private int tuningTold;
    private Optional<Obstacle> obstacle = Optional.empty();
    private final SortedSet<Integer> waiting = new TreeSet<>();
    private Optional<String> budgetReached = Optional.empty();
    private int issuedHere;
    private long changes;

    RunState(@Nullable CarriedRun carried) {
        if (carried != null) {
            inFlight.addAll(carried.inFlight());
            carried.pages().forEach(page -> {
                pages.add(page.first());
                IntStream.rangeClosed(page.first(), page.last()).forEach(inFlight::add);
            });
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
            tuning = carried.tuning();
            tuningTold = carried.tuningTold();
            obstacle = carried.obstacle();
            waiting.addAll(carried.waiting());
            budgetReached = carried.budgetReached();
        }
    }

    CarriedRun carry() {
        return new CarriedRun(
                issued,
                pages.isEmpty() ? List.copyOf(inFlight) : List.of(),
                pages.isEmpty() ? List.of() : pagesInFlight(),
                List.copyOf(early),
                counts,
                undecidedInARow,
                status,
                finishing,
                message,
                commands,
                List.copyOf(answered.values()),
                executions,
                tuning,
                tuningTold,
                obstacle,
                List.copyOf(waiting),
                budgetReached);
    }

    /** Numbers that follow each other, page by page: many times shorter than the numbers themselves. */
    private List<CarriedRun.Range> pagesInFlight() {
        List<CarriedRun.Range> ranges = new ArrayList<>();
        int first = 0;
        int last = 0;
        for (int number : inFlight) {
            if (first > 0 && (number != last + 1 || pages.contains(number))) {
                ranges.add(new CarriedRun.Range(first, last));
                first = 0;
            }
            first = first > 0 ? first : number;
            last = number;
        }
        if (first > 0) {
            ranges.add(new CarriedRun.Range(first, last));
        }
        return ranges;
    }

    /** Whether another candidate may ever be issued. */
    boolean wantsMore(RunInput input) {
        return counts.accepted() < input.target()
                && !finishing
                && !hopeless()
                && budgetReached.isEmpty()
                && issued < input.maxCandidates();
    }

    /**
     * How many candidates to issue now. In flight are as many as it takes, at the acceptance rate seen so far, to accept
     * what is missing: more would be surplus, fewer would leave the teacher idle.
     */
    int room(RunInput input) {
        if (!wantsMore(input) || status() != RunStatus.RUNNING) {
            return 0;
        }
        int missing = input.target() - counts.accepted();
        double acceptanceRate = (counts.accepted() + 1.0) / (counts.ended() + 1.0);
        if (input.byPage()) {
            return pageRoom(input, (int) Math.ceil(missing / acceptanceRate));
        }
        int useful = (int) Math.min(input.window(), Math.ceil(missing / acceptanceRate));
        int room = Math.min(Math.max(1, useful) - inFlight.size(), input.maxCandidates() - issued);
        int beforeHandOver = input.continueAsNewEvery() == 0 ? room : input.continueAsNewEvery() - issuedHere;
        return Math.max(0, Math.min(room, beforeHandOver));
    }

    /** As many as fill whole pages; a page is cut short only where nobody needs the rest of it. */
    private int pageRoom(RunInput input, int useful) {
        if (input.continueAsNewEvery() > 0 && issuedHere >= input.continueAsNewEvery()) {
            return 0;
        }
        int windowRoom = Math.min(
                Math.max(input.window(), input.page()) - inFlight.size(), (PAGES_MAX - pages.size()) * input.page());
        int needed = Math.min(useful - inFlight.size(), input.maxCandidates() - issued);
        return needed <= windowRoom ? Math.max(0, needed) : Math.max(0, windowRoom / input.page() * input.page());
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

    /** Takes note that a page begins with candidate {@code first}. */
    void beginPage(int first) {
        pages.add(first);
    }

    /** The first candidate of the page of one in flight: pages do not overlap, and its page is in flight too. */
    int pageOf(int number) {
        return Objects.requireNonNull(pages.floor(number));
    }

    /** Counts an outcome, once. */
    void ended(int number, Outcome outcome) {
        if (number > issued && early.size() < EARLY_MAX) {
            early.add(number);
        } else if (inFlight.remove(number)) {
            waiting.remove(number);
            counts = counts.plus(outcome);
            weigh(outcome);
            changes++;
        }
    }

    /** Counts the outcomes of a page, once. */
    void endedPage(PageResult page) {
        List<Integer> numbers =
                IntStream.rangeClosed(page.first(), page.last()).boxed().toList();
        if (page.first() > issued && early.size() + numbers.size() <= EARLY_MAX) {
            early.addAll(numbers);
        } else if (inFlight.containsAll(numbers) && page.counts().ended() == numbers.size()) {
            numbers.forEach(inFlight::remove);
            numbers.forEach(waiting::remove);
            pages.remove(page.first());
            counts = counts.plus(page.counts());
            if (page.undecided().isEmpty()) {
                undecidedInARow = 0;
            } else if (!finishing && budgetReached.isEmpty()) {
                undecidedInARow += numbers.size() - 1;
                undecided(page.undecided());
            }
            changes++;
        }
    }

    private void weigh(Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted ignored -> undecidedInARow = 0;
            case Outcome.Rejected ignored -> undecidedInARow = 0;
            case Outcome.Cancelled ignored -> undecided("A candidate was cancelled");
            // Given up because the run gave up: that says nothing new.
            case Outcome.Failed(ErrorCode error, String ignored)
            when Obstacle.CODES.contains(error) && (finishing || budgetReached.isPresent()) -> {}
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

    /**
     * Takes note that a candidate waits for somebody to act. One that does not know the last tuning yet is about to try
     * again by itself.
     *
     * @param ends whether the run gives up rather than wait, should this be about its budget
     */
    void met(Obstacle met, boolean ends) {
        int number = met.candidate().number();
        if (met.tuning() < tuning || !inFlight.contains(number)) {
            return;
        }
        waiting.add(number);
        if (ends && met.code() == ErrorCode.BUDGET_EXHAUSTED) {
            budgetReached = budgetReached.or(() -> Optional.of(text(met)));
        } else if (obstacle.isEmpty()) {
            obstacle = Optional.of(met);
        }
        changes++;
    }

    private static String text(Obstacle obstacle) {
        String text = obstacle.code() + ": " + obstacle.message();
        return text.length() <= OBSTACLE_CHARS_MAX ? text : text.substring(0, OBSTACLE_CHARS_MAX) + "…";
    }

    /** The candidates that wait for what will not come; they are to be told, once. */
    List<Integer> givingUp() {
        if (!finishing && budgetReached.isEmpty()) {
            return List.of();
        }
        List<Integer> told = List.copyOf(waiting);
        waiting.clear();
        obstacle = Optional.empty();
        return told;
    }

    /** Whether the candidates in flight have not been told of the last tuning. */
    boolean tuningIsNews() {
        return tuningTold < tuning;
    }

    void tuningTold() {
        tuningTold = tuning;
    }

    int tuning() {
        return tuning;
    }

    private void tryAgain() {
        tuning++;
        obstacle = Optional.empty();
        budgetReached = Optional.empty();
        waiting.clear();
    }

    CommandResult retune(String requestId) {
        return once(FactoryRun.RETUNE, requestId, this::tryAgain);
    }

    /** What the same command did before, if it was applied. */
    Optional<CommandResult> answered(String name, String requestId) {
        return Optional.ofNullable(answered.get(key(name, requestId)));
    }

    CommandResult pause(String requestId) {
        return once(
                FactoryRun.PAUSE, requestId, () -> status = status == RunStatus.RUNNING ? RunStatus.PAUSED : status);
    }

    CommandResult resume(String requestId) {
        return once(FactoryRun.RESUME, requestId, () -> {
            status = status == RunStatus.PAUSED ? RunStatus.RUNNING : status;
            // A budget is not raised by this.
            if (obstacle.filter(met -> met.code() != ErrorCode.BUDGET_EXHAUSTED).isPresent()) {
                tryAgain();
            }
        });
    }

    CommandResult finish(String requestId) {
        return once(FactoryRun.FINISH, requestId, () -> finishing = true);
    }

    private static String key(String name, String requestId) {
        return name + "/" + requestId;
    }

    private CommandResult once(String name, String requestId, Runnable change) {
        CommandResult before = answered.get(key(name, requestId));
        if (before != null) {
            return before;
        }
        change.run();
        commands++;
        changes++;
        CommandResult result = new CommandResult(name, requestId, status(), commands);
        answered.put(key(name, requestId), result);
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
        if (finishing) {
            return RunStatus.FINISHED_EARLY;
        }
        return budgetReached.isPresent() ? RunStatus.BUDGET_EXHAUSTED : RunStatus.EXHAUSTED;
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
        if (!status.open() || finishing || obstacle.isEmpty()) {
            return status;
        }
        return obstacle.get().code() == ErrorCode.BUDGET_EXHAUSTED ? RunStatus.WAITING_BUDGET : RunStatus.PAUSED;
    }

    /** Why the run is closing, or what it waits for, or empty. */
    String message() {
        return message.isEmpty() ? budgetReached.or(this::need).orElse("") : message;
    }

    /** What somebody must do something about before the run can go on. */
    Optional<String> need() {
        return finishing ? Optional.empty() : obstacle.map(RunState::text);
    }

    int commands() {
        return commands;
    }

    int executions() {
        return executions;
    }
}
