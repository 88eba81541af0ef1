package dev.triptych.rehearsal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.bank.Families;
import dev.triptych.rehearsal.bank.Family;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Signature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every family with a sample of its parameters, judged by a real Python that knows nothing of the bank. */
class FamiliesIT {
    private static final int PROBLEMS_PER_FAMILY = Integer.getInteger("rehearsal.problems", 12);
    private static final double COVERAGE_FLOOR = 0.9;

    /** Roles whose coverage is looked at; tracing makes the others slow for nothing. */
    private static final Set<String> COVERED = Set.of("right", "weak");

    @TempDir
    static Path directory;

    private static Map<String, PythonJudge.Result> results = Map.of();

    @BeforeAll
    static void judgeAll() {
        PythonJudge judge = new PythonJudge();
        for (Problem problem : problems()) {
            Signature wanted = problem.signature(0);
            String right = problem.rightSolution(wanted);
            List<String> strong = Suites.strong(problem, wanted);
            List<String> plain = strong.subList(0, 1);
            add(judge, problem, "right", List.of(right), strong);
            add(judge, problem, "mistake", problem.wrongSolutions(wanted), plain);
            add(judge, problem, "weak", List.of(right), Suites.weak(problem, wanted));
            add(judge, problem, "wrong", List.of(right), Suites.wrong(problem, wanted));
            add(judge, problem, "none", List.of("def " + wanted.text() + ":\n    return None\n"), plain);
            add(judge, problem, "raise", List.of("def " + wanted.text() + ":\n    raise NotImplementedError\n"), plain);
        }
        results = judge.run(directory);
    }

    @Test
    void theRightSolutionPassesTheStrongSuiteWhichVisitsAllOfIt() {
        check("right", (id, result) -> result.allPassed() && result.coverage() >= 1.0);
    }

    @Test
    void everyPlausibleMistakeFailsTheStrongSuite() {
        check("mistake", (id, result) -> result.rejected());
    }

    @Test
    void everyTestOfTheStrongSuiteFailsOnStubs() {
        check("none", (id, result) -> result.allFailed());
        check("raise", (id, result) -> result.allFailed());
    }

    @Test
    void weakSuitesPassTheRightSolutionAndTheOneThatVisitsLittleIsBelowTheFloor() {
        check("weak", (id, result) -> result.allPassed() && (!id.endsWith("/2") || result.coverage() < COVERAGE_FLOOR));
    }

    @Test
    void wrongSuitesFailTheRightSolution() {
        check("wrong", (id, result) -> result.rejected());
    }

    private static void check(String role, java.util.function.BiPredicate<String, PythonJudge.Result> rule) {
        Map<String, PythonJudge.Result> ofRole = results.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(role + "/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(ofRole).isNotEmpty();
        SoftAssertions.assertSoftly(softly -> ofRole.forEach((id, result) ->
                softly.assertThat(rule.test(id, result)).as(id + " " + result).isTrue()));
    }

    private static void add(
            PythonJudge judge, Problem problem, String role, List<String> solutions, List<String> suites) {
        String about = role + "/" + problem.family().name() + problem.values().byName() + "/";
        for (int solution = 0; solution < solutions.size(); solution++) {
            for (int suite = 0; suite < suites.size(); suite++) {
                judge.add(
                        about + solution + "/" + suite,
                        solutions.get(solution),
                        suites.get(suite),
                        COVERED.contains(role));
            }
        }
    }

    private static List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (Family family : Families.bank().families()) {
            Draw draw = Draw.of("families", family.name());
            problems.add(family.problem(0));
            problems.add(family.problem(family.size() - 1));
            for (int more = 2; more < PROBLEMS_PER_FAMILY; more++) {
                problems.add(family.problem(draw.below((int) family.size())));
            }
        }
        return problems;
    }
}
