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

    /** Each has a check that only a program that adds passes; that it is there cannot be seen in a list of functions. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "class Contract:\n    def test_more(self):\n        assert f(2, 2) == 4\n\n\n"
                        + "class TestF(Contract):\n    def test_f(self):\n        assert f(1, 2) == 3",
                "import unittest\n\n\nclass Contract:\n    def test_more(self):\n        self.assertEqual(f(2, 2), 4)\n\n\n"
                        + "class Adds(Contract, unittest.TestCase):\n    pass",
                "from unittest import TestCase as Case\n\n\nclass Adds(Case):\n    def test_more(self):\n        assert f(2, 2) == 4",
                "import sys\n\nif sys.version_info > (3,):\n    def test_more():\n        assert f(2, 2) == 4",
                "try:\n    import math\n\n    def test_more():\n        assert f(2, 2) == 4\nexcept ImportError:\n    pass",
                "import contextlib\n\nwith contextlib.nullcontext():\n    def test_more():\n        assert f(2, 2) == 4",
                "for _ in range(1):\n    def test_more():\n        assert f(2, 2) == 4",
                "class TestF:\n    if True:\n        def test_more(self):\n            assert f(2, 2) == 4",
                "class TestF:\n    pass\n\n\nsetattr(TestF, 'test_more', lambda self: check())\n\n\n"
                        + "def check():\n    assert f(2, 2) == 4",
                "def made(self):\n    assert f(2, 2) == 4\n\n\nTestF = type('TestF', (), {'test_more': made})",
                "def make(n):\n    def check():\n        assert f(n, n) == 2 * n\n\n    return check\n\n\ntest_more = make(2)",
                "def check():\n    assert f(2, 2) == 4\n\n\ntest_more = lambda: check()",
                "exec('def test_more():\\n    assert f(2, 2) == 4')"
            })
    void runsChecksThatTheListOfFunctionsDoesNotShow(String more) {
        String suite = "from solution import f\n\n\ndef test_one():\n    assert f(1, 2) == 3\n\n\n" + more + "\n";
        Judgement right = pytest(RIGHT, suite);
        assertThat(right.verdict()).as(right.reason()).isEqualTo(Verdict.AC);
        assertThat(right.assurance()).isEqualTo(Assurance.SPLIT);
        assertThat(right.checks()).hasSizeGreaterThan(1);
        Judgement wrong = pytest(WRONG, suite);
        assertThat(wrong.verdict()).as(wrong.reason()).isEqualTo(Verdict.WA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def test_more():\n    for n in (1, 2):\n        yield n\n        assert f(n, n) == 2 * n",
                "import unittest\n\n\nclass Adds(unittest.TestCase):\n    def test_more(self):\n        yield 1\n        assert f(2, 2) == 4",
                "def test_more():\n    return later()\n\n\ndef later():\n    yield 1\n    assert f(2, 2) == 4",
                "class TestF:\n    if True:\n        def test_more(self):\n            yield 1\n            assert f(2, 2) == 4"
            })
    void passesNoCheckWhoseBodyDoesNotRun(String more) {
        String suite = "from solution import f\n\n\ndef test_one():\n    assert f(1, 2) == 3\n\n\n" + more + "\n";
        assertThat(pytest(WRONG, suite).verdict()).isNotEqualTo(Verdict.AC);
    }

    /** A check of the text that the solution can keep the suite from having is expected all the same. */
    @Test
    void expectsWhatTheSolutionMayPrevent() {
        String suite = "import solution\n\n\ndef test_one():\n    assert solution.f(1, 2) == 3\n\n\n"
                + "if solution.READY:\n    def test_more():\n        assert solution.f(2, 2) == 4\n";
        assertThat(pytest(RIGHT + "READY = True\n", suite).verdict()).isEqualTo(Verdict.AC);
        Judgement judged = pytest(WRONG + "READY = False\n", suite);
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.checks()).extracting(CheckResult::id).containsExactly("test_one", "test_more");
    }

    @Test
    void letsTheSolutionAddNoCheck() {
        String suite = "from solution import *\n\n\ndef test_one():\n    assert f(1, 2) == 3\n";
        Judgement judged = pytest(RIGHT + "\n\ndef test_two():\n    pass\n", suite);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        assertThat(judged.checks()).extracting(CheckResult::id).containsExactly("test_one");
    }

    @Test
    void addsWhatTheTextShowsInOneProcessAndRefusesWhatItDoesNot() {
        String patching = "from solution import f\n\n\ndef test_one(monkeypatch):\n    assert f(1, 2) == 3\n\n\n";
        String inherited = patching + "class Contract:\n    def test_more(self):\n        assert f(2, 2) == 4\n\n\n"
                + "class TestF(Contract):\n    pass\n\n\nif True:\n    def test_also():\n        assert f(1, 2) == 3\n";
        Judgement judged = inProcess(WRONG, inherited);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.WA);
        assertThat(judged.checks())
                .extracting(CheckResult::id)
                .containsExactlyInAnyOrder("test_one", "TestF::test_more", "test_also");
        assertThat(inProcess(RIGHT, inherited).verdict()).isEqualTo(Verdict.AC);
        Judgement unclear = inProcess(
                RIGHT, patching + "class TestF:\n    pass\n\n\nsetattr(TestF, 'test_more', lambda self: None)\n");
        assertThat(unclear.verdict()).isEqualTo(Verdict.WA);
        assertThat(unclear.reason())
                .startsWith("refused: the checks of the suite cannot be told from the text: it calls setattr");
    }

    @Test
    void refusesMoreChecksThanItsBound() {
        String suite =
                "from solution import f\n\n\ndef test_one():\n    assert f(1, 2) == 3\n\n\nclass TestF:\n    pass\n\n\n"
                        + "for n in range(1001):\n    setattr(TestF, f'test_{n}', lambda self: None)\n";
        Judgement judged = pytest(RIGHT, suite);
        assertThat(judged.verdict()).isEqualTo(Verdict.RE);
        assertThat(judged.reason())
                .isEqualTo("the suite makes more than 1000 checks that cannot be told from the text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@kept\ndef test_more():\n    assert f(2, 2) == 4",
                "@kept\nclass TestF:\n    def test_more(self):\n        assert f(2, 2) == 4",
                "class TestF:\n    @solution.kept\n    def test_more(self):\n        assert f(2, 2) == 4",
                "def own(check):\n    return kept(check)\n\n\n@own\ndef test_more():\n    assert f(2, 2) == 4",
                "own = kept\n\n\n@own\ndef test_more():\n    assert f(2, 2) == 4",
                "def check():\n    assert f(2, 2) == 4\n\n\ntest_more = kept(check)",
                "@kept\ndef check(n):\n    assert f(n, n) == 2 * n\n\n\ndef test_more():\n    check(2)",
                "def check(self):\n    assert f(2, 2) == 4\n\n\nclass TestF:\n    pass\n\n\n"
                        + "for name in ['test_more']:\n    setattr(TestF, name, kept(check))"
            })
    void leavesNoCheckToADecoratorOfTheSolution(String more) {
        String suite =
                "import solution\nfrom solution import f, kept\n\n\ndef test_one():\n    assert f(1, 2) == 3\n\n\n"
                        + more + "\n";
        String solution = WRONG + "\n\ndef kept(check):\n    return lambda *given: None\n";
        Judgement judged = pytest(solution, suite);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.WA);
    }

    @Test
    void judgesWhatTheSuiteDecoratesItself() {
        String suite = "import functools\nfrom solution import *\n\n\ndef own(check):\n    @functools.wraps(check)\n"
                + "    def run(*given):\n        return check(*given)\n\n    return run\n\n\n"
                + "@own\ndef test_f():\n    assert f(2, 2) == 4\n";
        Judgement judged = pytest(RIGHT, suite);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        assertThat(judged.assurance()).isEqualTo(Assurance.SPLIT);
        assertThat(pytest(WRONG, suite).verdict()).isEqualTo(Verdict.WA);
    }

    @Test
    void judgesHelpersThatTheSolutionDecoratesAsBefore() {
        String suite =
                "from solution import f, kept\n\n\ndef test_one():\n    @kept\n    def twice(n):\n        return f(n, n)\n\n"
                        + "    assert twice(2) == 4\n";
        Judgement judged = pytest(RIGHT + "\n\ndef kept(check):\n    return lambda *given: check(*given)\n", suite);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        assertThat(judged.assurance()).isEqualTo(Assurance.SPLIT);
    }

    private static Judgement pytest(String solution, String suite) {
        return judge(SuiteStyle.PYTEST, solution, suite, Assurance.SPLIT, Optional.empty());
    }

    private static Judgement inProcess(String solution, String suite) {
        return judge(SuiteStyle.PYTEST, solution, suite, Assurance.IN_PROCESS, Optional.empty());
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
