package dev.triptych.contracts.verify;

import dev.triptych.contracts.Sha256;
import java.util.List;

/**
 * @param solution the reference, which the suite should accept
 * @param variants 1 to 100 sources that it should reject
 */
public record MutantsRequest(SuiteDemand demand, Sha256 solution, Sha256 tests, List<Sha256> variants) {
    public MutantsRequest {
        variants = List.copyOf(variants);
    }
}
