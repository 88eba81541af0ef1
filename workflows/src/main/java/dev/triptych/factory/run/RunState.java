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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run knows of itself: plain bookkeeping, which handlers and the main method share. */
final class RunState {
    private final Window window = new Window();
    private final Undecided undecided = new Undecided();
    private final Standstill standstill = new Standstill();
    private final AnsweredCommands commands = new AnsweredCommands();
    private RunCounts counts = RunCounts.NONE;
    private RunStatus status = RunStatus.RUNNING;
    private boolean finishing;
    private int executions = 1;
    private long changes;

    RunState(@Nullable CarriedRun carried) {
        if (carried != null) {
            window.resume(carried);
            undecided.resume(carried);
            standstill.resume(carried);
            commands.resume(carried);
            counts = carried.counts();
            status = carried.status();
            finishing = carried.finishing();
            executions = carried.executions() + 1;
        }
    }

    CarriedRun carry() {
        return new CarriedRun(
                window.issued(),
                window.carriedInFlight(),
                window.carriedPages(),
                window.carriedEarly(),
                counts,
                undecided.inARow(),
                status,
                finishing,
                undecided.verdict(),
                commands.count(),
                commands.results(),
                executions,
                standstill.tuning(),
                standstill.tuningTold(),
                standstill.obstacle(),
                standstill.waiting(),
                standstill.budgetReached());
    }

    /** Whether another candidate may ever be issued. */
    boolean wantsMore(RunInput input) {
        return counts.accepted() < input.target()
                && !givesUp()
                && !hopeless()
                && window.issued() < input.maxCandidates();
    }

    /** Whether nothing that needs somebody to act is waited for any more. */
    private boolean givesUp() {
        return finishing || standstill.budgetReached().isPresent();
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
        return window.room(input, (int) Math.ceil(missing / acceptanceRate));
    }

    /** Takes note that candidates up to {@code last} were born; returns their numbers. */
    List<Integer> issue(int last) {
        return window.issue(last);
    }

    /** Whether the end of this candidate was told before this execution issued it, and so will not be told again. */
    boolean endedEarly(int number) {
        return window.endedEarly(number);
    }

    /** Takes note that a page begins with candidate {@code first}. */
    void beginPage(int first) {
        window.beginPage(first);
    }

    /** The first candidate of the page of one in flight. */
    int pageOf(int number) {
        return window.pageOf(number);
    }

    /** Counts an outcome, once. */
    void ended(int number, Outcome outcome) {
        if (window.ended(number)) {
            standstill.forget(number);
            counts = counts.plus(outcome);
            weigh(outcome);
            changes++;
        }
    }

    /** Counts the outcomes of a page, once. */
    void endedPage(PageResult page) {
        List<Integer> numbers = window.endedPage(page);
        if (!numbers.isEmpty()) {
            numbers.forEach(standstill::forget);
            counts = counts.plus(page.counts());
            if (page.undecided().isEmpty()) {
                undecided.interrupted();
            } else if (!givesUp()) {
                undecided.more(numbers.size(), page.undecided());
            }
            changes++;
        }
    }

    private void weigh(Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted ignored -> undecided.interrupted();
            case Outcome.Rejected ignored -> undecided.interrupted();
            case Outcome.Cancelled ignored -> undecided.more(1, "A candidate was cancelled");
            // Given up because the run gave up: that says nothing new.
            case Outcome.Failed(ErrorCode error, String ignored) when Obstacle.CODES.contains(error) && givesUp() -> {}
            case Outcome.Failed(ErrorCode error, String text) -> {
                undecided.more(1, error + ": " + text);
                if (error.party() == Party.USER) {
                    undecided.certain(error + ": " + text);
                }
            }
        }
    }

    /** Whether going on would only use up candidates: the message says why. */
    boolean hopeless() {
        return !undecided.verdict().isEmpty();
    }

    /**
     * Takes note that a candidate waits for somebody to act. One that does not know the last tuning yet is about to try
     * again by itself.
     *
     * @param ends whether the run gives up rather than wait, should this be about its budget
     */
    void met(Obstacle met, boolean ends) {
        if (!standstill.isOld(met.tuning()) && window.holds(met.candidate().number())) {
            standstill.met(met, ends);
            changes++;
        }
    }

    /** The candidates that wait for what will not come; they are to be told, once. */
    List<Integer> givingUp() {
        return givesUp() ? standstill.giveUp() : List.of();
    }

    /** Whether the candidates in flight have not been told of the last tuning. */
    boolean tuningIsNews() {
        return standstill.tuningIsNews();
    }

    void tuningTold() {
        standstill.tuningIsTold();
    }

    int tuning() {
        return standstill.tuning();
    }

    CommandResult retune(String requestId) {
        return once(FactoryRun.RETUNE, requestId, standstill::tryAgain);
    }

    /** What the same command did before, if it was applied. */
    Optional<CommandResult> answered(String name, String requestId) {
        return commands.find(name, requestId);
    }

    CommandResult pause(String requestId) {
        return once(
                FactoryRun.PAUSE, requestId, () -> status = status == RunStatus.RUNNING ? RunStatus.PAUSED : status);
    }

    CommandResult resume(String requestId) {
        return once(FactoryRun.RESUME, requestId, () -> {
            status = status == RunStatus.PAUSED ? RunStatus.RUNNING : status;
            // A budget is not raised by this.
            if (standstill
                    .obstacle()
                    .filter(met -> met.code() != ErrorCode.BUDGET_EXHAUSTED)
                    .isPresent()) {
                standstill.tryAgain();
            }
        });
    }

    CommandResult finish(String requestId) {
        return once(FactoryRun.FINISH, requestId, () -> finishing = true);
    }

    private CommandResult once(String name, String requestId, Runnable change) {
        return commands.find(name, requestId).orElseGet(() -> {
            change.run();
            changes++;
            return commands.applied(name, requestId, status());
        });
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
        return standstill.budgetReached().isPresent() ? RunStatus.BUDGET_EXHAUSTED : RunStatus.EXHAUSTED;
    }

    /** Grows with everything that the main method has to look at. */
    long changes() {
        return changes;
    }

    int issued() {
        return window.issued();
    }

    int issuedHere() {
        return window.issuedHere();
    }

    Collection<Integer> inFlight() {
        return window.inFlight();
    }

    RunCounts counts() {
        return counts;
    }

    RunStatus status() {
        Optional<Obstacle> obstacle = standstill.obstacle();
        if (!status.open() || finishing || obstacle.isEmpty()) {
            return status;
        }
        return obstacle.get().code() == ErrorCode.BUDGET_EXHAUSTED ? RunStatus.WAITING_BUDGET : RunStatus.PAUSED;
    }

    /** Why the run is closing, or what it waits for, or empty. */
    String message() {
        return hopeless()
                ? undecided.verdict()
                : standstill.budgetReached().or(this::need).orElse("");
    }

    /** What somebody must do something about before the run can go on. */
    Optional<String> need() {
        return finishing ? Optional.empty() : standstill.need();
    }

    int commands() {
        return commands.count();
    }

    int executions() {
        return executions;
    }
}
