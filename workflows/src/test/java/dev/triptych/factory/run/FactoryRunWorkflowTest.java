package dev.triptych.factory.run;

import static dev.triptych.factory.fakes.FakeServices.failing;
import static dev.triptych.factory.fakes.FakeServices.hash;
import static dev.triptych.factory.fakes.FakeServices.passing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.TaskQueues;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.factory.CommandResult;
import dev.triptych.contracts.factory.FactoryRun;
import dev.triptych.contracts.factory.LedgerActivities.IssueCandidates;
import dev.triptych.contracts.factory.LedgerActivities.RecordOutcome;
import dev.triptych.contracts.factory.LedgerActivities.Waiting;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.RetuneCommand;
import dev.triptych.contracts.factory.RunCommand;
import dev.triptych.contracts.factory.RunCounts;
import dev.triptych.contracts.factory.RunProgress;
import dev.triptych.contracts.factory.RunResult;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.factory.Triplet;
import dev.triptych.contracts.factory.TripletResult;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.question.DraftRequest;
import dev.triptych.contracts.question.DraftResult;
import dev.triptych.contracts.rewrite.RestyleRequest;
import dev.triptych.contracts.solution.RespondPageRequest;
import dev.triptych.contracts.solution.RespondPageResult;
import dev.triptych.contracts.solution.RespondRequest;
import dev.triptych.contracts.solution.SolveRequest;
import dev.triptych.contracts.solution.SolveResult;
import dev.triptych.contracts.tests.WriteTestsResult;
import dev.triptych.factory.fakes.FakeFactory;
import dev.triptych.factory.fakes.FakeLedger;
import dev.triptych.factory.fakes.FakeServices;
import dev.triptych.testkit.InMemoryTemporal;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cancellation, continue-as-new and reset are in {@code FactoryRunIT}: the in-memory server is not faithful there. */
@Timeout(60)
class FactoryRunWorkflowTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestWorkflowEnvironment temporal = InMemoryTemporal.start();
    private final FakeServices services = new FakeServices();
    private final FakeLedger ledger = new FakeLedger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean raised;

    @BeforeEach
    void start() {
        FakeFactory.addWorkers(temporal.getWorkerFactory(), services, ledger);
        temporal.start();
    }

    @AfterEach
    void close() {
        gate.countDown();
        temporal.close();
    }

    @Test
    void acceptsExactlyTheTarget() {
        RunResult result = result(start(input(12)));
        assertThat(result.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(result.counts()).isEqualTo(new RunCounts(12, Map.of(), 0, 0));
        assertThat(result.candidates()).isEqualTo(12);
        assertThat(ledger.account().accepted()).isEqualTo(12);
    }

    @Test
    void whatIsProvenBeyondTheTargetIsSurplus() {
        // Two of three fail, so the window grows beyond what is missing, and then all of it passes.
        services.draft = request -> request.candidate().number() <= 4
                ? new DraftResult.Dropped(RejectReason.ABSTAINED, hash("abstained"))
                : new DraftResult.Kept(FakeServices.question(request.candidate()));
        RunResult result = result(start(input(2)));
        assertThat(result.counts().accepted()).isEqualTo(2);
        assertThat(result.counts().surplus()).isPositive();
        assertThat(result.counts().ended()).isEqualTo(result.candidates());
        assertThat(result.reconciled()).isTrue();
    }

    @Test
    void givenQuestionsAreAnsweredPageByPage() {
        RunResult result = result(start(distill(23).put("page", 5).put("window", 15)));
        assertThat(result.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(result.counts()).isEqualTo(new RunCounts(23, Map.of(), 0, 0));
        assertThat(services.asked(RespondPageRequest.class))
                .extracting(page -> page.first() + "-" + page.last())
                .containsExactlyInAnyOrder("1-5", "6-10", "11-15", "16-20", "21-23");
    }

    @Test
    void aLongPageDoesNotHoldUpTheOthers() {
        services.page = request -> {
            if (request.first() == 1) {
                awaitGate();
            }
            return new RespondPageResult(hash("rows"), 5, 0, 0);
        };
        WorkflowStub run = start(distill(50).put("page", 5).put("window", 10));
        await().atMost(SOON).until(() -> ledger.runs() == 1 && ledger.account().accepted() == 45);
        gate.countDown();
        assertThat(result(run).counts().accepted()).isEqualTo(50);
    }

    @Test
    void thereAreNoMoreCandidatesThanGivenQuestions() {
        services.given = 12;
        RunResult result = result(start(distill(20).put("page", 5)));
        assertThat(result.status()).isEqualTo(RunStatus.EXHAUSTED);
        assertThat(result.candidates()).isEqualTo(12);
        assertThat(result.reconciled()).isTrue();
    }

    @Test
    void aPageOfWhichSomethingCannotBeHadIsSettledWithTheRest() {
        services.page = request -> {
            if (!request.settle()) {
                throw ActivityErrors.failure(ErrorCode.TEACHER_REJECTED_REQUEST, "400");
            }
            return new RespondPageResult(hash("rows"), 5, 0, 0);
        };
        assertThat(result(start(distill(5).put("page", 5))).counts().accepted()).isEqualTo(5);
    }

    @Test
    void subsetsTakeTurns() {
        RunResult unused = result(start(input(4)));
        assertThat(services.asked(DraftRequest.class))
                .extracting(request -> request.candidate().number() + " " + request.subset())
                .containsExactlyInAnyOrder("1 Docs", "2 Algorithm", "3 Docs", "4 Algorithm");
    }

    @Test
    void anEmptyInputFailsAtOnceWithAnExample() {
        WorkflowStub run = stub("empty");
        run.start();
        assertInvalid(
                run,
                "The run's input is not valid: recipe: is missing; one of [kodcode, distill]; target: is missing; a whole number"
                        + " from 1 to 1000000. A minimal example: {\"recipe\":\"kodcode\",\"target\":12}"
                        + " (with a teacher, where several are configured)");
        assertThat(ledger.runs()).isZero();
    }

    @Test
    void aWrongInputFailsAtOnce() {
        assertInvalid(
                start(input(-3)),
                "The run's input is not valid: target: must be ≥ 1, was -3."
                        + " A minimal example: {\"recipe\":\"kodcode\",\"target\":12}"
                        + " (with a teacher, where several are configured)");
    }

    @Test
    void whatTheInstallationDoesNotHaveFailsWithItsChoices() {
        ledger.problems = List.of("teacher: is missing; configured: big, small");
        assertInvalid(start(input(1)), "The run's input is not valid: teacher: is missing; configured: big, small");
    }

    @Test
    void aRunThatNamesNoTeacherAsksTheOneThatTheLedgerTells() {
        ledger.only = "big";
        RunResult result = result(start(input(2)));
        assertThat(result.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(services.asked(SolveRequest.class))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.teacher().profile()).isEqualTo("big"));
    }

    @Test
    void endsExhaustedWhenItsCandidatesAreUsedUp() {
        services.judge = request -> failing(Verdict.WA, 0, "wrong");
        RunResult result = result(start(input(3).put("maxCandidates", 7)));
        assertThat(result.status()).isEqualTo(RunStatus.EXHAUSTED);
        assertThat(result.counts()).isEqualTo(new RunCounts(0, Map.of(RejectReason.UNSOLVED, 7), 0, 0));
    }

    @Test
    void endsFailedWithTheCauseWhenNothingIsDecidedAnyMore() {
        services.draft = request -> {
            throw ActivityErrors.failure(ErrorCode.TEACHER_REJECTED_REQUEST, "big: 400");
        };
        WorkflowStub run = start(input(100));
        assertThatThrownBy(() -> result(run))
                .hasCauseInstanceOf(ApplicationFailure.class)
                .cause()
                .hasMessageContaining("the last with: TEACHER_REJECTED_REQUEST: question.draft: big: 400");
        assertThat(ledger.account().closed.orElseThrow().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ledger.account().outcomes()).hasSizeLessThan(30);
    }

    @Test
    void endsFailedWhenTheNumbersDoNotAgree() {
        holdJudge();
        WorkflowStub run = start(input(2));
        await().atMost(SOON).until(() -> progress(run).issued() == 2);
        ledger.lose(new CandidateId(progress(run).run(), 1));
        gate.countDown();
        // The lost row is written again by its own outcome; another one is lost for good.
        ledger.issue(new IssueCandidates(progress(run).run(), 99, 99));
        assertThatThrownBy(() -> result(run)).cause().isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getType()).isEqualTo("NOT_RECONCILED");
            assertThat(failure.getOriginalMessage()).contains("2 issued, 3 rows");
        });
    }

    @Test
    void pauseHoldsBackNewCandidatesUntilResume() {
        holdJudge();
        WorkflowStub run = start(input(12).put("window", 2));
        await().atMost(SOON).until(() -> progress(run).issued() == 2);
        assertThat(command(run, FactoryRun.PAUSE, "p")).isEqualTo(new CommandResult("pause", "p", RunStatus.PAUSED, 1));
        assertThat(ledger.account().statuses).containsExactly(RunStatus.PAUSED);
        gate.countDown();
        await().atMost(SOON).until(() -> progress(run).inFlight() == 0);
        assertThat(progress(run).issued()).isEqualTo(2);

        assertThat(command(run, FactoryRun.RESUME, "r").status()).isEqualTo(RunStatus.RUNNING);
        assertThat(result(run).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(ledger.account().statuses).containsExactly(RunStatus.PAUSED, RunStatus.RUNNING);
    }

    @Test
    void finishClosesTheRunWithWhatItHas() {
        holdJudge();
        WorkflowStub run = start(input(12).put("window", 3));
        await().atMost(SOON).until(() -> progress(run).issued() == 3);
        CommandResult unused = command(run, FactoryRun.FINISH, "f");
        gate.countDown();
        RunResult result = result(run);
        assertThat(result.status()).isEqualTo(RunStatus.FINISHED_EARLY);
        assertThat(result.counts().accepted()).isEqualTo(3);
    }

    @Test
    void atItsBudgetTheRunEndsWithWhatItHas() {
        services.draft = request -> {
            if (request.candidate().number() > 3) {
                throw broke();
            }
            return new DraftResult.Kept(FakeServices.question(request.candidate()));
        };
        RunResult result = result(start(input(12)));
        assertThat(result.status()).isEqualTo(RunStatus.BUDGET_EXHAUSTED);
        assertThat(result.counts().accepted()).isEqualTo(3);
        assertThat(result.reconciled()).isTrue();
        assertThat(result.message()).isEqualTo("BUDGET_EXHAUSTED: question.draft: 9 of 10 are spent");
        assertThat(ledger.account().closed.orElseThrow().status()).isEqualTo(RunStatus.BUDGET_EXHAUSTED);
        // No more than the window found out.
        assertThat(result.counts().failed()).isBetween(1, 8);
    }

    @Test
    void waitsAtItsBudgetUntilItIsRaised() {
        raised = false;
        services.solve = request -> {
            if (!raised && request.question().id().number() > 1) {
                throw broke();
            }
            return new SolveResult.Written(FakeServices.solution(request.attempt()), hash("evidence"));
        };
        WorkflowStub run = start(input(4).put("onBudget", "wait").put("budgetMicroUsd", 10));
        await().atMost(SOON).until(() -> progress(run).status() == RunStatus.WAITING_BUDGET);
        await().atMost(SOON).until(() -> progress(run).counts().accepted() == 1);
        assertThat(ledger.account().statuses).containsExactly(RunStatus.WAITING_BUDGET);
        assertThat(progress(run).message()).contains("9 of 10 are spent");
        int asked = services.asked(SolveRequest.class).size();

        raised = true;
        CommandResult told = retune(run, "r", "{\"budgetMicroUsd\":20}");

        assertThat(told).isEqualTo(new CommandResult("retune", "r", RunStatus.RUNNING, 1));
        RunResult result = result(run);
        assertThat(result.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(result.counts()).isEqualTo(new RunCounts(4, Map.of(), 0, 0));
        assertThat(ledger.account().retuned.getFirst().path("budgetMicroUsd").asLong())
                .isEqualTo(20);
        assertThat(ledger.account().statuses).containsExactly(RunStatus.WAITING_BUDGET, RunStatus.RUNNING);
        // While it waited, nobody asked.
        assertThat(asked).isLessThanOrEqualTo(8);
    }

    @Test
    void aRunThatWaitsAtItsBudgetCanBeFinished() {
        services.respond = request -> {
            throw broke();
        };
        WorkflowStub run = start(input(12).put("window", 3).put("onBudget", "wait"));
        await().atMost(SOON).until(() -> progress(run).status() == RunStatus.WAITING_BUDGET);
        CommandResult unused = command(run, FactoryRun.FINISH, "f");
        RunResult result = result(run);
        assertThat(result.status()).isEqualTo(RunStatus.FINISHED_EARLY);
        assertThat(result.counts()).isEqualTo(new RunCounts(0, Map.of(), result.candidates(), 0));
        assertThat(ledger.account().outcomes()).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.error())
                        .isEqualTo(ErrorCode.BUDGET_EXHAUSTED)));
    }

    @ParameterizedTest
    @CsvSource({
        "401, TEACHER_UNAUTHORIZED",
        "402, TEACHER_QUOTA_EXHAUSTED",
        "403, TEACHER_UNAUTHORIZED",
        "404, TEACHER_MODEL_UNKNOWN",
        "0, TEACHER_UNKNOWN",
        "200, TEACHER_INCOMPATIBLE"
    })
    void aTeacherThatLetsNobodyInPausesTheRunUntilResume(int status, ErrorCode code) {
        String message = "teacher big: HTTP " + status;
        raised = false;
        services.write = request -> {
            if (!raised) {
                throw ActivityErrors.failure(code, message);
            }
            return new WriteTestsResult.Written(FakeServices.suite(request.attempt()), 5, hash("evidence"));
        };
        WorkflowStub run = start(input(20));
        await().atMost(SOON).until(() -> progress(run).status() == RunStatus.PAUSED);
        assertThat(progress(run).message()).isEqualTo(code + ": test.write: " + message);
        raised = true;
        CommandResult unused = command(run, FactoryRun.RESUME, "r");
        assertThat(result(run).counts()).isEqualTo(new RunCounts(20, Map.of(), 0, 0));
    }

    @Test
    void updatesWithoutInputAsFromTheTemporalUiAreCommandsOfTheirOwn() {
        holdJudge();
        WorkflowStub run = start(input(1));
        assertThat(run.update(FactoryRun.PAUSE, CommandResult.class).status()).isEqualTo(RunStatus.PAUSED);
        assertThat(run.update(FactoryRun.RESUME, CommandResult.class).status()).isEqualTo(RunStatus.RUNNING);
        assertThat(run.update(FactoryRun.PAUSE, CommandResult.class).status()).isEqualTo(RunStatus.PAUSED);
        assertThat(run.update(FactoryRun.RESUME, CommandResult.class).sequence())
                .isEqualTo(4);
        assertThat(run.update(FactoryRun.RETUNE, CommandResult.class).sequence())
                .isEqualTo(5);
        gate.countDown();
        assertThat(result(run).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void retuneSwapsTheTeachersOfWhatRemains() {
        holdJudge();
        WorkflowStub run = start(input(3).put("window", 1).put("teacher", "big").put("responseTeacher", "wise"));
        await().atMost(SOON).until(() -> progress(run).issued() == 1);
        await().atMost(SOON).until(() -> services.asked(SolveRequest.class).size() == 1);
        CommandResult first = retune(run, "r", "{\"teacher\":\"fast\",\"window\":2}");
        assertThat(retune(run, "r", "{\"teacher\":\"fast\",\"window\":2}")).isEqualTo(first);
        gate.countDown();
        assertThat(result(run).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(services.asked(DraftRequest.class))
                .extracting(request -> request.teacher().profile())
                .containsExactly("big", "fast", "fast");
        // Also of the candidate that was under way.
        assertThat(services.asked(RestyleRequest.class))
                .extracting(request -> request.teacher().profile())
                .containsOnly("fast");
        assertThat(services.asked(RespondRequest.class))
                .extracting(request -> request.teacher().profile())
                .containsOnly("wise");
        assertThat(ledger.account().retuned).hasSize(1);
    }

    @Test
    void refusesToChangeWhatCannotBeChanged() {
        holdJudge();
        WorkflowStub run = start(input(1));
        assertThatThrownBy(() -> retune(run, "r", "{\"target\":5}"))
                .isInstanceOf(WorkflowUpdateException.class)
                .cause()
                .hasMessageContaining("target: cannot be changed");
        await().atMost(SOON).until(() -> progress(run).issued() == 1);
        ledger.problems = List.of("teacher: no profile named nobody");
        assertThatThrownBy(() -> retune(run, "s", "{\"teacher\":\"nobody\"}"))
                .isInstanceOf(WorkflowUpdateException.class)
                .cause()
                .hasMessageContaining("no profile named nobody");
    }

    private static ApplicationFailure broke() {
        return ActivityErrors.failure(ErrorCode.BUDGET_EXHAUSTED, "9 of 10 are spent");
    }

    private static CommandResult retune(WorkflowStub run, String requestId, String changes) {
        try {
            return run.update(
                    FactoryRun.RETUNE,
                    CommandResult.class,
                    new RetuneCommand(requestId, TriptychJson.mapper().readTree(changes)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesACommandWithoutAnId() {
        holdJudge();
        WorkflowStub run = start(input(1));
        assertThatThrownBy(() -> command(run, FactoryRun.PAUSE, " "))
                .isInstanceOf(WorkflowUpdateException.class)
                .cause()
                .hasMessageContaining("requestId: must be 1 to 64 characters");
    }

    @Test
    void aTerminatedCandidateThatSomebodyTellsOfIsCounted() {
        holdJudge();
        WorkflowStub run = start(input(2).put("window", 1));
        await().atMost(SOON).until(() -> progress(run).issued() == 1);
        CandidateId lost = new CandidateId(progress(run).run(), 1);
        temporal.getWorkflowClient()
                .newUntypedWorkflowStub(Triplet.workflowId(lost))
                .terminate("by an operator");
        Outcome outcome = new Outcome.Failed(ErrorCode.WORKFLOW_LOST, "terminated");
        ledger.record(new RecordOutcome(lost, outcome, Optional.empty()));
        run.signal(FactoryRun.CANDIDATE_FINISHED, new TripletResult(lost, outcome));
        gate.countDown();
        RunResult result = result(run);
        assertThat(result.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(result.counts()).isEqualTo(new RunCounts(2, Map.of(), 1, 0));
    }

    @Test
    void endsOfOtherRunsAndRepeatsAreDropped() {
        holdJudge();
        WorkflowStub run = start(input(1));
        await().atMost(SOON).until(() -> progress(run).issued() == 1);
        CandidateId stranger = CandidateId.parse("01234567-89ab-cdef-0123-456789abcdef/1");
        run.signal(FactoryRun.CANDIDATE_FINISHED, new TripletResult(stranger, new Outcome.Cancelled()));
        assertThat(progress(run).counts().ended()).isZero();
        gate.countDown();
        assertThat(result(run).counts()).isEqualTo(new RunCounts(1, Map.of(), 0, 0));
    }

    @Test
    void namesTheOldestWaitingCandidate() {
        // Between two tries nothing runs, so that time can be skipped.
        services.draft = request -> {
            throw ActivityErrors.failure(ErrorCode.STORE_UNAVAILABLE, "no Postgres");
        };
        WorkflowStub run = start(input(1));
        await().atMost(SOON).until(() -> progress(run).issued() == 1);
        Waiting waiting = new Waiting(new CandidateId(progress(run).run(), 1), "verify.judge", 45, "no verifier polls");
        ledger.oldest = Optional.of(waiting);
        temporal.sleep(Duration.ofSeconds(31));
        await().atMost(SOON).until(() -> progress(run).oldest().equals(Optional.of(waiting)));
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Judgements wait until {@link #gate} opens. */
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

    private static ObjectNode distill(int target) {
        return input(target)
                .put("recipe", "distill")
                .put("questions", hash("questions").hex());
    }

    private static ObjectNode input(int target) {
        return TriptychJson.mapper().createObjectNode().put("recipe", "kodcode").put("target", target);
    }

    private WorkflowStub start(JsonNode input) {
        WorkflowStub run = stub("run");
        run.start(input);
        return run;
    }

    private WorkflowStub stub(String id) {
        return temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        FactoryRun.TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue(TaskQueues.FACTORY)
                                .build());
    }

    private static RunProgress progress(WorkflowStub run) {
        return run.query(FactoryRun.PROGRESS, RunProgress.class);
    }

    private static CommandResult command(WorkflowStub run, String name, String requestId) {
        return run.update(name, CommandResult.class, new RunCommand(requestId));
    }

    private static RunResult result(WorkflowStub run) {
        return run.getResult(RunResult.class);
    }

    private static void assertInvalid(WorkflowStub run, String message) {
        assertThatThrownBy(() -> result(run)).cause().isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getType()).isEqualTo("INVALID_INPUT");
            assertThat(failure.isNonRetryable()).isTrue();
            assertThat(failure.getOriginalMessage()).isEqualTo(message);
        });
    }
}
