package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every folder of {@code src/test/hostile} is a program that wants something; {@code expect} is what it must get. */
class HostileIT {
    private static final Path FOLDERS = Path.of("src/test/hostile");
    private static final int AT_ONCE = 2;
    /** What a program that wastes time on purpose gets. */
    private static final Limits SHORT = new Limits(0.5, 1.5, 96, 1);

    private static Sandbox sandbox;
    private static ExecutorService threads;

    @BeforeAll
    static void open() {
        sandbox = RealSandbox.open(Map.of("triptych.verifier.concurrency", Integer.toString(AT_ONCE)));
        threads = Executors.newFixedThreadPool(AT_ONCE);
    }

    @AfterAll
    static void leavesNothingBehind() {
        threads.shutdownNow();
        sandbox.close();
        assertThat(ProcessHandle.current().descendants()).isEmpty();
        assertThat(OwnGroups.left()).isEmpty();
    }

    @TestFactory
    List<DynamicTest> getsWhatItDeserves() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDERS)) {
            List<Path> sorted = folders.sorted().toList();
            assertThat(sorted).isNotEmpty();
            return sorted.stream().map(this::started).toList();
        }
    }

    private DynamicTest started(Path folder) {
        Future<Judgement> judged = threads.submit(() -> judge(folder));
        return dynamicTest(folder.getFileName().toString(), () -> {
            Judgement judgement = judged.get();
            assertThat(judgement.verdict().name())
                    .as(judgement.reason() + judgement.checks())
                    .isEqualTo(read(folder, "expect").strip());
        });
    }

    private static Judgement judge(Path folder) throws IOException {
        boolean waits = read(folder, "expect").strip().equals("ILE");
        Submission submission = RealSandbox.pytest(
                read(folder, "solution.py"), read(folder, "tests.py"), waits ? SHORT : RealSandbox.LIMITS);
        return new Judge(sandbox).judge(submission, () -> false);
    }

    private static String read(Path folder, String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
