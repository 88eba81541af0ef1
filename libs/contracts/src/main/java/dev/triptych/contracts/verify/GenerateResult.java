package dev.triptych.contracts.verify;

import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.Verdict;

/**
 * @param verdict of the generator; {@code AC} when it returned what it may
 * @param reason what decided, in one line; empty for {@code AC}
 * @param count how many inputs there are; none unless {@code AC}
 * @param inputs JSON artifact: a list of strings
 */
public record GenerateResult(Verdict verdict, String reason, int count, Sha256 inputs) {}
