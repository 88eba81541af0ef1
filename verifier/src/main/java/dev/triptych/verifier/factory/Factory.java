package dev.triptych.verifier.factory;

import dev.triptych.verifier.Verifier;
import dev.triptych.verifier.judge.CheckResult;
import dev.triptych.verifier.judge.Judgement;
import dev.triptych.verifier.judge.Submission;
import dev.triptych.verifier.judge.Variation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Many programs in one request. Every program has jails of its own; nothing carries over from one to the next. */
@Singleton
public class Factory {
    /** Variants of a solution in one request. */
    public static final int VARIANTS_MAX = 100;
    /** Solutions times suites in one request. */
    public static final int CELLS_MAX = 1_000;
    /** Reruns in one request. */
    public static final int RERUNS_MAX = 50;

    private final Judging judging;
    private final int atOnce;

    @Inject
    public Factory(Verifier verifier) {
        this(verifier::judge, verifier.admission().places());
    }

    Factory(Judging judging, int atOnce) {
        this.judging = judging;
        this.atOnce = atOnce;
    }

    /** @param variants in the order in which they were given */
    public record Mutants(Judgement reference, List<Judgement> variants) {
        public Mutants {
            variants = List.copyOf(variants);
        }

        /** How many variants the suite rejected. */
        public int killed() {
            return count(true);
        }

        /** How many variants the suite accepted; those that are neither say nothing about it. */
        public int survived() {
            return count(false);
        }

        private int count(boolean killed) {
            return (int) variants.stream()
                    .filter(judged -> killed(judged).equals(Optional.of(killed)))
                    .count();
        }

        /** Whether the suite rejected the variant; empty where it is no program, or was not judged. */
        public static Optional<Boolean> killed(Judgement variant) {
            return switch (variant.verdict()) {
                case AC -> Optional.of(false);
                case WA, RE, TLE, ILE, MLE, OLE, CHEAT -> Optional.of(true);
                case CE, CTLE, CMLE, IE -> Optional.empty();
            };
        }
    }

    /** @param unstableChecks ids of the checks that passed in some runs and not in others */
    public record Reruns(List<Judgement> runs, List<String> unstableChecks) {
        public Reruns {
            runs = List.copyOf(runs);
            unstableChecks = List.copyOf(unstableChecks);
        }

        /** Whether every run came to the same verdict, check by check. */
        public boolean stable() {
            return unstableChecks.isEmpty()
                    && runs.stream().map(Judgement::verdict).distinct().count() == 1;
        }
    }

    /** One suite against a solution and variants of it that it should reject. */
    public Mutants mutants(Submission reference, List<String> variants, BooleanSupplier cancelled) {
        bound("variants", variants.size(), VARIANTS_MAX);
        List<Function<BooleanSupplier, Judgement>> works = new ArrayList<>();
        works.add(stop -> judging.judge(reference, Variation.NONE, stop));
        for (String variant : variants) {
            works.add(stop -> judging.judge(reference.withSolution(variant), Variation.NONE, stop));
        }
        List<Judgement> judged = Together.all(works, atOnce, cancelled);
        return new Mutants(judged.getFirst(), judged.subList(1, judged.size()));
    }

    /** Every solution against every suite; a row for each solution. */
    public List<List<Judgement>> matrix(
            Submission like, List<String> solutions, List<String> suites, BooleanSupplier cancelled) {
        bound("solutions times suites", solutions.size() * suites.size(), CELLS_MAX);
        List<Function<BooleanSupplier, Judgement>> works = new ArrayList<>();
        for (String solution : solutions) {
            for (String suite : suites) {
                Submission cell = like.withSolution(solution).withTests(suite);
                works.add(stop -> judging.judge(cell, Variation.NONE, stop));
            }
        }
        List<Judgement> judged = Together.all(works, atOnce, cancelled);
        List<List<Judgement>> rows = new ArrayList<>();
        for (int row = 0; row < solutions.size(); row++) {
            rows.add(judged.subList(row * suites.size(), (row + 1) * suites.size()));
        }
        return rows;
    }

    /** The same program again and again: checks in another order, sets in another order. */
    public Reruns reruns(Submission submission, int times, long seed, BooleanSupplier cancelled) {
        bound("times", times, RERUNS_MAX);
        Random random = new Random(seed);
        List<Function<BooleanSupplier, Judgement>> works = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Variation variation = new Variation(
                    OptionalInt.of(random.nextInt(1, Integer.MAX_VALUE)), OptionalLong.of(random.nextLong()));
            works.add(stop -> judging.judge(submission, variation, stop));
        }
        List<Judgement> runs = Together.all(works, atOnce, cancelled);
        return new Reruns(runs, unstable(runs));
    }

    private static List<String> unstable(List<Judgement> runs) {
        Map<String, Boolean> first = new HashMap<>();
        Set<String> unstable = new TreeSet<>();
        for (Judgement run : runs) {
            for (CheckResult check : run.checks()) {
                boolean passed = check.status() == CheckResult.Status.PASSED;
                Boolean before = first.putIfAbsent(check.id(), passed);
                if (before != null && before != passed) {
                    unstable.add(check.id());
                }
            }
        }
        return List.copyOf(unstable);
    }

    private static void bound(String what, int count, int max) {
        if (count < 1 || count > max) {
            throw new IllegalArgumentException(what + ": must be 1 to " + max + ", was " + count);
        }
    }
}
