package dev.triptych.contracts.factory;

import dev.triptych.contracts.RunId;

/**
 * @param first number of the first candidate
 * @param last number of the last candidate, included
 * @param parent workflow id of the run
 * @param tuning the number of the {@link Tuning} that {@code run} comes from
 */
public record PageRequest(RunId id, int first, int last, String parent, RunInput run, int tuning) {}
