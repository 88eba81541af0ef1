package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.sandbox.CppStandard;
import dev.triptych.verifier.sandbox.Sandbox;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With one place: a checker that waited for a place while its program's jail holds one would wait for ever. */
class CheckerIT {
    private static final Limits LIMITS = new Limits(2, 30, 128, 16);
    private static final String ANY_ORDER = """
            def check(input, expected, actual):
                return sorted(actual.split()) == sorted(expected.split()) and len(input) > 0
            """;
    private static final String CPP_ANY_ORDER = """
            #include <algorithm>
            #include <fstream>
            #include <iterator>
            #include <string>
            #include <vector>
            std::vector<std::string> words(const char *name) {
                std::ifstream file(name);
                std::vector<std::string> words{std::istream_iterator<std::string>(file), {}};
                std::sort(words.begin(), words.end());
                return words;
            }
            int main(int count, char **names) {
                if (count != 4 || words(names[1]).empty()) return 3;
                if (words(names[2]) == words(names[3])) return 0;
                return words(names[2]).size() == words(names[3]).size() ? 1 : 2;
            }
            """;

    private static Sandbox sandbox;
    private static Judge judge;

    @BeforeAll
    static void open() {
        sandbox = RealSandbox.open(Map.of("triptych.verifier.concurrency", "1"));
        judge = new Judge(sandbox);
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    void takesTheWordOfAPythonChecker() {
        assertThat(judged("print(*reversed(input().split()))", python(ANY_ORDER))
                        .verdict())
                .isEqualTo(Verdict.AC);
        Judgement wrong = judged("print(4, 5, 6)", python(ANY_ORDER));
        assertThat(wrong.verdict()).isEqualTo(Verdict.WA);
        assertThat(wrong.checks())
                .extracting(CheckResult::status)
                .containsExactly(CheckResult.Status.FAILED, CheckResult.Status.FAILED);
        assertThat(wrong.assurance()).isEqualTo(Assurance.OUTSIDE);
    }

    @Test
    void takesTheWordOfACppChecker() {
        assumeTrue(sandbox.toolchain().cpp().isPresent(), "SKIPPED: no C++ compiler");
        assertThat(judged("print(*reversed(input().split()))", cpp(CPP_ANY_ORDER))
                        .verdict())
                .isEqualTo(Verdict.AC);
        assertThat(judged("print(4, 5, 6)", cpp(CPP_ANY_ORDER)).verdict()).isEqualTo(Verdict.WA);
        assertThat(judged("print(4)", cpp(CPP_ANY_ORDER)).verdict()).isEqualTo(Verdict.WA);
    }

    @Test
    void checksWhatACppProgramPrints() {
        assumeTrue(sandbox.toolchain().cpp().isPresent(), "SKIPPED: no C++ compiler");
        String program = "#include <cstdio>\nint main() { std::puts(\"3 1 2\"); }\n";
        Judgement judged =
                judge.judge(submission(program, Optional.of(CppStandard.CPP_17), python(ANY_ORDER), 2), () -> false);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def check(input, expected, actual):\n    return None\n",
                "def check(input, expected, actual):\n    return 1\n",
                "def check(input, expected, actual):\n    raise ValueError(actual)\n",
                "def check(input, expected, actual):\n    import os\n    os._exit(0)\n",
                "def check(input, expected, actual):\n    return [0] * (1 << 33)\n",
                "import sys\nsys.exit(0)\n",
                "def check(input expected):\n",
                "check = True\n",
            })
    void saysNothingOfAProgramWhoseCheckerFails(String checker) {
        for (String program : List.of("print(1, 2, 3)", "print('wrong')")) {
            Judgement judged = judged(program, python(checker));
            assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.IE);
            assertThat(judged.reason()).startsWith("case_1: checker: ");
            assertThat(judged.checks())
                    .extracting(CheckResult::status)
                    .containsExactly(CheckResult.Status.ERROR, CheckResult.Status.MISSING);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int main() { return 3; }",
                "#include <cstdlib>\nint main() { std::abort(); }",
                "int main() { throw 1; }",
                "int main() { volatile int *p = nullptr; return *p; }",
                "int main( {"
            })
    void saysNothingOfAProgramWhoseCppCheckerFails(String checker) {
        assumeTrue(sandbox.toolchain().cpp().isPresent(), "SKIPPED: no C++ compiler");
        Judgement judged = judged("print(1, 2, 3)", cpp(checker));
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.IE);
        assertThat(judged.reason()).startsWith("case_1: checker: ");
    }

    @Test
    void stopsACheckerThatDoesNotEnd() {
        Judgement judged = judged("print(1)", python("def check(input, expected, actual):\n    while True: pass\n"));
        assertThat(judged.verdict()).isEqualTo(Verdict.IE);
        assertThat(judged.reason()).contains("CPU time");
    }

    @Test
    void doesNotAskTheCheckerAboutAProgramThatFailed() {
        String checker = "def check(input, expected, actual):\n    raise ValueError\n";
        assertThat(judged("1 / 0", python(checker)).verdict()).isEqualTo(Verdict.RE);
    }

    @Test
    void carriesLargeOutputsAndWhateverBytesTheyAre() {
        String program = "import sys\nsys.stdout.buffer.write(b'\\xff' + b'x' * (5 << 20) + b'\\r\\n')\n";
        String checker = "def check(input, expected, actual):\n"
                + "    return actual == '\\ufffd' + 'x' * (5 << 20) + '\\r\\n'\n";
        Judgement judged = judge.judge(submission(program, Optional.empty(), python(checker), 5), () -> false);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        assertThat(judged.passed()).isEqualTo(5);
        Judgement more = judged("print('y' * (15 << 20))", python(ANY_ORDER));
        assertThat(more.verdict()).as(more.reason()).isEqualTo(Verdict.WA);
    }

    @Test
    void aCheckerSeesNothingOfTheProgramItChecks() {
        String program = "open('/tmp/left', 'w').write('x')\nopen('left', 'w').write('x')\nprint(1, 2, 3)\n";
        String checker = "import os\ndef check(input, expected, actual):\n"
                + "    return not os.path.exists('/tmp/left') and not os.path.exists('left')\n";
        assertThat(judged(program, python(checker)).verdict()).isEqualTo(Verdict.AC);
    }

    private static Judgement judged(String program, Checker checker) {
        return judge.judge(submission(program, Optional.empty(), checker, 2), () -> false);
    }

    private static Checker python(String source) {
        return new Checker(source, Optional.empty());
    }

    private static Checker cpp(String source) {
        return new Checker(source, Optional.of(CppStandard.CPP_17));
    }

    private static Submission submission(String program, Optional<CppStandard> cpp, Checker checker, int cases) {
        return new Submission(
                SuiteStyle.STDIO,
                program,
                "",
                Collections.nCopies(cases, new Submission.Case("1 2 3\n", "1 2 3\n")),
                Optional.empty(),
                LIMITS,
                Assurance.OUTSIDE,
                false,
                false,
                cpp,
                Optional.of(checker));
    }
}
