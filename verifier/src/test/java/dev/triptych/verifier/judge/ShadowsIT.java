package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.sandbox.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names a suite takes from a solution: none by which it decides whether an answer holds. */
class ShadowsIT {
    private static final String RIGHT = "import math\n\n\ndef f(a, b):\n    return a + b\n";
    /** Wrong, with everything by which a suite might find that out. */
    private static final String SHADOWING = """
            def f(a, b):
                return 0


            class math:
                isclose = staticmethod(lambda *given, **named: True)
                floor = staticmethod(lambda given: 3)


            class json:
                dumps = staticmethod(lambda given: "3")


            def abs(given):
                return 0


            def all(given):
                return True


            def any(given):
                return True


            def sorted(given, **named):
                return [3]


            def len(given):
                return 1


            def round(given, *digits):
                return 3


            def isinstance(given, kind):
                return True


            def helper(given):
                return 3


            def range(*given):
                return []


            LIMIT = 9
            """;

    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox = RealSandbox.open(Map.of("triptych.verifier.concurrency", "1"));
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assert abs(f(1, 2) - 3) < 1",
                "assert not abs(f(1, 2) - 3)",
                "assert all(f(a, a) == 2 * a for a in [1, 2])",
                "assert any([f(1, 2) == 3])",
                "assert sorted([f(1, 2)]) == [3]",
                "assert len([f(1, 2)]) == 1 and [f(1, 2)][0:1] == [3]",
                "assert round(f(1, 2)) == 3",
                "assert isinstance(f(1, 2), int) and f(1, 2) == 3",
                "assert math.isclose(f(1, 2), 3)",
                "assert f(1, 2) >= LIMIT",
                "assert json.dumps(f(1, 2)) == '3'",
                "for a in range(1, 3):\n    assert f(a, a) == 2 * a\nassert a",
                "assert helper(f(1, 2)) == 3",
            })
    void decidesByItsOwnNames(String line) {
        String own = "import json\nimport math\n%s\n\ndef helper(given):\n    return given\n\n\nLIMIT = 3\n\n\n%s\n";
        String star = own.formatted("from solution import *\n", "def test_f():\n    " + line.replace("\n", "\n    "));
        assertThat(judge(SuiteStyle.PYTEST, RIGHT, star, "f").verdict()).isEqualTo(Verdict.AC);
        assertThat(judge(SuiteStyle.PYTEST, SHADOWING, star, "f").verdict()).isEqualTo(Verdict.WA);
        String injected = own.formatted("", line);
        assertThat(judge(SuiteStyle.FUNCTION, RIGHT, injected, "f").verdict()).isEqualTo(Verdict.AC);
        assertThat(judge(SuiteStyle.FUNCTION, SHADOWING, injected, "f").verdict())
                .isEqualTo(Verdict.WA);
    }

    /** Also where one process holds both. */
    @Test
    void takesNoMoreInOneProcess() {
        String suite = "import math\nfrom solution import *\n\n\ndef test_f(tmp_path):\n"
                + "    assert math.isclose(f(1, 2), 3) and all([f(1, 2) == 3])\n";
        assertThat(judge(SuiteStyle.PYTEST, RIGHT, suite, "f").verdict()).isEqualTo(Verdict.AC);
        Judgement judged = judge(SuiteStyle.PYTEST, SHADOWING, suite, "f");
        assertThat(judged.assurance()).isEqualTo(Assurance.IN_PROCESS);
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
    }

    @Test
    void meansTheInterpretersModuleWhereTheSuiteLeavesItsImportToTheSolution() {
        String suite = "assert math.floor(f(1, 2)) == 3\n";
        assertThat(judge(SuiteStyle.FUNCTION, RIGHT, suite, "f").verdict()).isEqualTo(Verdict.AC);
        assertThat(judge(SuiteStyle.FUNCTION, SHADOWING, suite, "f").verdict()).isEqualTo(Verdict.WA);
        String star = "from solution import *\n\n\ndef test_f():\n    assert math.floor(f(1, 2)) == 3\n";
        assertThat(judge(SuiteStyle.PYTEST, RIGHT, star, "f").verdict()).isEqualTo(Verdict.AC);
        assertThat(judge(SuiteStyle.PYTEST, SHADOWING, star, "f").verdict()).isEqualTo(Verdict.WA);
    }

    @Test
    void takesABuiltinsNameWhereItIsWhatTheSuiteJudges() {
        String digits = "def sum(low, high):\n    return 6\n";
        String line = "assert sum(10, 15) == 6\n";
        String star = "from solution import *\n\n\ndef test_sum():\n    " + line;
        for (String entryPoint : List.of("", "sum")) {
            assertThat(judge(SuiteStyle.FUNCTION, digits, line, entryPoint).verdict())
                    .isEqualTo(Verdict.AC);
            assertThat(judge(SuiteStyle.PYTEST, digits, star, entryPoint).verdict())
                    .isEqualTo(Verdict.AC);
        }
        String named = "from solution import sum, twice\n\n\ndef test_sum():\n    assert sum(10, 15) + twice(1) == 8\n";
        String both = digits + "\n\ndef twice(a):\n    return 2 * a\n";
        assertThat(judge(SuiteStyle.PYTEST, both, named, "").verdict()).isEqualTo(Verdict.AC);
        String unnamed = named.replace("import sum, twice", "import *");
        assertThat(judge(SuiteStyle.PYTEST, both, unnamed, "sum").verdict()).isEqualTo(Verdict.AC);
        assertThat(judge(SuiteStyle.PYTEST, both, unnamed, "twice").verdict()).isNotEqualTo(Verdict.AC);
    }

    /** What the interpreter has answers for no program that lacks it. */
    @Test
    void acceptsNoProgramWithoutTheFunctionThatIsJudged() {
        String line = "assert sum([1, 2]) == 3\n";
        assertThat(judge(SuiteStyle.FUNCTION, RIGHT, line, "").verdict()).isNotEqualTo(Verdict.AC);
        assertThat(judge(SuiteStyle.FUNCTION, RIGHT, line, "sum").verdict()).isNotEqualTo(Verdict.AC);
    }

    @Test
    void refusesASuiteThatDoesNotSayWhichNameIsTheSolutions() {
        Judgement judged = judge(SuiteStyle.FUNCTION, SHADOWING, "assert len(sorted([1, 2])) == 1\n", "");
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.reason())
                .isEqualTo("refused: which name is the solution's cannot be told from the text: len, sorted");
    }

    /** A distance is measured outside, whatever the suite imports by that name. */
    @Test
    void measuresDistancesByNoNameOfTheSolution() {
        String suite = "from solution import abs, f\nassert abs(f(1, 2) - 3) < 1e-9\n";
        Judgement judged = judge(SuiteStyle.FUNCTION, SHADOWING, suite, "f");
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.assurance()).isEqualTo(Assurance.OUTSIDE);
    }

    private static Judgement judge(SuiteStyle style, String solution, String suite, String entryPoint) {
        Submission submission = new Submission(
                style,
                solution,
                suite,
                List.of(),
                Optional.of(entryPoint).filter(name -> !name.isEmpty()),
                RealSandbox.LIMITS,
                Assurance.IN_PROCESS,
                false,
                false);
        return new Judge(sandbox).judge(submission, () -> false);
    }
}
