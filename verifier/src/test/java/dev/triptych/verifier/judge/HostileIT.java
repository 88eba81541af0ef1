package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.triptych.contracts.Language;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.program.Compiler;
import dev.triptych.verifier.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder of {@code src/test/hostile} is a program that wants something; {@code expect} is what it must get. While
 * it runs a neighbour does honest work; after it the host is looked at, and honest programs run in every place.
 * {@code -Dtriptych.hostile=PATTERN} runs the folders whose names contain a match.
 */
class HostileIT {
    private static final Path FOLDERS = Path.of("src/test/hostile");
    private static final Pattern ONLY = Pattern.compile(System.getProperty("triptych.hostile", ""));
    private static final int PLACES = 2;
    /** How late an answer may come after a limit. */
    private static final Duration LATE_MAX = Duration.ofMillis(500);
    /** A machine that builds and tests beside us may keep the judge waiting: that, and so many honest answers' time. */
    private static final Duration BUSY_MACHINE = Duration.ofSeconds(1);

    private static final int BUSY_FACTOR = 4;

    private static final Duration CLEAN_WITHIN = Duration.ofSeconds(10);

    private static Sandbox sandbox;
    private static HostFacts facts;
    private static ExecutorService threads;
    private static Neighbour neighbour;
    private static HostState atRest;

    @BeforeAll
    static void open() throws Exception {
        facts = new HostFacts();
        sandbox = RealSandbox.open(Map.of(
                "triptych.verifier.concurrency",
                Integer.toString(PLACES),
                "triptych.verifier.uid-base",
                Integer.toString(HostState.UID_BASE)));
        threads = Executors.newFixedThreadPool(PLACES);
        neighbour = new Neighbour(sandbox, PLACES);
        atRest = HostState.now();
        for (String warmUp : List.of("raises-skip", "suite-skips-itself", "output-exact")) {
            for (HostileProgram program : HostileProgram.of(FOLDERS.resolve(warmUp), facts, PLACES)) {
                runs(program, PLACES);
            }
        }
        neighbour.everywhere(PLACES);
        atRest = atRest.or(HostState.now());
    }

    @AfterAll
    static void close() throws Exception {
        neighbour.close();
        threads.shutdownNow();
        sandbox.close();
        facts.close();
        await().atMost(CLEAN_WITHIN)
                .untilAsserted(
                        () -> assertThat(ProcessHandle.current().descendants()).isEmpty());
        assertThat(OwnGroups.left()).isEmpty();
    }

    @TestFactory
    List<DynamicTest> getsWhatItDeserves() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path folder : folders()) {
            for (HostileProgram program : HostileProgram.of(folder, facts, PLACES)) {
                tests.add(dynamicTest(program.name(), () -> getsWhatItDeserves(program)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(FOLDERS)) {
            return all.filter(Files::isDirectory)
                    .filter(folder ->
                            ONLY.matcher(folder.getFileName().toString()).find())
                    .sorted()
                    .toList();
        }
    }

    private static void getsWhatItDeserves(HostileProgram program) throws Exception {
        boolean cpp = program.submission().language() == Language.CPP;
        assumeTrue(!cpp || sandbox.toolchain().cpp().isPresent(), "SKIPPED: no C++ compiler");
        List<Timed> judged;
        if (program.copies() == 1) {
            Neighbour.Beside beside = neighbour.beside();
            try {
                judged = runs(program, 1);
            } finally {
                beside.end();
            }
        } else {
            judged = runs(program, program.copies());
        }
        await().atMost(CLEAN_WITHIN)
                .untilAsserted(
                        () -> assertThat(HostState.now().surplusOver(atRest)).isEmpty());
        Duration honest = neighbour.everywhere(PLACES);
        judged.forEach(timed -> timed.deserved(program, honest));
    }

    private static List<Timed> runs(HostileProgram program, int copies)
            throws InterruptedException, ExecutionException {
        List<Future<Timed>> all = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            all.add(threads.submit(() -> {
                long start = System.nanoTime();
                Judgement judgement = new Judge(sandbox).judge(program.submission(), () -> false);
                return new Timed(judgement, Duration.ofNanos(System.nanoTime() - start));
            }));
        }
        List<Timed> judged = new ArrayList<>();
        for (Future<Timed> one : all) {
            judged.add(one.get());
        }
        return judged;
    }

    private record Timed(Judgement judgement, Duration elapsed) {
        void deserved(HostileProgram program, Duration honest) {
            Duration late = LATE_MAX.plus(BUSY_MACHINE).plus(honest.multipliedBy(BUSY_FACTOR));
            assertThat(judgement.verdict())
                    .as(judgement.reason() + judgement.checks() + judgement.output())
                    .isIn(program.expected());
            int cases = program.submission().style() == SuiteStyle.STDIO
                    ? judgement.checks().size()
                    : 1;
            assertThat(judgement.usage().cpu())
                    .as("CPU time")
                    .isLessThan(seconds(program.limits().cpuSeconds() * cases).plus(LATE_MAX));
            assertThat(judgement.usage().wall())
                    .as("wall time")
                    .isLessThan(seconds(program.limits().wallSeconds() * cases).plus(late));
            boolean cpp = program.submission().language() == Language.CPP;
            Duration compiled = cpp ? seconds(Compiler.LIMITS.wallSeconds()) : Duration.ZERO;
            assertThat(elapsed.minus(judgement.usage().wall()).minus(compiled))
                    .as("time from the end of the run to the answer, and before its start")
                    .isLessThan(late);
        }

        private static Duration seconds(double seconds) {
            return Duration.ofNanos((long) (seconds * 1e9));
        }
    }
}
