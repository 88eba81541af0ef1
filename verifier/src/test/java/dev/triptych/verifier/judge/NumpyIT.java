package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs that use numpy, on the interpreter that the launcher makes. */
class NumpyIT {
    private static final Limits LIMITS = new Limits(10, 60, 256, 1);
    private static final String TOTAL = """
            import numpy as np

            def total(values):
                return np.array(values).sum()

            def doubled(values):
                return np.array(values) * 2
            """;

    private static Sandbox sandbox;
    private static Judge judge;

    @BeforeAll
    static void open() {
        Path python = Stream.of(
                        Optional.ofNullable(System.getenv("TRIPTYCH_PYTHON")).map(Path::of),
                        Optional.of(Path.of(System.getProperty("triptych.home", ".."), ".triptych/python/bin/python3")))
                .flatMap(Optional::stream)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no interpreter with numpy to test with: run"
                        + " './triptych doctor --install' or name one in TRIPTYCH_PYTHON."));
        sandbox = RealSandbox.open(Map.of("triptych.verifier.python", python.toString()));
        assertThat(sandbox.toolchain().numpy()).isPresent();
        judge = new Judge(sandbox);
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    void comparesWhatNumpyReturns() {
        String asserts = "from solution import total\nassert total([1, 2, 3]) == 6\nassert total([0.5]) == 0.5\n";
        assertThat(function(TOTAL, asserts).verdict()).isEqualTo(Verdict.AC);
        assertThat(function(TOTAL.replace("sum()", "size"), asserts).verdict()).isEqualTo(Verdict.WA);
        assertThat(function("from numpy import array\n" + TOTAL, asserts).verdict())
                .isEqualTo(Verdict.AC);
    }

    /** A number of Python is cut to the bits of what it is compared with: to infinity, where it is too large for them. */
    @Test
    void takesNoNumberOfFewBitsForALargeOne() {
        for (String value :
                List.of("float16('inf')", "float32('inf')", "array(['inf', 2], 'f')[:1]", "complex64('inf')")) {
            String solution = "import numpy as np\n\n\ndef total(values):\n    return np.%s\n".formatted(value);
            String suite =
                    "from solution import total\n\n\ndef test_total():\n    assert total([]) == 10 ** 40 + len([])\n";
            assertThat(judge.judge(RealSandbox.pytest(solution, suite, LIMITS), () -> false)
                            .verdict())
                    .as(value)
                    .isEqualTo(Verdict.WA);
        }
        String half = "import numpy as np\n\n\ndef total(values):\n    return np.float16(0.5)\n";
        String named = "import numpy as np\nfrom solution import total\n\n\ndef test_total():\n"
                + "    assert total([]) == 0.5 and total([]).dtype == np.float16\n";
        assertThat(judge.judge(RealSandbox.pytest(half, named, LIMITS), () -> false)
                        .verdict())
                .isEqualTo(Verdict.AC);
    }

    @Test
    void callsNothingOfNumpyTrueOrUnequalThatIsNot() {
        for (String value : List.of("array([0])", "array([3])", "str_('')", "float16(0)")) {
            String solution = "import numpy as np\n\n\ndef total(values):\n    return np.%s\n".formatted(value);
            String asked = value.equals("array([3])") ? "total([]) != 3" : "total([])";
            assertThat(function(solution, "from solution import total\nassert " + asked + "\n")
                            .verdict())
                    .as(value)
                    .isEqualTo(Verdict.WA);
        }
        for (String value : List.of("str_('aü')", "float16(0.5)")) {
            String solution = "import numpy as np\n\n\ndef total(values):\n    return np.%s\n".formatted(value);
            String expected = value.startsWith("str_") ? "'aü'" : "0.5";
            assertThat(function(solution, "from solution import total\nassert total([]) == " + expected + "\n")
                            .verdict())
                    .as(value)
                    .isEqualTo(Verdict.AC);
        }
    }

    @Test
    void carriesArraysToASuite() {
        String suite = """
                import numpy
                from solution import doubled

                def test_doubles():
                    assert numpy.array_equal(doubled([1, 2]), numpy.array([2, 4]))
                """;
        Judgement right = judge.judge(RealSandbox.pytest(TOTAL, suite, LIMITS), () -> false);
        assertThat(right.verdict()).as(right.reason()).isEqualTo(Verdict.AC);
        Judgement wrong = judge.judge(RealSandbox.pytest(TOTAL.replace("* 2", "* 3"), suite, LIMITS), () -> false);
        assertThat(wrong.verdict()).isEqualTo(Verdict.WA);
    }

    @Test
    void letsNothingEmptyBeEqualToWhatIsNot() {
        List<String> ofFunctions = List.of(
                "assert np.allclose(f(), [1, 2])",
                "assert np.allclose(f(), 5)",
                "assert np.allclose(b=[[1], [2]], a=f())",
                "assert np.isclose(f(), 5).all()",
                "np.testing.assert_array_equal(f(), 5)",
                "np.testing.assert_allclose(actual=f(), desired=5)",
                "assert f() == pytest.approx(5)");
        List<String> ofArrays = List.of(
                "assert (f() == np.array([[1], [2]])).all()",
                "assert (f() == 5).all()",
                "assert (abs(f() - np.array([1, 2])) < 1e-6).all()",
                "assert np.linalg.norm(f() - np.array([1, 2])) < 1e-6",
                "assert not np.any(f() - np.array([1, 2]))",
                "assert np.sum((np.array([[1], [2]]) - f()) ** 2) < 1e-6",
                "assert pytest.approx(5) == f()");
        for (String value : List.of("[]", "[[], []]", "np.empty((2, 0))", "np.empty((0,))", "np.empty((0, 2))")) {
            assertThat(ofFunctions).as(value).allSatisfy(check -> isWrong(value, check));
            if (value.startsWith("np.")) {
                assertThat(ofArrays).as(value).allSatisfy(check -> isWrong(value, check));
            }
        }
        for (String value : List.of("(np.empty((0, 2)),)", "[np.empty((0, 2)), np.empty((0, 2))]")) {
            isWrong(value, "assert (f() == np.array([1, 2])).all()");
            isWrong(value, "assert np.linalg.norm(f() - np.array([1, 2])) < 1e-6");
        }
    }

    /** What is written in place of the harness there may call it a number. */
    @Test
    void knowsAnEmptyArrayByWhatItIs() {
        String solution = """
                import sys

                frame = sys._getframe()
                while "wire" not in frame.f_globals:
                    frame = frame.f_back
                wire = frame.f_globals["wire"]
                other = wire.Encoder._other


                class Number:
                    pass


                def written(self, value, kind, depth):
                    if kind is Number:
                        return self._tagged(b"y", ("numpy", "float64"), ("<f8", (0, 1), b""), depth)
                    return other(self, value, kind, depth)


                wire.Encoder._other = written


                def f():
                    return Number()
                """;
        String suite = """
                import numpy as np
                from solution import f


                def test_f():
                    assert (f() == np.array([1, 4, 9])).all()
                """;
        Judgement judged = judge.judge(RealSandbox.pytest(solution, suite, LIMITS), () -> false);
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.reason()).contains("empty");
    }

    private static void isWrong(String value, String check) {
        String solution = "import numpy as np\n\n\ndef f():\n    return %s\n".formatted(value);
        String suite =
                "import numpy as np\nimport pytest\nfrom solution import f\n\n\ndef test_f():\n    " + check + "\n";
        Judgement judged = judge.judge(RealSandbox.pytest(solution, suite, LIMITS), () -> false);
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
    }

    @Test
    void takesAnEmptyArrayWhereOneIsRight() {
        String suite = """
                import pytest
                from solution import *

                def test_empty():
                    assert isinstance(doubled([]), np.ndarray) and doubled([]).size == 0 and list(doubled([])) == []
                    assert (doubled([]) == []).all() and np.allclose(doubled([]), []) and np.array_equal(doubled([]), [])
                    assert doubled([]) == pytest.approx(np.array([])) and doubled([]).tolist() == []
                    np.testing.assert_array_equal(doubled([]), np.array([]))
                    assert doubled(doubled([])).shape == (0,) and repr(doubled([])) == "array([], dtype=float64)"
                    assert (doubled([]) - doubled([])).size == 0 and not np.any(doubled([]) - np.array([]))
                    first, rest = (doubled([[]] * 2), doubled([]))
                    assert first.shape == (2, 0) and rest.size == 0
                    assert np.concatenate([doubled([]), [1.0]]).tolist() == [1.0] and total(doubled([])) == 0
                """;
        Judgement right = judge.judge(RealSandbox.pytest(TOTAL, suite, LIMITS), () -> false);
        assertThat(right.verdict()).as(right.reason()).isEqualTo(Verdict.AC);
    }

    @Test
    void runsScripts() {
        String script = "import numpy\nprint(int(numpy.array(input().split(), dtype=int).sum()))\n";
        assertThat(judge.judge(RealSandbox.stdio(script, "1 2 3\n", "6\n", 3, LIMITS), () -> false)
                        .verdict())
                .isEqualTo(Verdict.AC);
    }

    @Test
    void holdsTheLimitOnMemory() {
        String hungry = "import numpy\n\ndef total(values):\n    return int(numpy.ones(1 << 27).sum())\n";
        assertThat(function(hungry, "from solution import total\nassert total([]) == 1 << 27\n")
                        .verdict())
                .isIn(Verdict.MLE, Verdict.RE, Verdict.WA);
        String modest = "import numpy\n\ndef total(values):\n    return int(numpy.ones(1 << 23).sum())\n";
        assertThat(function(modest, "from solution import total\nassert total([]) == 8388608\n")
                        .verdict())
                .isEqualTo(Verdict.AC);
    }

    @Test
    void drawsOtherNumbersInEachRun() {
        List<String> drawn = IntStream.range(0, 3)
                .mapToObj(_ -> judge.judge(
                                RealSandbox.stdio(
                                        "import numpy\nprint(numpy.random.random())\n", "", "never", 1, LIMITS),
                                () -> false)
                        .output()
                        .stdout())
                .toList();
        assertThat(drawn).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void costsAProgramNoImport() {
        String asserts = "from solution import total\nassert total([1]) == 1\n";
        function(TOTAL, asserts);
        // With a hash seed of its own the interpreter is executed anew, and imports it.
        Variation anew = new Variation(OptionalInt.of(1), OptionalLong.of(1));
        assertThat(leastCpu(asserts, Variation.NONE).multipliedBy(3)).isLessThan(leastCpu(asserts, anew));
    }

    private static Duration leastCpu(String asserts, Variation variation) {
        return IntStream.range(0, 5)
                .mapToObj(_ -> function(TOTAL, asserts, variation).usage().cpu())
                .min(Duration::compareTo)
                .orElseThrow();
    }

    private static Judgement function(String solution, String asserts) {
        return function(solution, asserts, Variation.NONE);
    }

    private static Judgement function(String solution, String asserts, Variation variation) {
        Submission like = RealSandbox.function(solution, asserts);
        return judge.judge(
                new Submission(
                        like.style(),
                        solution,
                        asserts,
                        List.of(),
                        Optional.empty(),
                        LIMITS,
                        like.minAssurance(),
                        false,
                        false),
                variation,
                () -> false);
    }
}
