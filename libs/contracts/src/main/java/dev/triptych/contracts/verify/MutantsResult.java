package dev.triptych.contracts.verify;

import dev.triptych.contracts.Sha256;
import java.util.List;

/**
 * @param variants in the order of the request
 * @param killed how many of them the suite rejected
 * @param survived how many of them it accepted; the others do not compile, or were not judged, and say nothing
 * @param evidence JSON artifact: the evidence of each judgement, the reference's first
 */
public record MutantsResult(
        SuiteVerdict reference, List<SuiteVerdict> variants, int killed, int survived, Sha256 evidence) {
    public MutantsResult {
        variants = List.copyOf(variants);
    }
}
