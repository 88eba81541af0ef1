package dev.triptych.contracts.verify;

import dev.triptych.contracts.Sha256;
import java.util.List;

/** Solutions times suites: at most 1,000. */
public record MatrixRequest(SuiteDemand demand, List<Sha256> solutions, List<Sha256> suites) {
    public MatrixRequest {
        solutions = List.copyOf(solutions);
        suites = List.copyOf(suites);
    }
}
