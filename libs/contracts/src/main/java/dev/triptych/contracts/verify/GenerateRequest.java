package dev.triptych.contracts.verify;

import dev.triptych.contracts.Sha256;

/** @param program source of the generator */
public record GenerateRequest(Sha256 program, int seed, Limits limits) {}
