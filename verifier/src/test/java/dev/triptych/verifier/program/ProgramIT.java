package dev.triptych.verifier.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.triptych.contracts.Language;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.sandbox.CancelledException;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.SandboxConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProgramIT {
    private static final Limits LIMITS = new Limits(1, 15, 96, 1);

    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox = new Sandbox(new SmallRyeConfigBuilder()
                .withMapping(SandboxConfig.class)
                .build()
                .getConfigMapping(SandboxConfig.class));
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    void reportsWhatAProgramPrintedAndUsed() {
        Execution run = run("import sys\nprint(int(input()) + 1)\nprint('hm', file=sys.stderr)\n", "41\n");
        assertThat(run.ending()).isEqualTo(Ending.EXITED);
        assertThat(run.exitCode()).hasValue(0);
        assertThat(run.verdict()).as("exit code 0 proves nothing").isEmpty();
        assertThat(new String(run.stdout(), UTF_8)).isEqualTo("42\n");
        assertThat(new String(run.stderr(), UTF_8)).isEqualTo("hm\n");
        assertThat(run.cpu()).isPositive();
    }

    @Test
    void keepsExitCodesAndSignalsApart() {
        Execution exit = run("raise SystemExit(3)", "");
        assertThat(exit.ending()).isEqualTo(Ending.EXITED);
        assertThat(exit.exitCode()).hasValue(3);
        assertThat(exit.verdict()).contains(Verdict.RE);
        Execution signal = run("import os; os.kill(os.getpid(), 11)", "");
        assertThat(signal.ending()).isEqualTo(Ending.SIGNALLED);
        assertThat(signal.signal()).hasValue(11);
        assertThat(signal.exitCode()).isEmpty();
    }

    @Test
    void namesTheLimitThatWasHit() {
        assertThat(run("while True: pass", "").ending()).isEqualTo(Ending.CPU_LIMIT);
        assertThat(run("bytearray(10 ** 9)[::4096].count(0)", "").ending()).isEqualTo(Ending.MEMORY_LIMIT);
        assertThat(run("while True: print('x' * 10000)", "").ending()).isEqualTo(Ending.OUTPUT_LIMIT);
        Limits patient = new Limits(1, 1, 96, 1);
        Program sleeper = new Program(Language.PYTHON, "import time; time.sleep(9)", input(""), patient, patient);
        assertThat(run(sleeper).run().orElseThrow().ending()).isEqualTo(Ending.WALL_LIMIT);
    }

    @Test
    void keepsBytesThatAreNoText() {
        Execution run = run("import sys; sys.stdout.buffer.write(bytes(range(256)))", "");
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(run.stdout()).isEqualTo(all);
    }

    @Test
    void givesFilesAndArgumentsAndBringsFilesBack() {
        String source = """
                import sys, helper
                print(sys.argv[1:], open("data/in.txt").read(), helper.X)
                open("out.bin", "wb").write(b"\\x00made")
                raise SystemExit(2)
                """;
        Input input = new Input(
                new byte[0],
                List.of("-a", "b c"),
                Map.of("helper.py", "X = 7\n".getBytes(UTF_8), "data/in.txt", "given".getBytes(UTF_8)),
                List.of("out.bin", "missing", "data/in.txt"));
        ProgramResult result = run(new Program(Language.PYTHON, source, input, LIMITS, LIMITS));
        Execution run = result.run().orElseThrow();
        assertThat(new String(run.stdout(), UTF_8)).isEqualTo("['-a', 'b c'] given 7\n");
        assertThat(run.exitCode()).hasValue(2);
        assertThat(result.files()).containsOnlyKeys("out.bin", "data/in.txt");
        assertThat(result.files().get("out.bin")).isEqualTo(new byte[] {0, 'm', 'a', 'd', 'e'});
    }

    @Test
    void fetchesOrdinaryFilesOnly() {
        String source = """
                import os
                os.symlink("/proc/self/status", "link")
                os.mkfifo("pipe")
                os.mkdir("folder")
                open("large", "wb").truncate(10 ** 7)
                """;
        Input input = new Input(new byte[0], List.of(), Map.of(), List.of("link", "pipe", "folder", "large"));
        ProgramResult result = run(new Program(Language.PYTHON, source, input, LIMITS, LIMITS));
        assertThat(result.clean()).isTrue();
        assertThat(result.files()).isEmpty();
    }

    @Test
    void endsWithTheProgramThatTakesItsWaiterAlong() {
        String source = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nwhile True: pass\n";
        Input input = new Input(new byte[0], List.of(), Map.of(), List.of("x"));
        Execution run = run(new Program(Language.PYTHON, source, input, LIMITS, LIMITS))
                .run()
                .orElseThrow();
        assertThat(run.ending()).isIn(Ending.SIGNALLED, Ending.CPU_LIMIT);
    }

    @Test
    void isTakenBack() {
        long since = System.nanoTime();
        assertThatThrownBy(() -> new SandboxPrograms(sandbox, new Compiler(sandbox))
                        .run(
                                new Program(Language.PYTHON, "while True: pass", input(""), LIMITS, LIMITS),
                                () -> System.nanoTime() - since > 200_000_000L))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void compilesAndRunsCpp() {
        assumeTrue(sandbox.toolchain().cpp().isPresent(), "SKIPPED: no C++ compiler");
        String source = """
                #include <fstream>
                #include <iostream>
                int main(int, char** arguments) {
                    std::string word, line;
                    std::cin >> word;
                    std::getline(std::ifstream("beside"), line);
                    std::ofstream("left") << line;
                    std::cout << word << ' ' << arguments[1];
                    return 3;
                }
                """;
        Map<String, byte[]> files = Map.of("beside", "a line".getBytes(UTF_8));
        Input input = new Input("word".getBytes(UTF_8), List.of("argument"), files, List.of("left", "none"));
        ProgramResult result = run(new Program(Language.CPP, source, input, LIMITS, Compiler.LIMITS));
        assertThat(result.compile().map(Execution::clean)).contains(true);
        Execution run = result.run().orElseThrow();
        assertThat(run.stdout()).asString(UTF_8).isEqualTo("word argument");
        assertThat(run.exitCode()).hasValue(3);
        assertThat(result.files()).containsOnlyKeys("left");
        assertThat(result.files().get("left")).asString(UTF_8).isEqualTo("a line");
    }

    @Test
    void runsNothingThatDoesNotCompile() {
        assumeTrue(sandbox.toolchain().cpp().isPresent(), "SKIPPED: no C++ compiler");
        ProgramResult result = run(new Program(Language.CPP, "int main( {}", input(""), LIMITS, Compiler.LIMITS));
        assertThat(result.run()).isEmpty();
        assertThat(result.verdict()).contains(Verdict.CE);
        Execution compile = result.compile().orElseThrow();
        assertThat(compile.ending()).isEqualTo(Ending.REFUSED_BY_COMPILER);
        assertThat(compile.exitCode()).hasValue(1);
        assertThat(compile.stderr()).asString(UTF_8).contains("error:");
    }

    @Test
    void hasNoFoldersForCpp() {
        Input input = new Input(new byte[0], List.of(), Map.of("a/b", new byte[0]), List.of());
        assertThatThrownBy(() -> new Program(Language.CPP, "", input, LIMITS, LIMITS))
                .hasMessageStartingWith("files: folders");
    }

    private static Execution run(String source, String stdin) {
        return run(new Program(Language.PYTHON, source, input(stdin), LIMITS, LIMITS))
                .run()
                .orElseThrow();
    }

    private static ProgramResult run(Program program) {
        return new SandboxPrograms(sandbox, new Compiler(sandbox)).run(program, () -> false);
    }

    private static Input input(String stdin) {
        return Input.of(stdin.getBytes(UTF_8));
    }
}
