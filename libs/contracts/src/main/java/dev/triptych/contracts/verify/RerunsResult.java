package dev.triptych.contracts.verify;

import dev.triptych.contracts.Sha256;
import java.util.List;

/**
 * @param stable whether every run came to the same verdict, check by check
 * @param unstableChecks ids of the checks that passed in some runs and not in others
 * @param evidence JSON artifact: the evidence of each run
 */
public record RerunsResult(boolean stable, List<SuiteVerdict> runs, List<String> unstableChecks, Sha256 evidence) {
    public RerunsResult {
        runs = List.copyOf(runs);
        unstableChecks = List.copyOf(unstableChecks);
    }
}
