package dev.triptych.contracts.verify;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.Sha256;

/**
 * @param tests a pytest suite that imports the entry point {@code from solution}
 * @param minAssurance what cannot be judged at this level is refused, never judged at a weaker one
 * @param gates whether to measure line coverage and to run the suite against a solution that raises and one that
 *     returns {@code None}
 */
public record JudgeRequest(
        Language language,
        Sha256 solution,
        Sha256 tests,
        EntryPoint entryPoint,
        Limits limits,
        Assurance minAssurance,
        boolean gates) {}
