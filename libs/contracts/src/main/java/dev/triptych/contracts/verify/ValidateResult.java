package dev.triptych.contracts.verify;

import dev.triptych.contracts.Verdict;
import java.util.List;

/**
 * @param verdict of the validator; {@code AC} when it answered for every input
 * @param reason what decided, in one line; empty for {@code AC}
 * @param legal whether it said {@code True}, in order, as far as it came
 */
public record ValidateResult(Verdict verdict, String reason, List<Boolean> legal) {
    public ValidateResult {
        legal = List.copyOf(legal);
    }
}
