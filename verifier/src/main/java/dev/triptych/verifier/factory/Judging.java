package dev.triptych.verifier.factory;

import dev.triptych.verifier.judge.Judgement;
import dev.triptych.verifier.judge.Submission;
import dev.triptych.verifier.judge.Variation;
import java.util.function.BooleanSupplier;

/** Judges one program; the verifier in earnest. */
@FunctionalInterface
public interface Judging {
    Judgement judge(Submission submission, Variation variation, BooleanSupplier cancelled);
}
