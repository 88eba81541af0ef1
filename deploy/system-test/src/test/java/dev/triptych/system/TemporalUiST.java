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
    private static final Duration PAGE_MAX = Duration.ofMinutes(1);
    /** How many children are tried before one lives long enough to be terminated by hand. */
    private static final int CHILDREN_MAX = 8;
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
            ui.open("wrong-input");
            ui.awaitStatus("Failed", PAGE_MAX);
            ui.awaitText("target: must be", PAGE_MAX);
            ui.awaitText("minimal example", PAGE_MAX);
        }
    }

    @Test
    void aTerminatedChildAndThenATerminatedRunAreNoticedAndTheLedgerReconciles(Stack stack) {
        String run = breakARun(stack);

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

    /** Terminates one child of a run and, when that was noticed, the run. The browser is there before the run is. */
    private static String breakARun(Stack stack) {
        try (TemporalUi ui = new TemporalUi(stack.url("temporal"))) {
            String run = Stack.json(stack.api(
                                    "POST",
                                    "/api/v1/runs",
                                    "{\"recipe\":\"kodcode\",\"target\":200,\"seed\":9,\"window\":4}")
                            .body())
                    .path("run")
                    .asText();
            terminateAChild(ui, stack, run);
            await().atMost(NOTICE_MAX).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                            stack.show(run).path("progress").path("failed").asInt())
                    .isEqualTo(1));

            assertThat(ui.terminate(stack.show(run).path("workflowId").asText()))
                    .isTrue();
            return run;
        }
    }

    /** A child may end while its page opens: then one that began later is tried. */
    private static void terminateAChild(TemporalUi ui, Stack stack, String run) {
        int known = 0;
        for (int tries = 0; tries < CHILDREN_MAX; tries++) {
            if (ui.terminate("triplet/" + run + "/" + newCandidate(stack, run, known))) {
                return;
            }
            known = candidates(stack, run);
        }
        throw new AssertionError("each of " + CHILDREN_MAX + " children ended before it could be terminated");
    }

    /** The youngest candidate, as soon as there is one with a number above {@code known}. */
    private static int newCandidate(Stack stack, String run, int known) {
        return await().atMost(RUN_MAX)
                .ignoreExceptions()
                .until(() -> candidates(stack, run), candidates -> candidates > known);
    }

    private static int candidates(Stack stack, String run) {
        return stack.show(run).path("progress").path("candidates").asInt();
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
