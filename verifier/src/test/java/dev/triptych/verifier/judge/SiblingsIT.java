package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.verifier.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Processes that come from one parent do not draw the same numbers: a program cannot know what another one draws. */
class SiblingsIT {
    private static final int RUNS = 4;
    private static final String DRAWS = """
            import os, random, secrets, tempfile, uuid
            print(random.random(), random.getrandbits(64), random.SystemRandom().random())
            print(uuid.uuid4(), os.urandom(8).hex(), secrets.token_hex(8))
            print(next(tempfile._get_candidate_names()))
            """;
    private static final String HASHES = "print(hash('a'), hash('b'), list({'x', 'y', 'z'}))\n";
    private static final String SUITE = "from solution import f\n\n\ndef test_f():\n    assert f() == 3\n";
    private static final String FUNCTION = "\n\ndef f():\n    return 3\n";
    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox = RealSandbox.open(Map.of("triptych.verifier.concurrency", "1"));
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    void drawDifferentNumbers() {
        assertThat(lines(printedBySolutions(DRAWS + FUNCTION))).doesNotHaveDuplicates();
        assertThat(lines(printedByScripts(DRAWS))).doesNotHaveDuplicates();
    }

    @Test
    void hashAlike() {
        assertThat(printedBySolutions(HASHES + FUNCTION))
                .hasSize(RUNS)
                .containsOnly(printedBySolutions(HASHES + FUNCTION).getFirst());
        assertThat(printedByScripts(HASHES))
                .hasSize(RUNS)
                .containsOnly(printedByScripts(HASHES).getFirst());
    }

    private static List<String> lines(List<String> texts) {
        List<String> lines = texts.stream()
                .flatMap(text -> text.strip().lines().flatMap(line -> List.of(line.split(" ")).stream()))
                .toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(7 * RUNS);
        return lines;
    }

    private static List<String> printedBySolutions(String solution) {
        return printed(RealSandbox.pytest(solution, SUITE, RealSandbox.LIMITS));
    }

    private static List<String> printedByScripts(String program) {
        return printed(RealSandbox.stdio(program, "", "", 1, RealSandbox.LIMITS));
    }

    private static List<String> printed(Submission submission) {
        List<String> printed = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            printed.add(
                    new Judge(sandbox).judge(submission, () -> false).output().stdout());
        }
        return printed;
    }
}
