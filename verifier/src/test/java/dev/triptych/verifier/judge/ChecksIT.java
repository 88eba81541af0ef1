package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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

/** Every check that a suite has runs, whatever way it is written in; each suite here has one that a wrong program fails. */
class ChecksIT {
    private static final String RIGHT = "def f(a, b):\n    return a + b\n";
    /** Holds where a suite asks for 1 + 2 only. */
    private static final String WRONG = "def f(a, b):\n    return 3\n";

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
                "for a in range(9):\n    assert f(a, a) == 2 * a",
                "try:\n    assert f(2, 2) == 4\nexcept ValueError:\n    pass",
                "def check(g):\n    assert g(2, 2) == 4\n\n\ncheck(f)",
                "if f(2, 2) != 4:\n    raise ValueError('wrong')",
                "total = f(2, 2)\nfor _ in [0]:\n    assert total == 4\nprint(total)"
            })
    void runsWhatStandsBehindTheLastAssertOfAModule(String rest) {
        String suite = "from solution import f\n\nassert f(1, 2) == 3\nassert 3 == f(2, 1)\n" + rest + "\n";
        assertThat(function(RIGHT, suite).verdict()).isEqualTo(Verdict.AC);
        Judgement wrong = function(WRONG, suite);
        assertThat(wrong.verdict()).as(wrong.reason()).isEqualTo(Verdict.WA);
        assertThat(wrong.assurance()).isEqualTo(Assurance.SPLIT);
        assertThat(wrong.checks())
                .extracting(CheckResult::id, CheckResult::passed)
                .containsExactly(tuple("assert_1", true), tuple("assert_2", false));
    }

    @Test
    void failsTheCheckBeforeWhichAStatementFailsAndGoesOnBehindIt() {
        Judgement judged = function(
                WRONG,
                "assert f(1, 2) == 3\nfor a in range(9):\n    assert f(a, a) == 2 * a\n"
                        + "assert f(2, 1) == 3\nx = 3\nassert f(0, 3) == x\n");
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.checks())
                .extracting(CheckResult::status)
                .containsExactly(CheckResult.Status.PASSED, CheckResult.Status.FAILED, CheckResult.Status.PASSED);
    }

    private static Judgement function(String solution, String suite) {
        return judge(SuiteStyle.FUNCTION, solution, suite, Assurance.SPLIT, Optional.empty());
    }

    private static Judgement judge(
            SuiteStyle style, String solution, String suite, Assurance least, Optional<String> entryPoint) {
        Submission submission =
                new Submission(style, solution, suite, List.of(), entryPoint, RealSandbox.LIMITS, least, false, false);
        return new Judge(sandbox).judge(submission, () -> false);
    }
}
