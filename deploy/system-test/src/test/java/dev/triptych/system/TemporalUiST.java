package dev.triptych.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.system.stack.Stack;
import dev.triptych.system.stack.TemporalUi;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operators start, watch and break runs from Temporal's own UI; the ledger survives all of it. */
@ExtendWith(Stack.Shared.class)
class TemporalUiST {
    private static final Duration RUN_MAX = Duration.ofMinutes(3);
    private static final Duration NOTICE_MAX = Duration.ofMinutes(2);
    /** No call starts later than this after a run was closed. */
    private static final Duration LAST_CALL_MAX = Duration.ofSeconds(5);

    @Test
    void aRunIsStartedFromTheFormAndCompletes(Stack stack) {
        try (TemporalUi ui = new TemporalUi(stack.url("temporal"))) {
            ui.start("from-the-form", "FactoryRun", "{\"recipe\":\"kodcode\",\"target\":2,\"seed\":3}");
            String run = awaitRun(stack, "from-the-form");
            ui.open("from-the-form");
            ui.awaitStatus("Completed", RUN_MAX);

            JsonNode ledger = stack.ledger(run);
            Stack.assertAddsUp(ledger);
            assertThat(ledger.path("accepted").asInt()).isEqualTo(2);
        }
    }

    @Test
    void aWrongInputInTheFormFailsAtOnceAndShowsAnExample(Stack stack) {
        try (TemporalUi ui = new TemporalUi(stack.url("temporal"))) {
            ui.start("wrong-input", "FactoryRun", "{\"recipe\":\"kodcode\",\"target\":-3}");
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
                ui.open("wrong-input");
                ui.awaitStatus("Failed", Duration.ofSeconds(5));
            });
            ui.awaitText("target: must be", Duration.ofSeconds(10));
            ui.awaitText("minimal example", Duration.ofSeconds(10));
        }
    }

    @Test
    void aTerminatedChildAndThenATerminatedRunAreNoticedAndTheLedgerReconciles(Stack stack) {
        String run = Stack.json(stack.api(
                                "POST",
                                "/api/v1/runs",
                                "{\"recipe\":\"kodcode\",\"target\":50,\"seed\":9,\"window\":4}")
                        .body())
                .path("run")
                .asText();
        try (TemporalUi ui = new TemporalUi(stack.url("temporal"))) {
            ui.terminate("triplet/" + run + "/" + youngestCandidate(stack, run));
            await().atMost(NOTICE_MAX).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                            stack.show(run).path("progress").path("failed").asInt())
                    .isEqualTo(1));

            ui.terminate(stack.show(run).path("workflowId").asText());
        }
        int callsAtEnd = await().pollDelay(LAST_CALL_MAX)
                .atMost(NOTICE_MAX)
                .until(() -> stack.show(run).path("teacher").path("calls").asInt(), calls -> calls > 0);
        await().atMost(NOTICE_MAX).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                        stack.show(run).path("status").asText())
                .isEqualTo("CANCELLED"));

        JsonNode ledger = stack.ledger(run);
        Stack.assertAddsUp(ledger);
        assertThat(ledger.path("inFlight").asInt()).isZero();
        assertThat(ledger.path("failed").asInt()).isEqualTo(1);
        assertThat(ledger.path("cancelled").asInt()).isPositive();
        assertThat(ledger.path("teacher").path("calls").asInt())
                .as("no call starts later than %s after the run was terminated", LAST_CALL_MAX)
                .isEqualTo(callsAtEnd);
    }

    private static int youngestCandidate(Stack stack, String run) {
        return await().atMost(RUN_MAX)
                .ignoreExceptions()
                .until(
                        () -> stack.show(run)
                                .path("progress")
                                .path("candidates")
                                .asInt(),
                        candidates -> candidates >= 4);
    }

    private static String awaitRun(Stack stack, String workflowId) {
        return await().atMost(RUN_MAX)
                .ignoreExceptions()
                .until(
                        () -> {
                            for (JsonNode one : Stack.json(
                                            stack.api("GET", "/api/v1/runs", "").body())
                                    .path("runs")) {
                                if (one.path("workflowId").asText().equals(workflowId)) {
                                    return one.path("run").asText();
                                }
                            }
                            return "";
                        },
                        run -> !run.isEmpty());
    }
}
