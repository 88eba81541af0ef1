package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Repeats a run that passed, with other arguments for some objects of the solution that the suite made and only compared.
 * The solution is asked the same, step by step, so it can tell by the values alone what is still equal: who says that of
 * a changed object, against its own word in the first run, fails.
 *
 * <p>First one half of the changes, chosen at random, then the other: who has seen by one comparison that the run is a
 * repeated one does not know whether the next is changed. A repeated run that ends in another way than the first says
 * nothing; then, and where more depends on an object, each change has a run of its own.
 */
final class RepeatedRuns {
    /** Runs with one change each. */
    private static final int SINGLE_RUNS_MAX = 8;

    private final Function<List<String>, SplitRun> runs;
    private final Duration enough;
    private Duration taken = Duration.ZERO;

    /**
     * @param runs makes a run with these changes
     * @param enough once the repeated runs took so long, no further one begins with a single change
     */
    RepeatedRuns(Function<List<String>, SplitRun> runs, Duration enough) {
        this.runs = runs;
        this.enough = enough;
    }

    /** The first run's trial, or what another run has shown. */
    Trial after(SplitRun first) {
        List<String> together = shuffled(first.questions().together());
        int middle = (together.size() + ThreadLocalRandom.current().nextInt(2)) / 2;
        boolean same = true;
        for (List<String> half : List.of(together.subList(0, middle), together.subList(middle, together.size()))) {
            if (!half.isEmpty()) {
                SplitRun run = again(half);
                if (decides(run)) {
                    return decided(first, run);
                }
                same &= run.passed();
            }
        }
        List<String> alone = new ArrayList<>(first.questions().alone());
        if (!same) {
            // Also those of the half that passed: who knew that it was a repeated one may have guessed right there.
            alone.addAll(together);
        }
        List<String> singles = shuffled(alone);
        for (String change : singles.subList(0, Math.min(singles.size(), SINGLE_RUNS_MAX))) {
            SplitRun run = again(List.of(change));
            if (decides(run)) {
                return decided(first, run);
            }
            if (taken.compareTo(enough) > 0) {
                break;
            }
        }
        return first.trial();
    }

    private SplitRun again(List<String> changes) {
        SplitRun run = runs.apply(changes);
        taken = taken.plus(run.trial().usage().wall());
        return run;
    }

    /** Whether it says more than that it ended in another way. */
    private static boolean decides(SplitRun run) {
        return run.contradiction().isPresent()
                || run.trial().verdict() == Verdict.CHEAT
                || run.trial().verdict() == Verdict.IE;
    }

    private static Trial decided(SplitRun first, SplitRun run) {
        return run.contradiction().map(first.trial()::failed).orElse(run.trial());
    }

    private static List<String> shuffled(List<String> changes) {
        List<String> order = new ArrayList<>(changes);
        Collections.shuffle(order, ThreadLocalRandom.current());
        return order;
    }
}
