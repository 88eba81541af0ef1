package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.program.BinaryFolder;
import dev.triptych.verifier.program.Compiled;
import dev.triptych.verifier.program.Compiler;
import dev.triptych.verifier.sandbox.CppStandard;
import dev.triptych.verifier.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C++ with the real compiler in the real sandbox. */
class CppIT {
    private static final Limits LIMITS = new Limits(2, 30, 256, 1);
    private static final String ADD_SUITE = """
            #include <cassert>
            int add(int a, int b);
            int main() {
                assert(add(1, 2) == 3);
                assert(add(20, 22) == 42);
            }
            """;
    private static final String ADD = "int add(int a, int b) { return a + b; }\n";
    private static Sandbox sandbox;
    private static Compiler compiler;

    @BeforeAll
    static void open() {
        sandbox = RealSandbox.open(Map.of());
        assumeTrue(sandbox.toolchain().cpp().isPresent(), "SKIPPED: no C++ compiler");
        compiler = new Compiler(sandbox);
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    void passesItsOwnTestAtStart() {
        assertThat(compiler.failure()).isEmpty();
    }

    @Test
    void readsStandardInputWhereAProgramOfAContestLooksWhetherItIsJudged() {
        String source = """
                #include <bits/stdc++.h>
                int main() {
                #ifndef ONLINE_JUDGE
                    freopen("input.txt", "r", stdin);
                #endif
                    int n;
                    std::cin >> n;
                    std::cout << n;
                }
                """;

        assertThat(stdio(source, CppStandard.CPP_17, "4", "4").verdict()).isEqualTo(Verdict.AC);
    }

    @Test
    void aProgramThatRecursesDeeplyMayRaiseTheLimitOfItsStack() {
        String source = """
                #include <bits/stdc++.h>
                #include <sys/resource.h>
                int depth(int left) {
                    volatile char frame[1000];
                    frame[0] = 1;
                    return left == 0 ? 0 : frame[0] + depth(left - 1);
                }
                int main() {
                    rlimit limit{1 << 28, 1 << 28};
                    std::cout << setrlimit(RLIMIT_STACK, &limit) << ' ' << depth(150000);
                }
                """;

        assertThat(stdio(source, CppStandard.CPP_17, "", "0 150000").verdict()).isEqualTo(Verdict.AC);
    }

    @Test
    void runsEveryCaseInAFreshProcess() {
        String source = """
                #include <iostream>
                #include <fstream>
                int main() {
                    std::ifstream left("left");
                    long n;
                    std::cin >> n;
                    std::cout << (left.good() ? -1 : 2 * n) << "  \\n";
                    std::ofstream("left") << n;
                    std::ofstream("/tmp/left") << n;
                }
                """;
        Judgement judged =
                stdio(source, CppStandard.CPP_17, "1", "2", "20", "40", "300000000000", "600000000000", "4", "9");
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.checks()).extracting(CheckResult::passed).containsExactly(true, true, true, false);
        assertThat(judged.assurance()).isEqualTo(Assurance.OUTSIDE);
    }

    @Test
    void knowsTheStandards() {
        String source = "#include <iostream>\nint main() { std::cout << __cplusplus / 100; }";
        assertThat(stdio(source, CppStandard.CPP_17, "", "2017").verdict()).isEqualTo(Verdict.AC);
        assertThat(stdio(source, CppStandard.CPP_20, "", "2020").verdict()).isEqualTo(Verdict.AC);
    }

    @Test
    void saysWhatEachRunawayDid() {
        String start = "#include <unistd.h>\n#include <cstdio>\n#include <cstdlib>\n#include <cstring>\n";
        assertThat(stdio(start + "int main() { for (volatile int i = 0;; i++); }", CppStandard.CPP_17, "", "")
                        .verdict())
                .isEqualTo(Verdict.TLE);
        assertThat(stdio(
                                start + "int main() { for (;;) memset(malloc(1 << 20), 1, 1 << 20); }",
                                CppStandard.CPP_17,
                                "",
                                "")
                        .verdict())
                .isEqualTo(Verdict.MLE);
        assertThat(stdio(start + "int main() { for (;;) puts(\"again and again\"); }", CppStandard.CPP_17, "", "")
                        .verdict())
                .isEqualTo(Verdict.OLE);
        assertThat(stdio(start + "int main() { *(volatile int*)0 = 1; }", CppStandard.CPP_17, "", "")
                        .verdict())
                .isEqualTo(Verdict.RE);
        assertThat(stdio(start + "int main() { return 3; }", CppStandard.CPP_17, "", "")
                        .verdict())
                .isEqualTo(Verdict.RE);
    }

