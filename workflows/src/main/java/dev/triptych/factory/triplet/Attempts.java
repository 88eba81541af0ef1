package dev.triptych.factory.triplet;

import dev.triptych.contracts.Difficulty;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.factory.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The attempts at one question, and what they show together. */
final class Attempts {
    private final List<Attempt> made = new ArrayList<>();

    void add(Attempt attempt) {
        made.add(attempt);
    }

    int counted() {
        return made.size();
    }

    int passed() {
        return (int) of(Attempt.Passed.class).count();
    }

    /** 1 for an attempt that passed, 0 for one that did not, in order. */
    List<Integer> passSequence() {
        return made.stream()
                .map(attempt -> attempt instanceof Attempt.Passed ? 1 : 0)
                .toList();
    }

    Difficulty difficulty() {
        return Difficulty.of(passed(), counted());
    }

    /** The attempt that becomes the triplet: the first that passed. */
    Optional<Chosen> chosen() {
        for (int i = 0; i < made.size(); i++) {
            if (made.get(i) instanceof Attempt.Passed passed) {
                return Optional.of(new Chosen(i + 1, passed));
            }
        }
        return Optional.empty();
    }

    /** @param number from 1 */
    record Chosen(int number, Attempt.Passed attempt) {}

    /** Why nothing was chosen, with the evidence that tells most. A suite that was weak says more than one that failed. */
    Outcome.Rejected rejection() {
        Optional<Sha256> weak = of(Attempt.Weak.class)
                .map(attempt -> attempt.judged().evidence())
                .findFirst();
        if (weak.isPresent()) {
            return new Outcome.Rejected(RejectReason.WEAK_TESTS, weak);
        }
        List<Sha256> withoutTests = of(Attempt.WithoutTests.class)
                .map(Attempt.WithoutTests::evidence)
                .toList();
        if (withoutTests.size() == made.size()) {
            return new Outcome.Rejected(
                    RejectReason.INVALID_TESTS, withoutTests.stream().findFirst());
        }
        Optional<Sha256> closest = of(Attempt.Disagreed.class)
                .max(Comparator.comparingInt(attempt -> attempt.judged().passed()))
                .map(attempt -> attempt.judged().evidence());
        return new Outcome.Rejected(RejectReason.UNSOLVED, closest.or(() -> of(Attempt.WithoutSolution.class)
                .map(Attempt.WithoutSolution::evidence)
                .findFirst()));
    }

    private <A extends Attempt> Stream<A> of(Class<A> kind) {
        return made.stream().filter(kind::isInstance).map(kind::cast);
    }
}
