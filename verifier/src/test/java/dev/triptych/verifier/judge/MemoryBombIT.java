package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    /** A file that is under way between two sockets, which are under way themselves, has no owner that could die. */
    @Test
    void leavesNoMemoryThatItSentToItself() throws IOException {
        String sending = """
                import array
                import os
                import socket

                kept = os.memfd_create("kept")
                for _ in range(64):
                    os.write(kept, bytes(1 << 20))
                one, other = socket.socketpair()
                sent = array.array("i", (one.fileno(), other.fileno(), kept))
                one.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, sent)])
                print("sent", flush=True)
                os._exit(0)
                """;
        long before = sharedMebibytes();

        for (int round = 0; round < 5; round++) {
            assertThat(new Judge(sandbox)
                            .judge(RealSandbox.stdio(sending, "", "sent", 1, RealSandbox.LIMITS), () -> false)
                            .verdict())
                    .isEqualTo(Verdict.AC);
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> sharedMebibytes() < before + 2 * 64);
    }

    private static long sharedMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("Shmem:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static Verdict judge(String solution) {
        return new Judge(sandbox)
                .judge(RealSandbox.pytest(solution, SUITE, RealSandbox.LIMITS), () -> false)
                .verdict();
    }
}
