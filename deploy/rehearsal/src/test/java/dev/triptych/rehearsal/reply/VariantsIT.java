package dev.triptych.rehearsal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.rehearsal.bank.Families;
import dev.triptych.rehearsal.bank.Family;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Signature;
import dev.triptych.rehearsal.bank.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harder and the easier variant of every family, judged by a real Python as {@link FamiliesIT} judges the plain. */
class VariantsIT {
    private static final int PROBLEMS_PER_FAMILY = 2;
    private static final double COVERAGE_FLOOR = 0.9;
    private static final List<Set<Variant>> VARIANTS =
            List.of(Set.of(Variant.HARDER), Set.of(Variant.EASIER), Set.of(Variant.EASIER, Variant.HARDER));

    @TempDir
    static Path directory;

    private static Map<String, PythonJudge.Result> results = Map.of();

    @BeforeAll
    static void judgeAll() {
        PythonJudge judge = new PythonJudge();
        for (Problem problem : problems()) {
            Signature wanted = problem.signature(1);
            String id = problem.family().name() + problem.parameters() + "/";
            String right = problem.rightSolution(wanted);
            List<String> strong = Suites.strong(problem, wanted);
            judge.add("right/" + id, right, strong.getFirst(), true);
            judge.add("right/named/" + id, right, strong.getLast(), false);
            judge.add("none/" + id, "def " + wanted.text() + ":\n    return None\n", strong.getFirst(), false);
            judge.add("raise/" + id, "def " + wanted.text() + ":\n    raise ValueError\n", strong.getFirst(), false);
            List<String> mistakes = problem.wrongSolutions(wanted);
            for (int mistake = 0; mistake < mistakes.size(); mistake++) {
                judge.add("mistake/" + id + mistake, mistakes.get(mistake), strong.getFirst(), false);
            }
            List<String> weak = Suites.weak(problem, wanted);
            for (int suite = 0; suite < weak.size(); suite++) {
                judge.add("weak/" + suite + "/" + id, right, weak.get(suite), true);
                judge.add(
                        "wrong/" + suite + "/" + id,
                        right,
                        Suites.wrong(problem, wanted).get(suite % 2),
                        false);
            }
        }
        results = judge.run(directory);
    }

    @Test
    void theRightSolutionPassesTheStrongSuiteWhichVisitsAllOfIt() {
        check("right/", (id, result) -> result.allPassed() && (id.contains("named") || result.coverage() >= 1.0));
    }

    @Test
    void everyPlausibleMistakeFailsTheStrongSuite() {
        check("mistake/", (id, result) -> result.rejected());
    }

    @Test
    void everyTestOfTheStrongSuiteFailsOnAStub() {
        check("none/", (id, result) -> result.allFailed());
        check("raise/", (id, result) -> result.allFailed());
    }

    @Test
    void weakSuitesPassTheRightSolutionAndTheLastVisitsLittle() {
        check(
                "weak/",
                (id, result) -> result.allPassed() && (!id.startsWith("weak/2") || result.coverage() < COVERAGE_FLOOR));
    }

    @Test
    void wrongSuitesFailTheRightSolution() {
        check("wrong/", (id, result) -> result.rejected());
    }

    private static void check(String role, BiPredicate<String, PythonJudge.Result> rule) {
        List<Map.Entry<String, PythonJudge.Result>> ofRole = results.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(role))
                .toList();
        assertThat(ofRole).hasSizeGreaterThanOrEqualTo(VARIANTS.size() * PROBLEMS_PER_FAMILY * 60);
        SoftAssertions.assertSoftly(
                softly -> ofRole.forEach(entry -> softly.assertThat(rule.test(entry.getKey(), entry.getValue()))
                        .as(entry.toString())
                        .isTrue()));
    }

    private static List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (Family family : Families.bank().families()) {
            for (Set<Variant> variants : VARIANTS) {
                problems.add(new Problem(family, family.problem(1).values(), variants));
                problems.add(
                        new Problem(family, family.problem(family.size() / 2).values(), variants));
            }
        }
        return problems;
    }
}
