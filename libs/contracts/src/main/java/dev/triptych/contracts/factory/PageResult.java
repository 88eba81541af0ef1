package dev.triptych.contracts.factory;

import dev.triptych.contracts.RunId;

/**
 * How the candidates of a page ended.
 *
 * @param counts their outcomes; as many as candidates
 * @param undecided why the last of them ended without a verdict, or empty
 */
public record PageResult(RunId run, int first, int last, RunCounts counts, String undecided) {}
