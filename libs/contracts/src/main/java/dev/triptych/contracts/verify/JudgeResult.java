package dev.triptych.contracts.verify;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * @param checks expected checks of the suite
 * @param passed how many passed
 * @param lineCoverage 0 to 1, of the solution by the suite; measured beside untrusted code, so it may reject but never
 *     accept; empty when not asked for or not measurable
 * @param checksPassingStubs ids of the checks that hold for <em>both</em> stubs; such a check tests nothing; empty when
 *     not asked for
 * @param shadowedNames top-level names that both the suite and the solution define
 * @param evidence JSON artifact with everything: per-check results, times, output heads, limits, tool versions
 */
public record JudgeResult(
        Verdict verdict,
        Assurance assurance,
        int checks,
        int passed,
        Optional<Double> lineCoverage,
        List<String> checksPassingStubs,
        List<String> shadowedNames,
        Sha256 evidence) {
    public JudgeResult {
        checksPassingStubs = List.copyOf(checksPassingStubs);
        shadowedNames = List.copyOf(shadowedNames);
    }
}
