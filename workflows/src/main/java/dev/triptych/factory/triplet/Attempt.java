package dev.triptych.factory.triplet;

import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.verify.JudgeResult;

/** How one try at a question ended: one solution and one suite, made without knowledge of each other. */
sealed interface Attempt {
    /** Passed every gate. */
    record Passed(Sha256 solution, Sha256 tests, JudgeResult judged) implements Attempt {}

    /** The solution passed a suite that does not test enough. */
    record Weak(JudgeResult judged) implements Attempt {}

    /** The solution did not pass the suite; which of them is wrong is not known. */
    record Disagreed(JudgeResult judged) implements Attempt {}

    /** There was a suite, but no program. */
    record WithoutSolution(Sha256 evidence) implements Attempt {}

    /** There was no suite that passed the static gate. */
    record WithoutTests(Sha256 evidence) implements Attempt {}
}
