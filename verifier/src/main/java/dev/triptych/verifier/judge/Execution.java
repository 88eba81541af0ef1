package dev.triptych.verifier.judge;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.verify.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One suite to be run against one solution.
 *
 * @param solutionCode what it is compiled to; empty where its jail has to compile it
 * @param inject whether the suite finds the solution's names without importing them
 * @param least the weakest assurance that is wanted
 * @param measure whether to measure what of the solution runs
 */
record Execution(
        String solution,
        byte[] solutionCode,
        String tests,
        Suite suite,
        boolean inject,
        boolean measure,
        Limits limits,
        Assurance least,
        Variation variation) {
    /** The checks in the order in which they are to run. Statements of a module only make sense in theirs. */
    List<String> order() {
        List<String> checks = new ArrayList<>(suite.checks());
        if (variation.orderSeed().isPresent() && !suite.mode().equals("statements")) {
            Collections.shuffle(checks, new Random(variation.orderSeed().getAsLong()));
        }
        return checks;
    }
}
