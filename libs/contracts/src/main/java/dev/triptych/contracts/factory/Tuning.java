package dev.triptych.contracts.factory;

/**
 * What a run asks for from now on.
 *
 * @param number how often the run was tuned, from 0
 */
public record Tuning(int number, RunInput run) {}
