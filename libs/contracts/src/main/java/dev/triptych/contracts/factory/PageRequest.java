package dev.triptych.contracts.factory;

import dev.triptych.contracts.RunId;

/**
 * @param first number of the first candidate
 * @param last number of the last candidate, included
 * @param parent workflow id of the run
 */
public record PageRequest(RunId id, int first, int last, String parent, RunInput run) {}
