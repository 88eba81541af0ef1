package dev.triptych.contracts.factory;

import dev.triptych.contracts.Difficulty;
import dev.triptych.contracts.Question;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.verify.JudgeResult;
import java.util.List;
import java.util.Optional;

/**
 * What a candidate that passed every gate consists of.
 *
 * @param attempt the attempt whose solution and tests were chosen, from 1
 * @param passSequence 0 or 1 per counted attempt, in order
 * @param judged the verdict of the chosen attempt
 * @param completion the completion style, where it passed its gates
 * @param response the response, where one passed the tests
 */
public record TripletParts(
        Question question,
        Sha256 solution,
        Sha256 tests,
        int attempt,
        List<Integer> passSequence,
        Difficulty difficulty,
        JudgeResult judged,
        Optional<Completion> completion,
        Optional<Response> response) {
    public TripletParts {
        passSequence = List.copyOf(passSequence);
    }

    /** The completion prompt, the solution fitted into it, and the evidence that it still passes. */
    public record Completion(Sha256 prompt, Sha256 fitted, Sha256 evidence) {}

    /** Reasoning, answer, the program in the answer, and the evidence that it passes; {@code sample} from 1. */
    public record Response(Sha256 thinking, Sha256 answer, Sha256 solution, Sha256 evidence, int sample) {}
}
