package dev.triptych.factory.run;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.factory.CarriedRun;
import dev.triptych.contracts.factory.Obstacle;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What stands in the way of the whole run, who waits for it, and how often it was tried again since. */
final class Standstill {
    private static final int OBSTACLE_CHARS_MAX = 500;

    private final SortedSet<Integer> waiting = new TreeSet<>();
    private Optional<Obstacle> obstacle = Optional.empty();
    private Optional<String> budgetReached = Optional.empty();
    private int tuning;
    private int tuningTold;

    /** Goes on where the last execution ended. */
    void resume(CarriedRun carried) {
        tuning = carried.tuning();
        tuningTold = carried.tuningTold();
        obstacle = carried.obstacle();
        waiting.addAll(carried.waiting());
        budgetReached = carried.budgetReached();
    }

    /**
     * Takes note that a candidate in flight waits for somebody to act.
     *
     * @param ends whether the run gives up rather than wait, should this be about its budget
     */
    void met(Obstacle met, boolean ends) {
        waiting.add(met.candidate().number());
        if (ends && met.code() == ErrorCode.BUDGET_EXHAUSTED) {
            budgetReached = budgetReached.or(() -> Optional.of(text(met)));
        } else if (obstacle.isEmpty()) {
            obstacle = Optional.of(met);
        }
    }

    private static String text(Obstacle obstacle) {
        String text = obstacle.code() + ": " + obstacle.message();
        return text.length() <= OBSTACLE_CHARS_MAX ? text : text.substring(0, OBSTACLE_CHARS_MAX) + "…";
    }

    /** Whether a candidate that tried at {@code tried} has not seen the last change, and will try again by itself. */
    boolean isOld(int tried) {
        return tried < tuning;
    }

    /** Whoever waits is to try again. */
    void tryAgain() {
        tuning++;
        obstacle = Optional.empty();
        budgetReached = Optional.empty();
        waiting.clear();
    }

    /** Whoever waits is to give up; returns them, once. */
    List<Integer> giveUp() {
        List<Integer> told = List.copyOf(waiting);
        waiting.clear();
        obstacle = Optional.empty();
        return told;
    }

    /** The candidate has ended. */
    void forget(int number) {
        waiting.remove(number);
    }

    /** Whether the candidates in flight have not been told of the last tuning. */
    boolean tuningIsNews() {
        return tuningTold < tuning;
    }

    void tuningIsTold() {
        tuningTold = tuning;
    }

    int tuning() {
        return tuning;
    }

    int tuningTold() {
        return tuningTold;
    }

    Optional<Obstacle> obstacle() {
        return obstacle;
    }

    /** The obstacle in words. */
    Optional<String> need() {
        return obstacle.map(Standstill::text);
    }

    /** Why the run ends for its budget, if it does. */
    Optional<String> budgetReached() {
        return budgetReached;
    }

    List<Integer> waiting() {
        return List.copyOf(waiting);
    }
}
