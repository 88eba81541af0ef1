package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What one run in two jails showed.
 *
 * @param contradiction the check in which an object of the solution was equal to what it cannot know, and why
 */
record SplitRun(Trial trial, Questions questions, Optional<CheckResult> contradiction) {
    /**
     * What another run may change, in the words of the suite's jail.
     *
     * @param together changes on which nothing else in the run depends
     * @param alone changes that say something only where nothing else is changed
     */
    record Questions(List<String> together, List<String> alone) {
        static final Questions NONE = new Questions(List.of(), List.of());
    }

    boolean passed() {
        return trial.verdict() == Verdict.AC;
    }
}
