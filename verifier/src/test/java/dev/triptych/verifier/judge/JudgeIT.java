package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.sandbox.CancelledException;
import dev.triptych.verifier.sandbox.OverloadedException;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.SandboxException;
import dev.triptych.verifier.sandbox.SelfTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeIT {
    private static final String ADD = "def f(a, b):\n    return a + b\n";
    private static final String SUITE = "from solution import f\n\n\ndef test_f():\n    assert f(1, 2) == 3\n";
    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox = RealSandbox.open(
                Map.of("triptych.verifier.queue-wait", "PT0.5S", "triptych.verifier.concurrency", "1"));
    }

    @AfterAll
    static void leavesNothingBehind() {
        sandbox.close();
        assertThat(ProcessHandle.current().descendants()).isEmpty();
        assertThat(OwnGroups.left()).isEmpty();
    }

    @Test
    void findsItsIsolationWhole() {
        assertThat(new SelfTest(sandbox).failure()).isEmpty();
    }

    @Test
    void findsItsIsolationWholeWithoutControlGroups() {
        try (Sandbox plain = RealSandbox.open(Map.of("triptych.verifier.cgroups", "off"))) {
            assertThat(new SelfTest(plain).failure()).isEmpty();
            Judgement judged = new Judge(plain)
                    .judge(
                            RealSandbox.pytest(
                                    "def f(a, b):\n    return len(bytearray(10 ** 9))\n", SUITE, RealSandbox.LIMITS),
                            () -> false);
            assertThat(judged.verdict()).isEqualTo(Verdict.MLE);
        }
    }

    @Test
    void namesTheToolThatIsMissing() {
        assertThatThrownBy(() -> RealSandbox.open(Map.of("triptych.verifier.python", "no-such-tool")))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("triptych.verifier.python");
    }

    @Test
    void acceptsARightSolutionAndSaysHowItWasJudged() {
        Judgement judged = judge(ADD, SUITE);
        assertThat(judged.verdict()).isEqualTo(Verdict.AC);
        assertThat(judged.assurance()).isEqualTo(Assurance.SPLIT);
        assertThat(judged.checks()).containsExactly(new CheckResult("test_f", CheckResult.Status.PASSED, ""));
        assertThat(judged.usage().cpu()).isPositive();
    }

    @Test
    void tellsWhatTheCompilerWarnsOf() {
        Judgement judged = judge("def f(a, b):\n    return a + b if a is not 5 else 0\n", SUITE);
        assertThat(judged.verdict()).isEqualTo(Verdict.AC);
        assertThat(judged.output().stderr()).contains("SyntaxWarning");
    }

    @Test
    void carriesMutationsIdentityExceptionsAndPrintedText() {
        String solution = """
                def f(items, table=None):
                    print("seen", len(items))
                    items.append([items[0]])
                    items[0][0] = "changed"
                    if table is not None:
                        table["k"] = items
                    return items


                def g(text):
                    return int(text)
                """;
        String suite = """
                import pytest
                from solution import f, g


                def test_mutation():
                    inner = [1]
                    items = [inner, inner]
                    table = {}
                    assert f(items, table=table) is items
                    assert inner == ["changed"]
                    assert items[2][0] is inner
                    assert table["k"] is items


                def test_exception():
                    with pytest.raises(ValueError, match="invalid literal"):
                        g("x")


                def test_printed(capsys):
                    f([[0]])
                    assert capsys.readouterr().out == "seen 1\\n"


                @pytest.mark.parametrize("value", [0, -1, 10 ** 400, 1.5, float("inf"), "\\ud800", b"\\0", (1, [2]), {1: {2}},
                                                   frozenset([1]), 1j, None, True])
                def test_round_trip(value):
                    items = [[value]]
                    assert f([items[0]])[1] == [["changed"]]
                    assert type(f([[0], value])[1]) is type(value)


                class TestClass:
                    @pytest.fixture
                    def seven(self):
                        return 7

                    def test_fixture(self, seven):
                        assert g("7") == pytest.approx(seven)
                """;
        Judgement judged = judge(solution, suite);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        assertThat(judged.checks())
                .extracting(CheckResult::id)
                .containsExactly(
                        "test_mutation",
                        "test_exception",
                        "test_printed",
                        "test_round_trip",
                        "TestClass::test_fixture");
    }

    @Test
    void hasThePluginsOfPytestThatASuiteUses() {
        String suite = """
                import logging
                import threading
                import warnings
                import pytest
                from solution import f

                def warned():
                    warnings.warn("old", DeprecationWarning)
                    return f(1, 2)

                def test_records_logs(caplog):
                    with caplog.at_level(logging.INFO):
                        logging.getLogger("suite").info("sum %d", f(1, 2))
                    assert caplog.messages == ["sum 3"]

                def test_records_warnings(recwarn):
                    assert warned() == 3 and "old" in str(recwarn.pop(DeprecationWarning).message)

                def test_expects_a_warning():
                    with pytest.warns(DeprecationWarning, match="old"):
                        assert warned() == 3

                @pytest.mark.filterwarnings("error")
                def test_makes_a_warning_an_error():
                    with pytest.raises(DeprecationWarning):
                        warned()

                @pytest.mark.filterwarnings("error")
                def test_warns():
                    assert warned() == 3

                def test_threads():
                    thread = threading.Thread(target=lambda: 1 / 0)
                    thread.start()
                    thread.join()
                    assert f(1, 2) == 3

                def test_fails():
                    assert f(2, 2) == 5
                """;
        // Some of these fixtures need the solution's process.
        Judgement judged = judgeInProcess(ADD, suite);
        assertThat(judged.checks())
                .extracting(CheckResult::id, CheckResult::status)
                .containsExactly(
                        tuple("test_records_logs", CheckResult.Status.PASSED),
                        tuple("test_records_warnings", CheckResult.Status.PASSED),
                        tuple("test_expects_a_warning", CheckResult.Status.PASSED),
                        tuple("test_makes_a_warning_an_error", CheckResult.Status.PASSED),
                        tuple("test_warns", CheckResult.Status.FAILED),
                        tuple("test_threads", CheckResult.Status.PASSED),
                        tuple("test_fails", CheckResult.Status.FAILED));
        assertThat(judged.checks().getLast().message())
                .contains("assert f(2, 2) == 5")
                .contains("test_suite.py:");
    }

    @Test
    void failsTheWrongCheckOnly() {
        Judgement judged = judge(
                ADD,
                SUITE
                        + "\n\ndef test_wrong():\n    assert f(1, 1) == 3\n\n\ndef test_last():\n    assert f(0, 0) == 0\n");
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.checks())
                .extracting(CheckResult::status)
                .containsExactly(CheckResult.Status.PASSED, CheckResult.Status.FAILED, CheckResult.Status.PASSED);
        assertThat(judged.passed()).isEqualTo(2);
    }

    @Test
    void callsSyntaxErrorsCompileErrors() {
        assertThat(judge("def f(:", SUITE).verdict()).isEqualTo(Verdict.CE);
        assertThat(judge("return 5", SUITE).verdict()).isEqualTo(Verdict.CE);
        assertThat(judge("x = '\0'", SUITE).verdict()).isEqualTo(Verdict.CE);
    }

    @Test
    void judgesASolutionHoweverDeepItsPartsStandInsideEachOther() {
        String branches = "\nelif kind == 1:\n    name = 'one'".repeat(1_200);
        String solution = ADD + "kind = 0\nif kind == 0:\n    name = 'none'" + branches + "\n";
        assertThat(judge(solution, SUITE).verdict()).isEqualTo(Verdict.AC);
        assertThat(judgeFunction(solution, "assert f(1, 2) == 3\n").verdict()).isEqualTo(Verdict.AC);
        assertThat(judgeWithGates(ADD + "late = " + "lambda: ".repeat(1_200) + "0\n", SUITE)
                        .verdict())
                .isEqualTo(Verdict.AC);
    }

    @Test
    void takesADeepSuiteAndSaysWhatIsTooDeep() {
        String branch = "    elif f(1, 2) == 4:\n        pass\n";
        String suite = SUITE + "    if f(1, 2) == 5:\n        pass\n";
        Judgement deep = judge(ADD, suite + branch.repeat(1_200));
        assertThat(deep.verdict()).as(deep.reason()).isEqualTo(Verdict.AC);
        assertThat(judge(ADD, suite + branch.repeat(2_200)).reason()).isEqualTo("tests: nested deeper than 2000");
    }

    @Test
    void refusesBeforeRunningWhatTheSplitCannotCarry() {
        String patching = "import solution\n\n\ndef test_f(monkeypatch):\n    assert solution.f(1, 2) == 3\n";
        Judgement judged = judge(ADD, patching);
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.reason()).isEqualTo("refused: the suite uses the fixture monkeypatch");
        assertThat(judged.usage().cpu()).isZero();
        String awaiting = "from solution import f\n\n\nasync def test_f():\n    assert await f(1, 2) == 3\n";
        assertThat(judge("async def f(a, b):\n    return a + b\n", awaiting).reason())
                .isEqualTo("refused: the suite awaits something");
    }

    @Test
    void letsNoSolutionChooseAWeakerLevel() {
        String starred = "from solution import *\n\n\nclass Own(Exception):\n    pass\n\n\n"
                + "class Box:\n    pass\n\n\ndef test_f():\n    box = Box()\n    box.a = 1\n    assert f(box.a, 2) == 3\n";
        String plain = "def f(a, b):\n    return a + b\n";
        for (String more : List.of(
                "    async def inner():\n        pass\n",
                "Exception = ValueError\n",
                "box = None\n",
                "Own = Box = int\n")) {
            String solution = more.startsWith(" ") ? "def f(a, b):\n" + more + "    return a + b\n" : more + plain;
            assertThat(judge(solution, starred).assurance()).as(more).isEqualTo(Assurance.SPLIT);
        }
        String importing = "from unittest import TestCase\nfrom solution import *\n\n\nclass TestF(TestCase):\n"
                + "    def test_f(self):\n        try:\n            f('x', 1)\n        except Exception as e:\n"
                + "            e.seen = 1\n        self.assertEqual(f(1, 2), 3)\n";
        for (String more : List.of("", "class TestCase:\n    pass\n", "from unittest import TestCase\n", "e = 1\n")) {
            Judgement judged = judge(more + plain, importing);
            assertThat(judged.assurance()).as(more + judged.reason()).isEqualTo(Assurance.SPLIT);
        }
    }

    @Test
    void refusesWhatOnlyWorksOnObjectsThemselves() {
        String solution =
                "class Bag:\n    def __init__(self):\n        self.items = []\n\n\ndef f(node):\n    return node.left\n";
        String imports = "import dataclasses, unittest\nfrom io import StringIO\nfrom unittest.mock import Mock\n"
                + "from solution import Bag, f\n\n\nclass Node:\n    left = 1\n\n\ndef build():\n    return Node()\n\n\n"
                + "def test_f():\n    bag = Bag()\n    ";
        assertThat(judge(solution, imports + "root = build(); assert f(root) == 1")
                        .reason())
                .isEqualTo("refused: the suite gives the solution an object of its own, root");
        assertThat(judge(solution, imports + "assert f([StringIO('a')])").reason())
                .contains("an object of its own, [StringIO('a')]");
        assertThat(judge(solution, imports + "m = Mock(); m.left = 1; assert f(m) == 1")
                        .reason())
                .contains("an object of its own, m");
        String boom = "class Boom(Exception): pass\n";
        assertThat(judge(solution, boom + imports + "assert f((Boom,))").reason())
                .contains("an object of its own, (Boom,)");
        assertThat(judge(solution, "from solution import f\n@f\nclass Held: pass\ndef test_held():\n    assert Held\n")
                        .reason())
                .contains("an object of its own, Held, by a decorator");
        assertThat(judge(
                                solution,
                                "from solution import f\nclass Held:\n    part = f(1)\ndef test_held():\n    assert Held.part\n")
                        .reason())
                .contains("an object of its own, Held, by an attribute");
        assertThat(judge(solution, "import pytest\n" + boom + imports + "with pytest.raises(Boom): raise Boom")
                        .reason())
                .doesNotContain("of its own");
        assertThat(judge(solution, imports + "bag.items.append(1); assert bag.items == [1]")
                        .reason())
                .contains("may be a part of the solution's object: bag.items.append");
        assertThat(judge(solution, imports + "bag.items[0] = 1").reason()).contains("bag.items[0]");
        assertThat(judge(solution, imports + "assert dataclasses.asdict(bag)").reason())
                .contains("dataclasses.asdict");
        assertThat(judge(
                                "KNOWN = {}\n\n\ndef f(a):\n    KNOWN[a] = 1\n",
                                "from solution import KNOWN, f\n\n\ndef test_f():\n    KNOWN.clear()\n    f(1)\n    assert 1 in KNOWN\n")
                        .reason())
                .contains("the suite changes KNOWN of the solution");
        // What is only looked at here, or only called there, can cross.
        String carried = imports + "own = []; own.append(Node().left); bag.items = own; assert bag.items == [1]";
        assertThat(judge(solution, carried).verdict()).isEqualTo(Verdict.AC);
    }

    @Test
    void carriesObjectsOfTheSolutionByHandle() throws IOException {
        assertThat(accepted("carry", Assurance.SELF_ATTESTED).checks()).hasSize(24);
    }

    @Test
    void believesContainersBlocksAndArgumentsThatAreWhatTheySay() throws IOException {
        assertThat(accepted("containers", Assurance.SELF_ATTESTED).checks()).hasSize(16);
    }

    @Test
    void believesObjectsThatAreEqualToWhatTheyShould() throws IOException {
        Judgement judged = accepted("equality", Assurance.SELF_ATTESTED);
        assertThat(judged.checks()).hasSize(36);
        assertThat(judged.assurance()).isEqualTo(Assurance.SELF_ATTESTED);
        assertThat(judged.suspicion()).anyMatch(why -> why.startsWith("self-attested: "));
    }

    /** What a class has by names that the suite's text has was read before anything was asked. */
    @Test
    void asksNoWordOfASolutionForItsConstants() throws IOException {
        Judgement judged = accepted("constants", Assurance.SPLIT);
        assertThat(judged.assurance()).as(judged.suspicion().toString()).isEqualTo(Assurance.SPLIT);
        assertThat(judged.suspicion()).isEmpty();
    }

    @Test
    void readsNoPropertyBeforeTheSuiteDoes() {
        String solution = """
                class Numbers:
                    last = 0

                    @property
                    def another(self):
                        self.last += 1
                        return self.last


                numbers = Numbers()
                """;
        String suite = """
                from solution import numbers


                def test_numbers():
                    first = numbers.another
                    assert first == 1
                """;
        Judgement judged =
                new Judge(sandbox).judge(RealSandbox.pytest(solution, suite, RealSandbox.LIMITS), () -> false);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        assertThat(judged.assurance()).isEqualTo(Assurance.SPLIT);
    }

    @Test
    void failsTheCheckThatRestsOnTheWordOfTheSolutionWhereSplitIsAsked() {
        String solution = """
                class Point:
                    def __init__(self, x):
                        self.x = x

                    def __eq__(self, other):
                        return self.x == other.x
                """;
        String suite = """
                from solution import Point

                def test_value():
                    assert Point(3).x == 3

                def test_objects():
                    assert Point(3) == Point(3)
                """;
        Judgement judged = new Judge(sandbox)
                .judge(RealSandbox.pytest(solution, suite, RealSandbox.LIMITS, Assurance.SPLIT), () -> false);
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.checks())
                .extracting(CheckResult::status)
                .containsExactly(CheckResult.Status.PASSED, CheckResult.Status.NOT_ENCODABLE);
        assertThat(judged.reason()).contains("test_objects", "refused: ", "class Point, says what it is equal to");
    }

    /** A right program of the resources with its suite, whose verdict must say so. */
    private static Judgement accepted(String name, Assurance least) throws IOException {
        Path folder = Path.of("src/test/resources", name);
        Judgement judged = new Judge(sandbox)
                .judge(
                        RealSandbox.pytest(
                                Files.readString(folder.resolve("solution.py")),
                                Files.readString(folder.resolve("tests.py")),
                                RealSandbox.LIMITS,
                                least),
                        () -> false);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        return judged;
    }

    /** Ours are the questions that it never answers, not the suite's. */
    @Test
    void believesAProgramWhoseObjectsTakeForEverToBeMadeOfOtherValues() {
        String solution = """
                class Common:
                    def __init__(self, one, other):
                        while one != other:
                            one, other = (one - other, other) if one > other else (one, other - one)
                        self.common = one

                    def halved(self):
                        return Common(self.common // 2, self.common // 2)

                    def __eq__(self, other):
                        return self.common == other.common
                """;
        String tests = """
                from solution import Common

                def test_halved():
                    assert Common(-4, -4).halved() == Common(-2, -2)
                """;
        Judgement judged = judge(solution, tests);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        assertThat(judged.assurance()).isEqualTo(Assurance.SELF_ATTESTED);
    }

    @Test
    void saysInWhichCheckAnObjectIsEqualByTheOrderOfItsQuestions() {
        String solution = """
                class Vec:
                    last = None

                    def __init__(self, x):
                        Vec.last = self

                    def __add__(self, other):
                        return object.__new__(Vec)

                    def __eq__(self, other):
                        return other is Vec.last
                """;
        String suite = """
                from solution import Vec


                def test_made():
                    assert Vec(1)


                def test_add():
                    assert Vec(1) + Vec(2) == Vec(3)
                """;
        Judgement judged = judge(solution, suite);
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.checks())
                .extracting(CheckResult::id, CheckResult::status)
                .containsExactly(
                        tuple("test_made", CheckResult.Status.PASSED),
                        tuple("test_add", CheckResult.Status.NOT_ENCODABLE));
        assertThat(judged.reason()).contains("test_add", "is equal to others than to those that it says");
    }

    @Test
    void letsNoObjectOfTheSolutionDecideWhatItIsComparedWith() {
        String sly =
                "class Sly:\n    def __eq__(self, other):\n        return True\n\n\ndef f(a, b):\n    return Sly()\n";
        Judgement judged = judge(sly, SUITE);
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.checks().getFirst().status()).isEqualTo(CheckResult.Status.NOT_ENCODABLE);
        assertThat(judged.reason()).contains("of class Sly, is compared with a value");
    }

    @Test
    void comparesValuesOfTheStandardLibraryOutside() {
        String solution = """
                from collections import Counter, deque, namedtuple
                from decimal import Decimal
                from fractions import Fraction


                def f(kind):
                    return {"counter": Counter("aab"), "decimal": Decimal("0.50"), "third": Fraction(1, 3),
                            "half": Fraction(1, 2), "deque": deque([1]), "point": namedtuple("P", "x y")(1, 2),
                            "bytes": bytearray(b"ab"), "range": range(3)}[kind]
                """;
        Judgement judged = judgeFunction(solution, """
                assert f("counter") == {"a": 2, "b": 1}
                assert f("decimal") == 0.5
                assert f("half") == 0.5
                assert f("third") != 0.3333333333333333
                assert abs(f("third") - 0.3333) < 0.001
                assert f("deque") != [1]
                assert f("point") == (1, 2)
                assert f("bytes") == b"ab"
                assert f("range") != [0, 1, 2]
                assert f("range")
                """);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        assertThat(judged.assurance()).isEqualTo(Assurance.OUTSIDE);
    }

    @Test
    void comparesLoweredAssertsOutside() {
        Judgement judged = judgeFunction(ADD, """
                from solution import f
                assert f(1, 2) == 3.0
                assert f([1], [2]) == [1, 2]
                assert f(a=0.1, b=0.2) != 0.3
                assert abs(f(0.1, 0.2) - 0.3) < 1e-9
                assert not f(0, 0)
                """);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        assertThat(judged.style()).isEqualTo(SuiteStyle.FUNCTION);
        assertThat(judged.assurance()).isEqualTo(Assurance.OUTSIDE);
        assertThat(judged.checks()).hasSize(5);
    }

    @Test
    void judgesInTheSplitWhatCannotBeLoweredAndSaysSo() {
        Judgement judged = judgeFunction(
                ADD, "total = sum([1, 2])\nassert f(1, 2) == total\ntotal = 9\nassert f(1, 2) != total\n");
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        assertThat(judged.style()).isEqualTo(SuiteStyle.PYTEST);
        assertThat(judged.assurance()).isEqualTo(Assurance.SPLIT);
    }

    @Test
    void isNotFooledByLookalikesInFunctionStyle() {
        String sly =
                "class Sly(int):\n    def __eq__(self, other):\n        return True\n\n\ndef f(a, b):\n    return Sly(3)\n";
        Judgement judged = judgeFunction(sly, "assert f(1, 2) == 3");
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.checks().getFirst().status()).isEqualTo(CheckResult.Status.NOT_ENCODABLE);
        assertThat(judgeFunction("def f(a, b):\n    return 1", "assert f(1, 2) is True")
                        .verdict())
                .isEqualTo(Verdict.WA);
        assertThat(judgeFunction("def f(a, b):\n    return [[]] * 3", "assert f(1, 2) == [[], [], []]")
                        .verdict())
                .isEqualTo(Verdict.AC);
    }

    @Test
    void comparesWhatAScriptPrints() {
        Submission submission = new Submission(
                SuiteStyle.STDIO,
                "import sys\nprint(sum(int(word) for line in sys.stdin for word in line.split()))\n",
                "",
                List.of(new Submission.Case("1 2\n3", "6\n"), new Submission.Case("", "1")),
                Optional.empty(),
                RealSandbox.LIMITS,
                Assurance.OUTSIDE,
                false,
                false);
        Judgement judged = new Judge(sandbox).judge(submission, () -> false);
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.checks())
                .extracting(CheckResult::status)
                .containsExactly(CheckResult.Status.PASSED, CheckResult.Status.FAILED);
    }

    @Test
    void aCaseFindsNothingOfWhatAnEarlierOneWasGiven() {
        String looking = """
                import ctypes
                import sys

                text = sys.stdin.read()
                ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # so that it may read its own memory
                found = 0
                needle = "-".join(("SECRET", "OF", "CASE", "ONE")).encode() + b"!"
                for line in open("/proc/self/maps"):
                    words = line.split()
                    start, end = (int(word, 16) for word in words[0].split("-"))
                    if "r" not in words[1] or "vvar" in line or "vsyscall" in line:
                        continue
                    try:
                        with open("/proc/self/mem", "rb", 0) as memory:
                            memory.seek(start)
                            found += memory.read(end - start).count(needle)
                    except (OSError, OverflowError, ValueError):
                        pass
                print("seen" if found > 5 else "none")
                """;
        Judgement judged = judged(script(
                looking,
                new Submission.Case("SECRET-OF-CASE-ONE!".repeat(2_000), "seen"),
                new Submission.Case("x", "none"),
                new Submission.Case("y", "none")));

        assertThat(judged.verdict()).as(judged.toString()).isEqualTo(Verdict.AC);
    }

    @Test
    void aCaseThatLeavesNoRoomForTheNextOneFailsByItsOwnAnswer() {
        String filling = """
                import array
                import os
                import socket

                os.remove("main.py")
                kept = os.open("/tmp/kept", os.O_RDWR | os.O_CREAT)
                for size in (1 << 20, 4096, 1):
                    try:
                        while True:
                            os.write(kept, bytes(size))
                    except OSError:
                        pass
                one, other = socket.socketpair()
                sent = array.array("i", (one.fileno(), other.fileno(), kept))
                one.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, sent)])
                print("wrong", flush=True)
                os._exit(0)
                """;
        assertThat(judged(script(filling, new Submission.Case("1", "right"), new Submission.Case("2", "right")))
                        .verdict())
                .isEqualTo(Verdict.WA);
    }

    private Judgement judged(Submission submission) {
        return new Judge(sandbox).judge(submission, () -> false);
    }

    private static Submission script(String program, Submission.Case... cases) {
        return new Submission(
                SuiteStyle.STDIO,
                program,
                "",
                List.of(cases),
                Optional.empty(),
                RealSandbox.LIMITS,
                Assurance.OUTSIDE,
                false,
                false);
    }

    @Test
    void findsChecksThatTestNothing() {
        String weak = """
                from solution import f


                def test_nothing():
                    pass


                def test_swallows():
                    try:
                        f(1, 2)
                    except Exception:
                        pass


                def test_raises():
                    import pytest

                    with pytest.raises(Exception):
                        f(1, "a")


                def test_real():
                    assert f(1, 2) == 3
                """;
        Judgement judged = judgeWithGates(ADD + "\n\ndef other():\n    return 1\n", weak);
        assertThat(judged.verdict()).isEqualTo(Verdict.AC);
        assertThat(judged.checksPassingStubs()).containsExactly("test_nothing", "test_swallows");
        assertThat(judged.lines().orElseThrow().executable()).containsExactly(1, 2, 5, 6);
        assertThat(judged.lines().orElseThrow().covered()).containsExactly(1, 2, 5);
        assertThat(judged.lines().orElseThrow().branchShare()).isEqualTo(1);
    }

    @Test
    void measuresWhichWaysOutOfADecisionWereTaken() {
        String solution =
                "def f(a, b):\n    if a > 1:\n        a += 0\n    for _ in range(b):\n        a += 1\n    return a\n";
        Judgement.Lines lines = judgeWithGates(solution, SUITE).lines().orElseThrow();
        assertThat(lines.branches()).containsExactly(4, 5, 8, 9);
        assertThat(lines.coveredBranches()).containsExactly(4, 8, 9);
    }

    private static final String PATCHING = """
            import solution


            def test_f():
                assert solution.f(1, 2) == 3


            def test_patched(monkeypatch):
                monkeypatch.setattr(solution, "f", lambda a, b: 7)
                assert solution.f(1, 2) == 7
            """;

    @Test
    void judgesInOneProcessWhatNeedsItAndSaysSo() {
        Judgement judged = judgeInProcess(ADD, PATCHING);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        assertThat(judged.assurance()).isEqualTo(Assurance.IN_PROCESS);
        assertThat(judged.checks()).extracting(CheckResult::id).containsExactly("test_f", "test_patched");
        assertThat(judged.suspicion()).containsExactly("in-process: the suite uses the fixture monkeypatch");
        assertThat(judgeInProcess("def f(a, b):\n    return 0\n", PATCHING).verdict())
                .isEqualTo(Verdict.WA);
    }

    @Test
    void knowsWhatIsTheSolutionsByWhateverNameTheSuiteGivesIt() {
        Judgement derived = judgeInProcess("class Base:\n    def f(self):\n        return 3\n", """
                from solution import Base as Other


                class Derived(Other):
                    pass


                def test_f():
                    assert Derived().f() == 3
                """);
        assertThat(derived.verdict()).as(derived.reason()).isEqualTo(Verdict.AC);
        assertThat(derived.assurance()).isEqualTo(Assurance.IN_PROCESS);
        Judgement patched = judgeInProcess("def g():\n    return 4\n\n\ndef f():\n    return g()\n", """
                import solution as other


                def test_f():
                    other.g = lambda: 3
                    assert other.f() == 3
                """);
        assertThat(patched.verdict()).as(patched.reason()).isEqualTo(Verdict.AC);
        assertThat(patched.assurance()).isEqualTo(Assurance.IN_PROCESS);
    }

    /** A check that is defined again is another one: its first text is not what is judged. */
    @Test
    void plantsNoCanaryBesideACheckThatIsDefinedTwice() {
        String suite = "def test_f():\n    assert solution.f(1, 2) == 4\n\n\n";
        for (int i = 0; i < 6; i++) {
            Judgement judged = judgeInProcess(ADD, "import solution\n\n\n" + suite + PATCHING);
            assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        }
    }

    /** The canary runs the same code as its check, and changes what solution and suite keep. */
    @Test
    void keepsWhatACanaryDoesFromTheChecks() {
        String solution = """
                import random

                count = 0


                def f(a, b):
                    global count
                    count += 1
                    return count


                def draw():
                    return random.randrange(1000)
                """;
        String suite = """
                import random

                from solution import draw, f

                SEEN = []
                random.seed(7)
                DRAWN = [draw(), draw()]
                random.seed(7)


                def test_first():
                    SEEN.append(f(1, 2))
                    assert f(0, 0) == 2
                    assert SEEN == [1]


                def test_second():
                    SEEN.append(f(1, 2))
                    assert f(0, 0) == 4
                    assert SEEN == [1, 3]


                def test_drawn():
                    assert [draw(), draw()] == DRAWN


                def test_patched(monkeypatch):
                    monkeypatch.setattr(random, "randrange", lambda end: end)
                    assert draw() == 1000 and SEEN == [1, 3]
                """;
        for (int i = 0; i < 10; i++) {
            Judgement judged = judgeInProcess(solution, suite);
            assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
            assertThat(judged.checks()).hasSize(4);
        }
    }

    @Test
    void keepsStateFromCheckToCheckAlsoWhereNotAllHideTheCanary() {
        String solution = "count = 0\n\n\ndef f(a, b):\n    global count\n    count += 1\n    return count\n";
        StringBuilder suite = new StringBuilder("from solution import f\n");
        for (int i = 1; i <= 50; i++) {
            suite.append("\n\ndef test_%d():\n    assert f(0, 0) == %d\n".formatted(i, i));
        }
        suite.append("\n\ndef test_end(monkeypatch):\n    assert f(0, 0) == 51\n");
        for (int i = 0; i < 3; i++) {
            Judgement judged = judgeInProcess(solution, suite.toString());
            assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
            assertThat(judged.checks()).hasSize(51);
        }
    }

    @Test
    void letsNoProgramLieByItsProcessAlone() {
        String sly = """
                import os


                class Sly:
                    def __eq__(self, other):
                        return True


                loader = last = os.getpid()


                def f(a, b):
                    global last
                    before, last = last, os.getpid()
                    return Sly() if %s else 0
                """;
        for (String lies : List.of(
                "os.getpid() == loader",
                "os.getpid() != loader",
                "os.getpid() == before",
                "os.getpid() != before",
                "os.getppid() == before",
                "os.getppid() != before")) {
            for (int i = 0; i < 4; i++) {
                assertThat(judgeInProcess(sly.formatted(lies), PATCHING).verdict())
                        .as(lies)
                        .isIn(Verdict.WA, Verdict.CHEAT);
            }
        }
    }

    @Test
    void saysHowAProgramEndedWhoseChecksRunInProcessesOfTheirOwn() {
        String dying = "import os\n\n\ndef f(a, b):\n    if a:\n        return 3\n    %s\n";
        String suite = PATCHING + "\n\ndef test_dying():\n    assert solution.f(0, 0) == 1\n";
        assertThat(judgeInProcess(dying.formatted("os.kill(os.getpid(), 11)"), suite)
                        .verdict())
                .isEqualTo(Verdict.RE);
        assertThat(judgeInProcess(dying.formatted("os._exit(93)"), suite).verdict())
                .isIn(Verdict.RE, Verdict.CHEAT);
        assertThat(judgeInProcess(dying.formatted("bytearray(10 ** 9)"), suite).verdict())
                .isEqualTo(Verdict.MLE);
        assertThat(judgeInProcess(dying.formatted("while True: pass"), suite).verdict())
                .isEqualTo(Verdict.TLE);
    }

    /** The copy asks for what is wrong; here for the only other value. */
    @Test
    void doesNotCallAWrongAnswerCheatingThatTheCopyOfItsCheckAsksFor() {
        String suite = "import gc\nfrom solution import f\n\n\ndef test_f():\n    assert f(1, 2) == True\n";
        Judgement judged = judgeInProcess("def f(a, b):\n    return False\n", suite);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.WA);
    }

    @Test
    void saysWhenAProgramInItsOwnProcessTampers() {
        String equal =
                "class Sly:\n    def __eq__(self, other):\n        return True\n\n\ndef f(a, b):\n    return Sly()\n";
        Judgement canary = judgeInProcess(equal, PATCHING);
        assertThat(canary.verdict()).as(canary.reason()).isEqualTo(Verdict.CHEAT);
        assertThat(canary.reason()).isEqualTo("a copy of test_f that must fail passes");
        String patching = "import builtins\n\n\ndef f(a, b):\n    builtins.sorted = lambda *_: True\n    return 3\n";
        assertThat(judgeInProcess(patching, PATCHING).reason()).isEqualTo("changed builtins.sorted");
        String harness = "import _pytest.runner\n_pytest.runner.CallInfo.from_call = None\n" + ADD;
        assertThat(judgeInProcess(harness, PATCHING).verdict()).isEqualTo(Verdict.CHEAT);
        String early = "import os\n\n\ndef f(a, b):\n    for fd in range(100, 260):\n        try:\n"
                + "            os.write(fd, bytes([0, 0, 0, 1]) + b'P')\n        except OSError:\n"
                + "            pass\n    return 3\n";
        assertThat(judgeInProcess(early, PATCHING).verdict()).isEqualTo(Verdict.CHEAT);
        assertThat(judgeInProcess("import os\n\n\ndef f(a, b):\n    os._exit(0)\n", PATCHING)
                        .verdict())
                .isEqualTo(Verdict.RE);
    }

    @Test
    void runsAgainInAnotherOrderWithAnotherHashSeed() {
        String solution = "def f(a, b):\n    print({'a', 'b', 'c', 'd', 'e'}, end='')\n    return a + b\n";
        String suite = SUITE + "\n\ndef test_second():\n    pass\n\n\ndef test_third():\n    pass\n";
        Submission submission = RealSandbox.pytest(solution, suite, RealSandbox.LIMITS);
        Set<List<String>> orders = new HashSet<>();
        Set<String> printed = new HashSet<>();
        for (int seed = 1; seed <= 5; seed++) {
            Variation variation = new Variation(OptionalInt.of(seed), OptionalLong.of(seed));
            Judgement judged = new Judge(sandbox).judge(submission, variation, () -> false);
            assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
            assertThat(judged.checks()).hasSize(3);
            orders.add(judged.checks().stream().map(CheckResult::id).toList());
            printed.add(judged.output().stdout());
        }
        assertThat(orders).hasSizeGreaterThan(1);
        assertThat(printed).hasSizeGreaterThan(1);
    }

    private static Judgement judgeInProcess(String solution, String suite) {
        Submission submission = new Submission(
                SuiteStyle.PYTEST,
                solution,
                suite,
                List.of(),
                Optional.of("f"),
                RealSandbox.LIMITS,
                Assurance.IN_PROCESS,
                false,
                false);
        return new Judge(sandbox).judge(submission, () -> false);
    }

    /** Answers a call with {@code body}, which is Python, instead of what the harness would say. */
    private static Judgement judgeForged(String body) {
        String solution = """
                import os, struct, sys


                def f(a, b):
                    frame = sys._getframe()
                    while "message" not in frame.f_locals or "outbound" not in frame.f_locals:
                        frame = frame.f_back
                    forged = frame.f_locals["message"][:4] + (%s)
                    forged = memoryview(struct.pack(">I", len(forged)) + forged)
                    while forged:
                        forged = forged[os.write(frame.f_locals["outbound"], forged):]
                    frame.f_locals["self"].serve(None)
                """.formatted(body);
        return judgeFunction(solution, "from solution import f\nassert f(1, 2) == 3\n");
    }

    @Test
    void callsAnExceptionWithoutItsFactsForged() {
        assertThat(judgeForged("b'c' + bytes(4) + b'xt' + bytes(4)").verdict()).isEqualTo(Verdict.CHEAT);
        assertThat(judgeForged("b'c' + bytes(4) + b'xN'").verdict()).isEqualTo(Verdict.CHEAT);
    }

    @Test
    void cutsTheReasonThatASolutionForges() {
        Judgement judged = judgeForged("b'u' + b'x' * (19 << 20)");
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.reason()).hasSizeLessThan(10_000);
        assertThat(judged.checks().getFirst().message()).hasSizeLessThan(10_000);
    }

    @Test
    void outlivesATupleThatPromisesMillionsOfItemsAtEachDepth() {
        String nested = "b'c' + bytes(4) + b'v' + b''.join(b't' + struct.pack('>I', 19000000) for _ in range(150))"
                + " + b'N' * (19 << 20)";
        assertThat(judgeForged(nested).verdict()).isEqualTo(Verdict.WA);
    }

    @Test
    void measuresDistancesAsPythonDoes() {
        String near = "from solution import f\nassert abs(f(1, 2) - (%s)) < 1e-6\n";
        assertThat(judgeFunction("def f(a, b):\n    return 1+2j\n", near.formatted("1+2j"))
                        .verdict())
                .isEqualTo(Verdict.AC);
        String decimal = "from decimal import Decimal\n\n\ndef f(a, b):\n    return Decimal('3.5')\n";
        assertThat(judgeFunction(decimal, near.formatted("3.5")).verdict()).isEqualTo(Verdict.WA);
        assertThat(judgeFunction(decimal, "from solution import f\nassert f(1, 2) == 3.5\n")
                        .verdict())
                .isEqualTo(Verdict.AC);
    }

    @Test
    void findsNamesThatTheSuiteShadows() {
        String shadowing =
                "from solution import f\n\n\ndef f(a, b):\n    return 3\n\n\ndef test_f():\n    assert f(1, 2) == 3\n";
        Judgement judged = judgeWithGates(ADD, shadowing);
        assertThat(judged.shadowedNames()).containsExactly("f");
        assertThat(judged.checksPassingStubs()).containsExactly("test_f");
    }

    @Test
    void givesAnHonestProgramItsMemoryAfterABomb() {
        String bomb = "def f(a, b):\n    eaten = []\n    while True:\n        eaten.append(bytearray(10 ** 7))\n";
        String honest = "def f(a, b):\n    used = bytearray(86 * 2 ** 20)\n    return a + b\n";
        for (int round = 0; round < 3; round++) {
            assertThat(judge(bomb, SUITE).verdict()).isEqualTo(Verdict.MLE);
            assertThat(judge(honest, SUITE).verdict()).isEqualTo(Verdict.AC);
        }
    }

    @Test
    void blamesItselfWhenASupervisorIsKilledAndGoesOnWithAnother() {
        Submission sleeper = RealSandbox.pytest(
                "import time\ndef f(a, b):\n    time.sleep(1000)\n", SUITE, new Limits(1, 100, 96, 1));
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> new Judge(sandbox).judge(sleeper, () -> {
                    if (asked.incrementAndGet() == 30) {
                        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
                    }
                    return false;
                }))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("the supervisor is gone");
        await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info().command().isPresent())
                        .flatMap(process -> process.parent().stream())
                        .filter(parent ->
                                parent.pid() == ProcessHandle.current().pid()))
                .isEmpty());
        assertThat(judge(ADD, SUITE).verdict()).isEqualTo(Verdict.AC);
    }

    /** Copies pytest, so that all of it is there and not where it was found. */
    private static final String WITH_PYTEST = """
            import glob, importlib, os, shutil, sys
            to = glob.glob(sys.argv[1] + "/lib/python3*/site-packages")[0]
            for name in ("pytest", "_pytest", "py", "pluggy", "iniconfig", "packaging", "pygments", "exceptiongroup", "tomli",
                         "typing_extensions"):
                try:
                    found = importlib.import_module(name).__file__
                except ImportError:
                    continue
                if os.path.basename(found) == "__init__.py":
                    shutil.copytree(os.path.dirname(found), os.path.join(to, name))
                else:
                    shutil.copy(found, to)
            """;

    @Test
    void findsAToolchainBelowTheHostsTmp(@TempDir Path folder) throws Exception {
        int made = new ProcessBuilder("python3", "-m", "venv", "--without-pip", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(made).isZero();
        assertThat(folder).asString().startsWith("/tmp/");
        int filled = new ProcessBuilder("python3", "-c", WITH_PYTEST, folder.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(filled).isZero();
        String python = folder.resolve("bin/python3").toString();
        try (Sandbox below = RealSandbox.open(Map.of("triptych.verifier.python", python))) {
            assertThat(below.toolchain().pytest()).isPresent();
            assertThat(new Judge(below)
                            .judge(RealSandbox.pytest(ADD, "import pytest\n" + SUITE, RealSandbox.LIMITS), () -> false)
                            .verdict())
                    .isEqualTo(Verdict.AC);
        }
    }

    @Test
    void goesOnWhileItsInterpretersAreReplaced() {
        try (Sandbox renewing = RealSandbox.open(Map.of("triptych.verifier.zygote-clones", "3"))) {
            for (int i = 0; i < 20; i++) {
                assertThat(new Judge(renewing)
                                .judge(RealSandbox.pytest(ADD, SUITE, RealSandbox.LIMITS), () -> false)
                                .verdict())
                        .isEqualTo(Verdict.AC);
            }
        }
    }

    @Test
    void killsTheJailsOfACancelledRun() {
        AtomicInteger asked = new AtomicInteger();
        Submission sleeper = RealSandbox.pytest(
                "import time\ndef f(a, b):\n    time.sleep(1000)\n", SUITE, new Limits(1, 100, 96, 1));
        List<ProcessHandle> residents = ProcessHandle.current().descendants().toList();
        assertThatThrownBy(() -> new Judge(sandbox).judge(sleeper, () -> asked.incrementAndGet() > 20))
                .isInstanceOf(CancelledException.class);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(residents)
                .containsAll(ProcessHandle.current().descendants().toList()));
    }

    @Test
    void refusesMoreThanItTakesOn() {
        try (var held = sandbox.open(RealSandbox.LIMITS, () -> false)) {
            assertThat(held.enforced()).isTrue();
            assertThatThrownBy(() -> judge(ADD, SUITE)).isInstanceOf(OverloadedException.class);
        }
    }

    private static Judgement judge(String solution, String suite) {
        return new Judge(sandbox).judge(RealSandbox.pytest(solution, suite, RealSandbox.LIMITS), () -> false);
    }

    private static Judgement judgeFunction(String solution, String tests) {
        return new Judge(sandbox).judge(RealSandbox.function(solution, tests), () -> false);
    }

    private static Judgement judgeWithGates(String solution, String suite) {
        Submission submission = new Submission(
                SuiteStyle.PYTEST,
                solution,
                suite,
                List.of(),
                Optional.of("f"),
                RealSandbox.LIMITS,
                Assurance.SPLIT,
                true,
                true);
        return new Judge(sandbox).judge(submission, () -> false);
    }
}
