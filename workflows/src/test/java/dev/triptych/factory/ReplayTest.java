package dev.triptych.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.factory.LedgerActivities.RecordOutcome;
import dev.triptych.contracts.factory.LedgerActivities.RecordPage;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.PageRequest;
import dev.triptych.contracts.factory.PageResult;
import dev.triptych.contracts.factory.ResponsePage;
import dev.triptych.contracts.factory.Triplet;
import dev.triptych.contracts.factory.TripletRequest;
import dev.triptych.contracts.factory.TripletResult;
import dev.triptych.contracts.factory.Tuning;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.page.ResponsePageWorkflow;
import dev.triptych.factory.run.FactoryRunWorkflow;
import dev.triptych.factory.steps.Steps;
import dev.triptych.factory.triplet.TripletWorkflow;
import dev.triptych.testkit.InMemoryTemporal;
import io.temporal.internal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowHistoryLoader;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Histories of runs that happened, by {@code FactoryRunIT} with {@code -Dtriptych.histories=DIR}. Whoever changes a
 * workflow so that one of these no longer replays would break the runs that are under way: use {@code Workflow.getVersion}.
 */
class ReplayTest {
    private static final int PAYLOAD_BYTES_MAX = 16 * 1024;

    private final TestWorkflowEnvironment temporal = InMemoryTemporal.start();

    @AfterEach
    void close() {
        temporal.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "factory-run-first",
                "factory-run-last",
                "triplet-accepted",
                "factory-run-pages-first",
                "factory-run-pages-last",
                "response-page",
                "factory-run-waited",
                "triplet-waited",
                "triplet-unconfigured"
            })
    void theWorkflowsReplayWhatHappened(String name) throws Exception {
        worker(FactoryRunWorkflow.class, TripletWorkflow.class, ResponsePageWorkflow.class)
                .replayWorkflowExecution(history(name));
    }

    @Test
    void aWorkflowThatDoesSomethingElseFailsTheReplay() {
        Worker changed = worker(ChangedTriplet.class);
        assertThatThrownBy(() -> changed.replayWorkflowExecution(history("triplet-accepted")))
                .hasStackTraceContaining("NonDeterministicException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "factory-run-first",
                "factory-run-last",
                "triplet-accepted",
                "factory-run-pages-first",
                "factory-run-pages-last",
                "response-page",
                "factory-run-waited",
                "triplet-waited"
            })
    void payloadsAreIdsAndSmallNumbers(String name) throws IOException {
        try (InputStream json = ReplayTest.class.getResourceAsStream("/histories/" + name + ".json")) {
            JsonNode history = TriptychJson.mapper().readTree(json);
            assertThat(history.findValuesAsText("data")).isNotEmpty().allSatisfy(data -> assertThat(
                            Base64.getDecoder().decode(data))
                    .hasSizeLessThanOrEqualTo(PAYLOAD_BYTES_MAX));
        }
    }

    @Test
    void aPageThatDoesSomethingElseFailsTheReplay() {
        Worker changed = worker(ChangedPage.class);
        assertThatThrownBy(() -> changed.replayWorkflowExecution(history("response-page")))
                .hasStackTraceContaining("NonDeterministicException");
    }

    private Worker worker(Class<?>... workflows) {
        Worker worker = temporal.newWorker("replay", InMemoryTemporal.PATIENT);
        worker.registerWorkflowImplementationTypes(workflows);
        return worker;
    }

    private static WorkflowExecutionHistory history(String name) throws IOException {
        return WorkflowHistoryLoader.readHistoryFromResource("histories/" + name + ".json");
    }

    /** A triplet that skips what the history says it did. */
    public static final class ChangedTriplet implements Triplet {
        @Override
        public TripletResult run(TripletRequest request) {
            Outcome outcome = Steps.ledger()
                    .record(new RecordOutcome(request.candidate(), new Outcome.Cancelled(), Optional.empty()))
                    .outcome();
            return new TripletResult(request.candidate(), outcome);
        }

        @Override
        public void retuned(Tuning tuning) {}

        @Override
        public void giveUp() {}
    }

    /** A page that asks nobody. */
    public static final class ChangedPage implements ResponsePage {
        @Override
        public PageResult run(PageRequest request) {
            var recorded = Steps.ledger()
                    .recordPage(new RecordPage(
                            request.id(), request.first(), request.last(), Optional.empty(), new Outcome.Cancelled()));
            return new PageResult(request.id(), request.first(), request.last(), recorded.counts(), "");
        }

        @Override
        public void retuned(Tuning tuning) {}

        @Override
        public void giveUp() {}
    }
}
