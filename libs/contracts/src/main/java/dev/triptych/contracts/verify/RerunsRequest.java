package dev.triptych.contracts.verify;

import dev.triptych.contracts.Sha256;

/**
 * @param times 1 to 50
 * @param seed from which orders and hash seeds are drawn
 */
public record RerunsRequest(SuiteDemand demand, Sha256 solution, Sha256 tests, int times, long seed) {}