    @Test
    void tellsWhatDoesNotCompileFromWhatCannotBeCompiled() {
        Judgement wrong = stdio("int main() { return x; }", CppStandard.CPP_17, "", "");
        assertThat(wrong.verdict()).isEqualTo(Verdict.CE);
        assertThat(wrong.output().stderr()).contains("was not declared");
        assertThat(stdio("#include \"/etc/shadow\"\nint main() {}", CppStandard.CPP_17, "", "")
                        .verdict())
                .isEqualTo(Verdict.CE);
        String bomb = "template <int N> struct A { static const long v = A<2 * N>::v + A<2 * N + 1>::v; };\n"
                + "template <> struct A<0> { static const long v = 1; };\nlong x = A<1>::v;\nint main() {}";
        assertThat(stdio(bomb, CppStandard.CPP_17, "", "").verdict()).isIn(Verdict.CE, Verdict.CTLE, Verdict.CMLE);
    }

    @Test
    void compilesTheSameSourceOnce() throws Exception {
        String source = "#include <cstdio>\nint main() { std::puts(\"once\"); }";
        Compiler own = new Compiler(sandbox);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<byte[]>> asked = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                asked.add(() -> own.program(CppStandard.CPP_17, source, Compiler.LIMITS, () -> false)
                        .binary()
                        .orElseThrow());
            }
            List<byte[]> made = new ArrayList<>();
            for (Future<byte[]> one : threads.invokeAll(asked)) {
                made.add(one.get());
            }
            assertThat(made).allMatch(one -> one == made.getFirst());
        }
    }

    @Test
    void takesFromDiskWhatAnEarlierServiceCompiled(@TempDir Path folder) throws Exception {
        Path kept = folder.resolve("kept");
        String source = "#include <cstdio>\nint main() { std::puts(\"kept\"); }\n";
        Compiled first = service(kept).program(CppStandard.CPP_17, source, Compiler.LIMITS, () -> false);
        Compiled again = service(kept).program(CppStandard.CPP_17, source, Compiler.LIMITS, () -> false);
        assertThat(again.compile().cpu())
                .as("the time that the first one took")
                .isEqualTo(first.compile().cpu())
                .isPositive();
        assertThat(again.binary().orElseThrow()).isEqualTo(first.binary().orElseThrow());
        assertThat(service(kept)
                        .program(CppStandard.CPP_20, source, Compiler.LIMITS, () -> false)
                        .compile()
                        .cpu())
                .isNotEqualTo(first.compile().cpu());

        Judge judge = new Judge(sandbox, service(kept));
        assertThat(judge.judge(RealSandbox.cpp(ADD, ADD_SUITE, LIMITS), () -> false)
                        .verdict())
                .isEqualTo(Verdict.AC);
        Set<Path> before = files(kept);
        assertThat(before).hasSize(3);
        Judge other = new Judge(sandbox, service(kept));
        assertThat(other.judge(RealSandbox.cpp(ADD, ADD_SUITE, LIMITS), () -> false)
                        .verdict())
                .isEqualTo(Verdict.AC);
        String wrong = ADD.replace('+', '-');
        assertThat(other.judge(RealSandbox.cpp(wrong, ADD_SUITE, LIMITS), () -> false)
                        .verdict())
                .isEqualTo(Verdict.WA);
        assertThat(files(kept)).hasSize(4).containsAll(before);
    }

    /** The compiler of a service that has just been started. */
    private static Compiler service(Path kept) {
        return new Compiler(
                sandbox,
                Compiler.LIMITS,
                Compiler.CACHE_BYTES,
                Optional.of(BinaryFolder.open(kept, Compiler.CACHE_BYTES)));
    }

    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.collect(Collectors.toSet());
        }
    }

    @Test
    void judgesASuiteOfAssertions() {
        Judgement right = asserts(ADD, ADD_SUITE);
        assertThat(right.verdict()).as(right.reason() + right.output()).isEqualTo(Verdict.AC);
        assertThat(right.assurance()).isEqualTo(Assurance.IN_PROCESS);
        assertThat(right.checks()).extracting(CheckResult::id).containsExactly("line-4", "line-5");
        assertThat(right.passed()).isEqualTo(2);
        Judgement wrong = asserts("int add(int a, int b) { return 3; }", ADD_SUITE);
        assertThat(wrong.verdict()).isEqualTo(Verdict.WA);
        assertThat(wrong.reason()).isEqualTo("line-5: does not hold: add(20, 22) == 42");
    }

    @Test
    void judgesASuiteThatIncludesEverything() {
        String suite = "#include <bits/stdc++.h>\n" + ADD_SUITE;
        assertThat(asserts("#include <bits/stdc++.h>\n" + ADD, suite).verdict()).isEqualTo(Verdict.AC);
    }

    @Test
    void saysWhichPartDoesNotCompile() {
        assertThat(asserts("int add(int a, int b) { return a + c; }", ADD_SUITE).reason())
                .startsWith("solution: ");
        assertThat(asserts(ADD, "int main() { assert(add(1, 2) == 3); }").reason())
                .startsWith("tests: ");
        Judgement lacking = asserts("int sub(int a, int b) { return a - b; }", ADD_SUITE);
        assertThat(lacking.verdict()).isEqualTo(Verdict.CE);
        assertThat(lacking.reason()).startsWith("link: ");
    }

    @Test
    void countsAssertsInLoopsAndHelpersOnce() {
        String suite = """
                #include <cassert>
                int add(int a, int b);
                static void both(int a, int b) { assert(add(a, b) == add(b, a)); }
                int main() {
                    for (int i = 0; i < 100000; i++) { assert(add(i, 1) == i + 1); both(i, 3); }
                    if (add(1, 1) == 3) assert(false);
                    assert(add(1, 1) == 2);
                }
                """;
        Judgement judged = asserts(ADD, suite);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.AC);
        assertThat(judged.checks()).extracting(CheckResult::id).containsExactly("line-5", "line-3", "line-7");
    }

    @Test
    void isNoSuiteWithoutChecks() {
        assertThat(asserts(ADD, "int main() {}").verdict()).isEqualTo(Verdict.RE);
        assertThat(asserts(
                                ADD,
                                "#include <cassert>\nint add(int, int);\nint main() { if (add(1, 1) != 2) assert(false); }")
                        .verdict())
                .isEqualTo(Verdict.RE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#include <unistd.h>\nint add(int, int) { _exit(0); }",
                "#include <cstdlib>\nint add(int, int) { std::exit(0); }",
                "#include <unistd.h>\nstatic int early = (_exit(0), 0);\nint add(int, int) { return 0; }",
                "#include <unistd.h>\nextern \"C\" void _start() { _exit(0); }\nint add(int, int) { return 0; }",
                "int main() { return 0; }\nint add(int, int) { return 0; }",
                "extern \"C\" int __wrap_main(int, char**, char**) { return 0; }\nint add(int, int) { return 0; }",
                "extern \"C\" void triptych_check(int, bool) {}\nint add(int, int) { return 0; }",
                "#define NDEBUG\n#define assert(x)\nint add(int, int) { return 0; }",
                "#include <csetjmp>\n#include <csignal>\n#include <unistd.h>\n"
                        + "int add(int, int) { if (fork() == 0) return 3; _exit(0); }",
                "#include <unistd.h>\nint add(int, int) { for (int fd = 3; fd < 300; fd++) write(fd, \"passed\", 6); _exit(0); }",
                "extern \"C\" bool triptych_canary(int);\nint add(int, int) { return 0; }",
                "#include \"tests.cpp\"\n",
                "#include <thread>\n#include <unistd.h>\nint add(int, int) { std::thread([] { _exit(0); }).detach(); for (;;) {} }",
            })
    void acceptsNoCheat(String solution) {
        Judgement judged = asserts(solution, ADD_SUITE);
        assertThat(judged.verdict()).as(judged.reason()).isNotEqualTo(Verdict.AC);
    }

    @Test
    void letsNoDefinitionOfTheSolutionTakeAnothersPlace() {
        String suite = """
                #include <cassert>
                #include <cstring>
                #include <string>
                #include <vector>
                std::vector<int> both(int a, int b);
                std::string text(int a);
                const char* raw();
                int main() {
                    assert(both(1, 2) == (std::vector<int>{1, 2}));
                    assert(text(7) == "7");
                    assert(strcmp(raw(), "raw") == 0);
                }
                """;
        String solution = """
                #include <cstring>
                #include <string>
                #include <vector>
                template <> bool std::operator==(const std::vector<int>&, const std::vector<int>&) { return true; }
                template <> bool std::operator==(const std::string&, const char*) { return true; }
                extern "C" int strcmp(const char*, const char*) noexcept { return 0; }
                extern "C" int memcmp(const void*, const void*, unsigned long) noexcept { return 0; }
                std::vector<int> both(int a, int b) { return {%s}; }
                std::string text(int a) { return "%s"; }
                const char* raw() { return "%s"; }
                """;
        assertThat(asserts(solution.formatted("a, b", "7", "raw"), suite).verdict())
                .isEqualTo(Verdict.AC);
        assertThat(asserts(solution.formatted("b, a", "7", "raw"), suite).verdict())
                .isEqualTo(Verdict.WA);
        assertThat(asserts(solution.formatted("a, b", "8", "raw"), suite).verdict())
                .isEqualTo(Verdict.WA);
        assertThat(asserts(solution.formatted("a, b", "7", "war"), suite).verdict())
                .isEqualTo(Verdict.WA);
    }

    @Test
    void catchesByTheCanaryWhoSaysYesToEverything() {
        String solution = """
                #include <cstdint>
                #include <fcntl.h>
                #include <sys/mman.h>
                #include <unistd.h>
                // Finds the code that reports a failed check, in its own program, and has it never come there.
                int add(int, int) {
                    auto* returns = static_cast<uint8_t*>(__builtin_return_address(0));
                    auto* page = reinterpret_cast<void*>(reinterpret_cast<uintptr_t>(returns) & ~4095ul);
                    mprotect(page, 8192, PROT_READ | PROT_WRITE | PROT_EXEC);
                    for (int i = 0; i < 64; i++) {
                        // setcc %sil, or its like, before the call of the check
                        if (returns[i] == 0x0f && (returns[i + 1] & 0xf0) == 0x90) {
                            returns[i] = 0xb0 + (returns[i + 2] & 7);
                            returns[i + 1] = 1;
                            returns[i + 2] = 0x90;
                        }
                    }
                    return 0;
                }
                """;
        Judgement judged = asserts(solution, ADD_SUITE);
        assertThat(judged.verdict()).as(judged.reason()).isEqualTo(Verdict.CHEAT);
        assertThat(judged.reason()).startsWith("a check that cannot hold did not fail");
    }

    @Test
    void isRefusedWhereMoreAssuranceIsAsked() {
        Judgement judged = new Judge(sandbox, compiler)
                .judge(
                        new Submission(
                                SuiteStyle.ASSERT,
                                ADD,
                                ADD_SUITE,
                                List.of(),
                                Optional.empty(),
                                LIMITS,
                                Assurance.SPLIT,
                                false,
                                false,
                                Optional.of(CppStandard.CPP_17)),
                        () -> false);
        assertThat(judged.verdict()).isEqualTo(Verdict.WA);
        assertThat(judged.reason()).startsWith("refused: ");
    }

    private static Judgement asserts(String solution, String tests) {
        return judge(SuiteStyle.ASSERT, solution, tests, List.of(), CppStandard.CPP_17);
    }

    private static Judgement stdio(String source, CppStandard standard, String... inAndOut) {
        List<Submission.Case> cases = new ArrayList<>();
        for (int i = 0; i < inAndOut.length; i += 2) {
            cases.add(new Submission.Case(inAndOut[i], inAndOut[i + 1]));
        }
        return judge(SuiteStyle.STDIO, source, "", cases, standard);
    }

    private static Judgement judge(
            SuiteStyle style, String solution, String tests, List<Submission.Case> cases, CppStandard standard) {
        return new Judge(sandbox, compiler)
                .judge(
                        new Submission(
                                style,
                                solution,
                                tests,
                                cases,
                                Optional.empty(),
                                LIMITS,
                                Assurance.IN_PROCESS,
                                false,
                                false,
                                Optional.of(standard)),
                        () -> false);
    }
}
