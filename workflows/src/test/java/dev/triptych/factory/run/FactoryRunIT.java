package dev.triptych.factory.run;

import static dev.triptych.factory.fakes.FakeServices.passing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.Difficulty;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.TaskQueues;
import dev.triptych.contracts.factory.CommandResult;
import dev.triptych.contracts.factory.FactoryRun;
import dev.triptych.contracts.factory.LedgerActivities.RecordOutcome;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.ResponsePage;
import dev.triptych.contracts.factory.RetuneCommand;
import dev.triptych.contracts.factory.RunCommand;
import dev.triptych.contracts.factory.RunCounts;
import dev.triptych.contracts.factory.RunProgress;
import dev.triptych.contracts.factory.RunResult;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.factory.Triplet;
import dev.triptych.contracts.factory.TripletResult;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.solution.RespondPageResult;
import dev.triptych.contracts.solution.SolveResult;
import dev.triptych.factory.fakes.FakeFactory;
import dev.triptych.factory.fakes.FakeLedger;
import dev.triptych.factory.fakes.FakeServices;
import dev.triptych.testkit.TemporalServer;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only the real server shows. With {@code -Dtriptych.histories=DIR} it also writes the histories to replay. */
@Timeout(300)
class FactoryRunIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static TemporalServer server;

    private final WorkflowClient client = WorkflowClient.newInstance(
            server.client().getWorkflowServiceStubs(),
            WorkflowClientOptions.newBuilder(server.client().getOptions())
                    // Goes into the histories, which are committed.
                    .setIdentity("factory")
                    .build());
    private final FakeServices services = new FakeServices();
    private final FakeLedger ledger = new FakeLedger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final String workflowId = "run-" + UUID.randomUUID();
    private WorkerFactory workers;

    @BeforeAll
    static void startServer() {
        server = TemporalServer.start(directory);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void startWorkers() {
        workers = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(true)
                        .build());
        FakeFactory.addWorkers(workers, services, ledger);
        workers.start();
    }

    @AfterEach
    void stopWorkers() {
        gate.countDown();
        workers.shutdownNow();
        workers.awaitTermination(10, TimeUnit.SECONDS);
    }

    @Test
    void countsStayExactWhileExecutionsChangeAndCommandsComeAndWorkersDie() {
        WorkflowStub run = start(input(24).put("window", 6).put("continueAsNewEvery", 3));
        Set<String> commands = new HashSet<>();
        for (int round = 0; round < 8; round++) {
            CommandResult paused = command(run, FactoryRun.PAUSE, "pause-" + round);
            signalNonsense();
            if (round % 3 == 0) {
                stopWorkersHard();
                startWorkers();
            }
            // Repeats, before and after, are answered from what was carried over.
            assertThat(command(run, FactoryRun.PAUSE, "pause-" + round)).isEqualTo(paused);
            CommandResult resumed = command(run, FactoryRun.RESUME, "resume-" + round);
            assertThat(resumed.sequence()).isEqualTo(paused.sequence() + 1);
            commands.addAll(List.of(paused.requestId(), resumed.requestId()));
        }
        RunResult result = run.getResult(RunResult.class);
        assertThat(result.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(result.counts()).isEqualTo(new RunCounts(24, Map.of(), 0, 0));
        assertThat(result.candidates()).isEqualTo(24);
        assertThat(ledger.account().outcomes()).hasSize(24);
        RunProgress progress = progress(run);
        assertThat(progress.commands()).isEqualTo(commands.size());
        assertThat(progress.executions()).isGreaterThanOrEqualTo(8);
        assertThat(progress.run()).isEqualTo(result.run());
    }

    @Test
    void aResetRunIsTheSameRunAndAdoptsItsCandidates() {
        holdJudge();
        WorkflowStub run = start(input(3).put("window", 3));
        await().atMost(SOON).until(() -> progress(run).issued() == 3);
        RunId id = progress(run).run();
        tell(run, 1);
        await().atMost(SOON).until(() -> progress(run).counts().ended() == 1);

        resetToItsFirstTask();
        gate.countDown();

        RunResult result = client.newUntypedWorkflowStub(workflowId).getResult(RunResult.class);
        assertThat(result.run()).isEqualTo(id);
        assertThat(result.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(result.counts().accepted()).isEqualTo(3);
        assertThat(result.counts().ended()).isEqualTo(result.candidates());
        assertThat(ledger.runs()).isEqualTo(1);
    }

    @Test
    void twoStartsWithOneWorkflowIdAreTwoRuns() {
        RunResult first = start(input(1)).getResult(RunResult.class);
        RunResult second = start(input(1)).getResult(RunResult.class);
        assertThat(first.run()).isNotEqualTo(second.run());
        assertThat(ledger.runs()).isEqualTo(2);
    }

    @Test
    void aCancelledRunEndsItsCandidatesOfAllExecutions() {
        holdJudge();
        WorkflowStub run = start(input(9).put("window", 4).put("continueAsNewEvery", 3));
        await().atMost(SOON).until(() -> progress(run).issued() == 4);
        client.newUntypedWorkflowStub(workflowId).cancel();
        assertThatThrownBy(() -> run.getResult(RunResult.class)).isInstanceOf(WorkflowFailedException.class);
        assertThat(ledger.account().closed.orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(ledger.account().outcomes()).hasSize(4).containsOnly(new Outcome.Cancelled());
    }

    @Test
    void theHistoriesToReplayAreMadeHere() throws IOException {
        WorkflowStub run = start(input(4).put("window", 2).put("continueAsNewEvery", 3));
        CommandResult unused = command(run, FactoryRun.PAUSE, "p");
        CommandResult unused2 = command(run, FactoryRun.RESUME, "r");
        RunId id = run.getResult(RunResult.class).run();
        RunProgress last = progress(run);
        assertThat(last.executions()).isGreaterThan(1);

        save("factory-run-first", workflowId, Optional.of(id.value()));
        save("factory-run-last", workflowId, Optional.empty());
        save("triplet-accepted", Triplet.workflowId(new CandidateId(id, 1)), Optional.empty());
    }

    @Test
    void theHistoriesOfPagesAreMadeHere() throws IOException {
        WorkflowStub run = start(distill(8).put("continueAsNewEvery", 6));
        RunId id = run.getResult(RunResult.class).run();
        assertThat(progress(run).executions()).isGreaterThan(1);
        assertThat(ledger.account().outcomes()).hasSize(8);

        save("factory-run-pages-first", workflowId, Optional.of(id.value()));
        save("factory-run-pages-last", workflowId, Optional.empty());
        save("response-page", ResponsePage.workflowId(new CandidateId(id, 1)), Optional.empty());
    }

    @Test
    void aCancelledRunEndsItsPagesOfAllExecutions() {
        services.page = request -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new RespondPageResult(FakeServices.hash("rows"), 2, 0, 0);
        };
        WorkflowStub run = start(distill(20).put("window", 6).put("continueAsNewEvery", 3));
        await().atMost(SOON).until(() -> progress(run).issued() == 6);
        client.newUntypedWorkflowStub(workflowId).cancel();
        gate.countDown();
        assertThatThrownBy(() -> run.getResult(RunResult.class)).isInstanceOf(WorkflowFailedException.class);
        assertThat(ledger.account().closed.orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(ledger.account().outcomes()).hasSize(6);
    }

    private static ObjectNode distill(int target) {
        return input(target)
                .put("recipe", "distill")
                .put("questions", FakeServices.hash("questions").hex())
                .put("page", 2)
                .put("window", 4);
    }

    @Test
    void waitsAtItsBudgetThroughExecutionsAndDeathsAndGoesOnWhenItIsRaised() throws Exception {
        AtomicBoolean raised = new AtomicBoolean();
        services.solve = request -> {
            if (!raised.get() && request.question().id().number() > 1) {
                throw ActivityErrors.failure(ErrorCode.BUDGET_EXHAUSTED, "9 of 10 are spent");
            }
            return new SolveResult.Written(FakeServices.solution(request.attempt()), FakeServices.hash("evidence"));
        };
        WorkflowStub run =
                start(input(4).put("window", 2).put("continueAsNewEvery", 2).put("onBudget", "wait"));
        await().atMost(SOON).until(() -> progress(run).status() == RunStatus.WAITING_BUDGET);
        stopWorkersHard();
        startWorkers();
        raised.set(true);
        RetuneCommand raise = new RetuneCommand(
                "raise", TriptychJson.mapper().createObjectNode().put("budgetMicroUsd", 20));
        CommandResult told = run.update(FactoryRun.RETUNE, CommandResult.class, raise);
        assertThat(run.update(FactoryRun.RETUNE, CommandResult.class, raise)).isEqualTo(told);

        RunResult result = run.getResult(RunResult.class);
        assertThat(result.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(result.counts()).isEqualTo(new RunCounts(4, Map.of(), 0, 0));
        assertThat(ledger.account().retuned).isNotEmpty();
        save("factory-run-waited", workflowId, Optional.of(result.run().value()));
        save("triplet-waited", Triplet.workflowId(new CandidateId(result.run(), 2)), Optional.empty());
    }

    @Test
    void pausesWhereATeacherIsNotConfiguredAndGoesOnOnceItIs() throws Exception {
        AtomicBoolean configured = new AtomicBoolean();
        services.solve = request -> {
            if (!configured.get()) {
                throw ActivityErrors.failure(ErrorCode.TEACHER_UNKNOWN, "teacher big: no such profile");
            }
            return new SolveResult.Written(FakeServices.solution(request.attempt()), FakeServices.hash("evidence"));
        };
        WorkflowStub run = start(input(1).put("window", 1));
        await().atMost(SOON).until(() -> progress(run).status() == RunStatus.PAUSED);
        assertThat(progress(run).message()).contains("TEACHER_UNKNOWN", "big");
        configured.set(true);
        CommandResult unused = run.update(FactoryRun.RESUME, CommandResult.class, new RunCommand("go-on"));

        RunResult result = run.getResult(RunResult.class);
        assertThat(result.counts()).isEqualTo(new RunCounts(1, Map.of(), 0, 0));
        save("triplet-unconfigured", Triplet.workflowId(new CandidateId(result.run(), 1)), Optional.empty());
    }

    @Test
    void aRunThatWaitsCanBeCancelled() {
        services.solve = request -> {
            throw ActivityErrors.failure(ErrorCode.TEACHER_UNAUTHORIZED, "teacher big: HTTP 401");
        };
        WorkflowStub run = start(input(9).put("window", 4).put("continueAsNewEvery", 3));
        await().atMost(SOON).until(() -> progress(run).status() == RunStatus.PAUSED);
        client.newUntypedWorkflowStub(workflowId).cancel();
        assertThatThrownBy(() -> run.getResult(RunResult.class)).isInstanceOf(WorkflowFailedException.class);
        assertThat(ledger.account().outcomes()).isNotEmpty().containsOnly(new Outcome.Cancelled());
    }

    /** Ends of strangers and repeats, as they come when a child tells its end twice. */
    private void signalNonsense() {
        WorkflowStub latest = client.newUntypedWorkflowStub(workflowId);
        CandidateId stranger = CandidateId.parse("01234567-89ab-cdef-0123-456789abcdef/1");
        latest.signal(FactoryRun.CANDIDATE_FINISHED, new TripletResult(stranger, new Outcome.Cancelled()));
        ledger.account().candidates.entrySet().stream()
                .filter(candidate -> candidate.getValue().isPresent())
                .limit(3)
                .forEach(candidate -> latest.signal(
                        FactoryRun.CANDIDATE_FINISHED,
                        new TripletResult(
                                new CandidateId(ledger.account().opened.run(), candidate.getKey()),
                                candidate.getValue().orElseThrow())));
    }

    private void tell(WorkflowStub run, int number) {
        CandidateId candidate = new CandidateId(progress(run).run(), number);
        Outcome outcome = ledger.record(new RecordOutcome(
                        candidate, new Outcome.Accepted(candidate.tripletId(), Difficulty.EASY), Optional.empty()))
                .outcome();
        run.signal(FactoryRun.CANDIDATE_FINISHED, new TripletResult(candidate, outcome));
    }

    private void resetToItsFirstTask() {
        long firstTask = client.fetchHistory(workflowId).getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                .mapToLong(HistoryEvent::getEventId)
                .findFirst()
                .orElseThrow();
        client.getWorkflowServiceStubs()
                .blockingStub()
                .resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
                        .setNamespace(TemporalServer.NAMESPACE)
                        .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                        .setWorkflowTaskFinishEventId(firstTask)
                        .setRequestId(UUID.randomUUID().toString())
                        .setReason("test")
                        .build());
    }

    private void save(String name, String workflow, Optional<String> execution) throws IOException {
        String target = System.getProperty("triptych.histories");
        String runId = execution.orElseGet(() -> client.getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(TemporalServer.NAMESPACE)
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
                        .build())
                .getWorkflowExecutionInfo()
                .getExecution()
                .getRunId());
        String json = client.fetchHistory(workflow, runId).toJson(true);
        assertThat(json).contains("EVENT_TYPE_WORKFLOW_EXECUTION_STARTED");
        if (target != null) {
            Files.writeString(Path.of(target, name + ".json"), json);
        }
    }

    private void stopWorkersHard() {
        workers.shutdownNow();
        workers.awaitTermination(10, TimeUnit.SECONDS);
    }

    private void holdJudge() {
        services.judge = request -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return passing();
        };
    }

    private static ObjectNode input(int target) {
        return TriptychJson.mapper().createObjectNode().put("recipe", "kodcode").put("target", target);
    }

    private WorkflowStub start(ObjectNode input) {
        client.newUntypedWorkflowStub(
                        FactoryRun.TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(workflowId)
                                .setTaskQueue(TaskQueues.FACTORY)
                                .build())
                .start(input);
        return client.newUntypedWorkflowStub(workflowId);
    }

    private static RunProgress progress(WorkflowStub run) {
        return run.query(FactoryRun.PROGRESS, RunProgress.class);
    }

    private static CommandResult command(WorkflowStub run, String name, String requestId) {
        return run.update(name, CommandResult.class, new RunCommand(requestId));
    }
}
