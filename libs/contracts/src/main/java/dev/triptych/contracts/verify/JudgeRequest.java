package dev.triptych.contracts.verify;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.Sha256;
import java.util.Optional;

/**
 * @param tests what the style says
 * @param minAssurance what cannot be judged at this level is refused, never judged at a weaker one
 * @param gates whether to measure line coverage and to run the suite against a solution that raises and one that
 *     returns {@code None}; only for Python's {@code pytest} and {@code function}
 * @param style how the tests judge; without it {@code pytest} for Python and {@code assert} for C++
 * @param standard of C++; without it C++17
 */
public record JudgeRequest(
        Language language,
        Sha256 solution,
        Sha256 tests,
        EntryPoint entryPoint,
        Limits limits,
        Assurance minAssurance,
        boolean gates,
        Optional<SuiteStyle> style,
        Optional<CppVersion> standard) {
    /** A request in its language's own style. */
    public JudgeRequest(
            Language language,
            Sha256 solution,
            Sha256 tests,
            EntryPoint entryPoint,
            Limits limits,
            Assurance minAssurance,
            boolean gates) {
        this(language, solution, tests, entryPoint, limits, minAssurance, gates, Optional.empty(), Optional.empty());
    }
}
