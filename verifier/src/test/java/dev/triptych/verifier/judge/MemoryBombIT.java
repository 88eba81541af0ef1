package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Sandbox;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A program that was killed for its memory leaves its group as the next program needs it, however often that happens.
 * {@code -Dtriptych.hostile.rounds=1000} for the long form.
 */
class MemoryBombIT {
    private static final int ROUNDS = Integer.getInteger("triptych.hostile.rounds", 20);
    private static final String BOMB = """
            def f(a, b):
                eaten = []
                while True:
                    eaten.append(bytearray(10 ** 7))
            """;
    /** 90 % of the limit of 96 MiB, every page of it touched. */
    private static final String HONEST = """
            def f(a, b):
                used = bytearray(86 * 2 ** 20)
                used[::4096] = b"x" * len(used[::4096])
                return a + b
            """;

    private static final String SUITE = "from solution import f\n\n\ndef test_f():\n    assert f(1, 2) == 3\n";
    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox = RealSandbox.open(Map.of(
                "triptych.verifier.concurrency",
                "1",
                "triptych.verifier.uid-base",
                Integer.toString(HostState.UID_BASE + 100)));
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    void leavesTheNextProgramAllItsMemory() {
        for (int round = 1; round <= ROUNDS; round++) {
            assertThat(judge(BOMB)).as("the bomb of round %d", round).isEqualTo(Verdict.MLE);
            assertThat(judge(HONEST))
                    .as("the honest program of round %d", round)
                    .isEqualTo(Verdict.AC);
        }
    }

    private static Verdict judge(String solution) {
        return new Judge(sandbox)
                .judge(RealSandbox.pytest(solution, SUITE, RealSandbox.LIMITS), () -> false)
                .verdict();
    }
}
