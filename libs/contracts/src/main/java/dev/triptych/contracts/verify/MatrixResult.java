package dev.triptych.contracts.verify;

import dev.triptych.contracts.Sha256;
import java.util.List;

/**
 * @param rows one for each solution, with a verdict for each suite
 * @param evidence JSON artifact: the evidence of each judgement, row by row
 */
public record MatrixResult(List<List<SuiteVerdict>> rows, Sha256 evidence) {
    public MatrixResult {
        rows = rows.stream().map(List::copyOf).toList();
    }
}
