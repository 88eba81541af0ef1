package dev.triptych.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.system.stack.Command;
import dev.triptych.system.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Any process may be killed at any time. */
@ExtendWith(Stack.Shared.class)
class ChaosST {
    private static final Duration PROGRESS_MAX = Duration.ofMinutes(2);
    private static final Duration RETURN_MAX = Duration.ofMinutes(2);
    private static final Duration RUN_MAX = Duration.ofMinutes(6);

    private static final List<String> VICTIMS = List.of(
            "solution-gen",
            "question-synth",
            "test-gen",
            "verifier",
            "rewriter",
            "workflows",
            "postgres",
            "temporal",
            "supervisor");

    @Test
    void killingEveryProcessInTurnLosesNothingAndPaysNothingTwice(Stack stack) {
        List<String> runs = new ArrayList<>();
        for (String victim : VICTIMS) {
            awaitWorkUnderWay(stack, runs);
            killAndAwaitReturn(stack, victim);
        }

        assertThat(runs).allSatisfy(run -> cameToItsEnd(stack, run));
    }

    /** Waits until the newest run asks its teacher; a machine so quick that it is through gets another run to do. */
    private static void awaitWorkUnderWay(Stack stack, List<String> runs) {
        while (runs.isEmpty() || !asksItsTeacher(stack, runs.getLast())) {
            assertThat(runs).hasSizeLessThan(VICTIMS.size());
            runs.add(start(stack, 21 + runs.size()));
        }
    }

    /** Starts a run, by as many tries as it takes until the API is there again after a kill; the key makes them one. */
    private static String start(Stack stack, int seed) {
        String input = "{\"recipe\":\"kodcode\",\"target\":12,\"window\":1,\"seed\":" + seed + "}";
        return await().atMost(RETURN_MAX)
                .ignoreExceptions()
                .until(
                        () -> Stack.json(stack.api("POST", "/api/v1/runs", input, "Idempotency-Key", "chaos-" + seed)
                                        .body())
                                .path("run")
                                .asText(),
                        run -> !run.isEmpty());
    }

    /** Whether the run makes another call; false once it has ended. */
    private static boolean asksItsTeacher(Stack stack, String run) {
        int before = calls(stack, run);
        return await().atMost(PROGRESS_MAX)
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptions()
                .until(() -> stack.show(run), shown -> ended(shown) || calls(shown) > before)
                .path("status")
                .asText()
                .equals("RUNNING");
    }

    private static void cameToItsEnd(Stack stack, String run) {
        await().atMost(RUN_MAX)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> ended(stack.show(run)));
        JsonNode ledger = stack.ledger(run);
        Stack.assertAddsUp(ledger);
        assertThat(ledger.path("status").asText()).as(ledger.toPrettyString()).isEqualTo("COMPLETED");
        assertThat(ledger.path("accepted").asInt()).isEqualTo(12);
        assertThat(ledger.path("inFlight").asInt()).isZero();
        assertThat(ledger.path("teacher").path("repaid").asInt(-1))
                .as(ledger.toPrettyString())
                .isZero();
        assertThat(ledger.path("truth").path("falseAccepts").asInt(-1)).isZero();
    }

    /** Whether a run has a status, and not that of one that goes on. */
    private static boolean ended(JsonNode shown) {
        return shown.hasNonNull("status") && !shown.path("status").asText().equals("RUNNING");
    }

    private static int calls(JsonNode shown) {
        return shown.path("teacher").path("calls").asInt(-1);
    }

    private static int calls(Stack stack, String run) {
        return await().atMost(PROGRESS_MAX).ignoreExceptions().until(() -> calls(stack.show(run)), calls -> calls >= 0);
    }

    private static void killAndAwaitReturn(Stack stack, String victim) {
        ProcessHandle process = stack.process(victim).orElseThrow(() -> new AssertionError(victim + " is not running"));
        long pid = process.pid();
        process.destroyForcibly();
        await().atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
        if (victim.equals("supervisor")) {
            Command.Result adopted = stack.run(RETURN_MAX, "up");
            assertThat(adopted.exit()).as(adopted.printed()).isZero();
        }
        await().atMost(RETURN_MAX)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(stack.process(victim).map(ProcessHandle::pid))
                        .as("%s is started again", victim)
                        .isPresent()
                        .isNotEqualTo(java.util.Optional.of(pid)));
    }
}
