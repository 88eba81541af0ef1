package dev.triptych.contracts.factory;

import dev.triptych.contracts.CandidateId;

/** The outcome that stands in the ledger. */
public record TripletResult(CandidateId candidate, Outcome outcome) {}
