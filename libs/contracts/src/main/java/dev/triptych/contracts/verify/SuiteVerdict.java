package dev.triptych.contracts.verify;

import dev.triptych.contracts.Verdict;

/**
 * One program against one suite.
 *
 * @param checks expected checks of the suite
 * @param passed how many passed
 */
public record SuiteVerdict(Verdict verdict, int checks, int passed) {}
