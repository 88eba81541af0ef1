package dev.triptych.contracts.factory;

import dev.triptych.contracts.CandidateId;

/**
 * @param parent workflow id of the run, which is told the outcome
 * @param subset the subset whose turn it is
 * @param run what the run was asked for
 * @param tuning the number of the {@link Tuning} that {@code run} comes from
 */
public record TripletRequest(CandidateId candidate, String parent, String subset, RunInput run, int tuning) {}
