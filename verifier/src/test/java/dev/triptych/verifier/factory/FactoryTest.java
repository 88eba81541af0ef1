package dev.triptych.verifier.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.judge.CheckResult;
import dev.triptych.verifier.judge.Judgement;
import dev.triptych.verifier.judge.Submission;
import dev.triptych.verifier.judge.Variation;
import dev.triptych.verifier.sandbox.CancelledException;
import dev.triptych.verifier.sandbox.SandboxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FactoryTest {
    private static final Submission SUBMISSION = new Submission(
            SuiteStyle.PYTEST,
            "right",
            "suite",
            List.of(),
            Optional.of("f"),
            Limits.DEFAULT,
            Assurance.SPLIT,
            false,
            false);

    @Test
    void tellsWhichVariantsTheSuiteRejects() {
        Factory factory = new Factory((submission, _, _) -> judged(submission, submission.solution()), 2);
        Factory.Mutants mutants = factory.mutants(SUBMISSION, List.of("wrong", "right", "wrong"), () -> false);
        assertThat(mutants.reference().verdict()).isEqualTo(Verdict.AC);
        assertThat(mutants.variants())
                .extracting(Judgement::verdict)
                .containsExactly(Verdict.WA, Verdict.AC, Verdict.WA);
        assertThat(mutants.killed()).isEqualTo(2);
    }

    @Test
    void aVariantThatIsNoProgramOrWasNotJudgedIsNotCounted() {
        Factory factory = new Factory((submission, _, _) -> judged(submission, submission.solution()), 2);
        Factory.Mutants mutants =
                factory.mutants(SUBMISSION, List.of("no program", "wrong", "not judged", "right"), () -> false);
        assertThat(mutants.killed()).isEqualTo(1);
        assertThat(mutants.survived()).isEqualTo(1);
        assertThat(mutants.variants())
                .extracting(Factory.Mutants::killed)
                .containsExactly(Optional.empty(), Optional.of(true), Optional.empty(), Optional.of(false));
    }

    @Test
    void judgesEverySolutionBySuite() {
        Factory factory = new Factory((submission, _, _) -> judged(submission, submission.tests()), 2);
        List<List<Judgement>> rows =
                factory.matrix(SUBMISSION, List.of("one", "two"), List.of("right", "wrong", "right"), () -> false);
        assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row)
                .extracting(Judgement::verdict)
                .containsExactly(Verdict.AC, Verdict.WA, Verdict.AC));
    }

    @Test
    void findsChecksThatPassOnlySometimes() {
        AtomicInteger run = new AtomicInteger();
        List<Variation> variations = Collections.synchronizedList(new ArrayList<>());
        Factory factory = new Factory(
                (submission, variation, _) -> {
                    variations.add(variation);
                    return judged(submission, run.incrementAndGet() == 3 ? "wrong" : "right");
                },
                2);
        Factory.Reruns reruns = factory.reruns(SUBMISSION, 4, 7, () -> false);
        assertThat(reruns.stable()).isFalse();
        assertThat(reruns.unstableChecks()).containsExactly("test_f");
        assertThat(variations).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    @Timeout(20)
    void stopsEverythingWhenOneFailsByOurFault() {
        CountDownLatch other = new CountDownLatch(1);
        Factory factory = new Factory(
                (submission, _, cancelled) -> {
                    if (submission.solution().equals("right")) {
                        throw new SandboxException("no jail");
                    }
                    while (!cancelled.getAsBoolean()) {
                        Thread.onSpinWait();
                    }
                    other.countDown();
                    throw new CancelledException();
                },
                2);
        assertThatThrownBy(() -> factory.mutants(SUBMISSION, List.of("slow"), () -> false))
                .isInstanceOf(SandboxException.class);
        assertThat(other.getCount()).isZero();
    }

    @Test
    void refusesMoreThanItTakesOn() {
        Factory factory = new Factory((submission, _, _) -> judged(submission, "right"), 2);
        assertThatThrownBy(() -> factory.mutants(SUBMISSION, Collections.nCopies(101, "x"), () -> false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("variants:");
    }

    private static Judgement judged(Submission submission, String what) {
        Verdict verdict =
                switch (what) {
                    case "right" -> Verdict.AC;
                    case "no program" -> Verdict.CE;
                    case "not judged" -> Verdict.IE;
                    default -> Verdict.WA;
                };
        boolean right = verdict == Verdict.AC;
        return new Judgement(
                verdict,
                submission.style(),
                Assurance.SPLIT,
                "",
                List.of(new CheckResult("test_f", right ? CheckResult.Status.PASSED : CheckResult.Status.FAILED, "")),
                new Judgement.Usage(Duration.ZERO, Duration.ZERO, 0, Optional.empty()),
                new Judgement.Texts("", "", "", ""),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                submission.limits());
    }
}
