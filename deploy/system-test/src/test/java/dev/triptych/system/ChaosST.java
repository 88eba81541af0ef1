package dev.triptych.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.system.stack.Command;
import dev.triptych.system.stack.Stack;
import java.time.Duration;
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
        String run = Stack.json(stack.api(
                                "POST",
                                "/api/v1/runs",
                                "{\"recipe\":\"kodcode\",\"target\":12,\"seed\":21,\"window\":1}")
                        .body())
                .path("run")
                .asText();

        for (String victim : VICTIMS) {
            awaitProgress(stack, run);
            assertThat(stack.show(run).path("status").asText())
                    .as("the run is still going on when %s is killed", victim)
                    .isEqualTo("RUNNING");
            killAndAwaitReturn(stack, victim);
        }

        await().atMost(RUN_MAX)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(stack.show(run).path("status").asText()).isNotEqualTo("RUNNING"));
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

    private static void awaitProgress(Stack stack, String run) {
        int before = calls(stack, run);
        await().atMost(PROGRESS_MAX)
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptions()
                .until(() -> calls(stack, run) > before);
    }

    private static int calls(Stack stack, String run) {
        return await().atMost(PROGRESS_MAX)
                .ignoreExceptions()
                .until(() -> stack.show(run).path("teacher").path("calls").asInt(-1), calls -> calls >= 0);
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
