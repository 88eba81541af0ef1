package dev.triptych.rehearsal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.rehearsal.bank.Call;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.bank.Families;
import dev.triptych.rehearsal.bank.Family;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Signature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every family's C++ with a sample of its parameters, judged by a real compiler, and its generator and validator,
 * judged by a real Python. {@code -Drehearsal.families} takes a pattern of the names of those that are looked at.
 */
class CppFamiliesIT {
    private static final int PROBLEMS_PER_FAMILY = Integer.getInteger("rehearsal.problems", 3);
    private static final String FAMILIES = System.getProperty("rehearsal.families", ".*");
    private static final int DRAWS = 60;
    private static final int DIFFERENT_DRAWS_MIN = 10;
    private static final int MISTAKES_MIN = 2;
    private static final int DIFFERENCES_SHOWN = 5;

    @TempDir
    static Path directory;

    private static final Map<String, Problem> PROBLEMS = new LinkedHashMap<>();
    private static Map<String, DrawJudge.Result> drawn = Map.of();
    private static Map<String, List<String>> returned = Map.of();

    @BeforeAll
    static void judgeAll() throws Exception {
        problems();
        DrawJudge draws = new DrawJudge(DRAWS);
        PROBLEMS.forEach((id, problem) -> draws.add(id, problem, known(problem)));
        drawn = draws.run(directory);
        CppJudge programs = new CppJudge(directory);
        for (Map.Entry<String, Problem> each : PROBLEMS.entrySet()) {
            Problem problem = each.getValue();
            Signature wanted = problem.signature(0);
            programs.add(each.getKey(), wanted.name(), problem.rightCpp(wanted), all(each.getKey()));
            List<String> wrong = problem.wrongCpp(wanted);
            for (int mistake = 0; mistake < wrong.size(); mistake++) {
                programs.add(each.getKey() + "/" + mistake, wanted.name(), wrong.get(mistake), checked(problem));
            }
        }
        returned = programs.run();
    }

    @Test
    void theRightProgramAnswersAllKnownAndDrawnCallsAsTheBankDoes() {
        every((softly, id, problem) ->
                softly.assertThat(differences(id, problem, all(id))).as(id).isEmpty());
    }

    @Test
    void everyMistakeAnswersACheckWrongly() {
        every((softly, id, problem) -> {
            int mistakes = problem.wrongCpp(problem.signature(0)).size();
            softly.assertThat(mistakes).as(id).isGreaterThanOrEqualTo(MISTAKES_MIN);
            for (int mistake = 0; mistake < mistakes; mistake++) {
                String wrong = id + "/" + mistake;
                softly.assertThat(differences(wrong, problem, checked(problem)))
                        .as(wrong)
                        .isNotEmpty();
            }
        });
    }

    @Test
    void pythonAnswersTheDrawnCallsAsTheBankDoes() {
        every((softly, id, problem) -> {
            DrawJudge.Result result = drawn(id);
            softly.assertThat(result.error()).as(id).isEmpty();
            softly.assertThat(result.drawn().stream().distinct())
                    .as(id)
                    .hasSizeGreaterThanOrEqualTo(DIFFERENT_DRAWS_MIN);
            for (int at = 0; at < result.answers().size(); at++) {
                Call call = result.drawn().get(at);
                softly.assertThat(result.answers().get(at))
                        .as(id + " " + call)
                        .isEqualTo(CppJudge.written(problem.answer(call)));
            }
        });
    }

    @Test
    void everyKnownOrDrawnCallIsValidAndNoArgumentsOfOtherTypesAre() {
        every((softly, id, problem) -> {
            softly.assertThat(drawn(id).refused()).as(id).isEmpty();
            softly.assertThat(drawn(id).allowed()).as(id).isEmpty();
        });
    }

    private interface Rule {
        void check(SoftAssertions softly, String id, Problem problem);
    }

    private static void every(Rule rule) {
        assertThat(PROBLEMS).isNotEmpty();
        SoftAssertions.assertSoftly(softly -> PROBLEMS.forEach((id, problem) -> rule.check(softly, id, problem)));
    }

    private static List<String> differences(String id, Problem problem, List<Call> calls) {
        List<String> differences = new ArrayList<>();
        List<String> results = returned.getOrDefault(id, List.of());
        for (int at = 0; at < calls.size() && differences.size() < DIFFERENCES_SHOWN; at++) {
            String wanted = CppJudge.written(problem.answer(calls.get(at)));
            String result = at < results.size() ? results.get(at) : "nothing";
            if (!wanted.equals(result)) {
                differences.add(calls.get(at).of("f") + " is " + wanted + "but gave " + result);
            }
        }
        return differences;
    }

    private static DrawJudge.Result drawn(String id) {
        return drawn.getOrDefault(id, new DrawJudge.Result("not judged", List.of(), List.of(), List.of(), List.of()));
    }

    private static List<Call> all(String id) {
        Problem problem = PROBLEMS.get(id);
        return Stream.concat(known(problem).stream(), drawn(id).drawn().stream())
                .toList();
    }

    private static List<Call> known(Problem problem) {
        return Stream.of(checked(problem), problem.examples(), List.of(problem.trivial()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Call> checked(Problem problem) {
        return problem.checks().stream()
                .flatMap(check -> check.calls().stream())
                .toList();
    }

    private static void problems() {
        for (Family family : Families.bank().families()) {
            if (!family.name().matches(FAMILIES)) {
                continue;
            }
            Draw draw = Draw.of("families", family.name());
            List<Problem> problems = new ArrayList<>();
            problems.add(family.problem(0));
            problems.add(family.problem(family.size() - 1));
            for (int more = 2; more < PROBLEMS_PER_FAMILY; more++) {
                problems.add(family.problem(draw.below((int) family.size())));
            }
            for (Problem problem : problems) {
                PROBLEMS.put(family.name() + problem.values().byName(), problem);
            }
        }
    }
}
