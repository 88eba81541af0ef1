package dev.triptych.contracts.verify;

import dev.triptych.contracts.Sha256;

/**
 * @param program source of the validator
 * @param inputs JSON artifact: a list of 1 to 1,000 strings
 * @param limits of all inputs together
 */
public record ValidateRequest(Sha256 program, Sha256 inputs, Limits limits) {}
