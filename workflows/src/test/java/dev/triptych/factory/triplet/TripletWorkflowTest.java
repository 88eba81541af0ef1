package dev.triptych.factory.triplet;

import static dev.triptych.factory.fakes.FakeServices.failing;
import static dev.triptych.factory.fakes.FakeServices.hash;
import static dev.triptych.factory.fakes.FakeServices.passing;
import static dev.triptych.factory.fakes.FakeServices.question;
import static dev.triptych.factory.fakes.FakeServices.solution;
import static dev.triptych.factory.fakes.FakeServices.suite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.Difficulty;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.TaskQueues;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.factory.LedgerActivities.IssueCandidates;
import dev.triptych.contracts.factory.LedgerActivities.OpenRun;
import dev.triptych.contracts.factory.LedgerActivities.RecordOutcome;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.factory.Triplet;
import dev.triptych.contracts.factory.TripletParts;
import dev.triptych.contracts.factory.TripletRequest;
import dev.triptych.contracts.factory.TripletResult;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.question.DraftResult;
import dev.triptych.contracts.rewrite.RestyleRequest;
import dev.triptych.contracts.rewrite.RestyleResult;
import dev.triptych.contracts.solution.RespondResult;
import dev.triptych.contracts.solution.SolveRequest;
import dev.triptych.contracts.solution.SolveResult;
import dev.triptych.contracts.tests.WriteTestsResult;
import dev.triptych.contracts.verify.JudgeRequest;
import dev.triptych.contracts.verify.JudgeResult;
import dev.triptych.factory.fakes.FakeFactory;
import dev.triptych.factory.fakes.FakeLedger;
import dev.triptych.factory.fakes.FakeServices;
import dev.triptych.testkit.InMemoryTemporal;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TripletWorkflowTest {
    private static final CandidateId CANDIDATE = new CandidateId(new RunId("01234567-89ab-cdef-0123-456789abcdef"), 3);
    private static final Consumer<ObjectNode> AS_IT_IS = input -> {};

    private final TestWorkflowEnvironment temporal = InMemoryTemporal.start();
    private final FakeServices services = new FakeServices();
    private final FakeLedger ledger = new FakeLedger();

    @BeforeEach
    void start() {
        FakeFactory.addWorkers(temporal.getWorkerFactory(), services, ledger);
        temporal.start();
        ledger.open(new OpenRun(
                CANDIDATE.run(), "run", TriptychJson.mapper().createObjectNode().put("target", 1)));
        ledger.issue(new IssueCandidates(CANDIDATE.run(), 1, 3));
    }

    @AfterEach
    void close() {
        temporal.close();
    }

    @Test
    void aQuestionWhoseAttemptsPassBecomesATriplet() {
        assertThat(run(AS_IT_IS)).isEqualTo(new Outcome.Accepted(CANDIDATE.tripletId(), Difficulty.EASY));
        assertThat(kept())
                .isEqualTo(new TripletParts(
                        question(CANDIDATE),
                        solution(1),
                        suite(1),
                        1,
                        List.of(1, 1),
                        Difficulty.EASY,
                        passing(),
                        Optional.of(new TripletParts.Completion(hash("prompt"), hash("fitted"), hash("judged"))),
                        Optional.of(new TripletParts.Response(
                                hash("thinking"), hash("answer"), hash("response"), hash("judged"), 1))));
    }

    @Test
    void thePassSequenceAndTheDifficultyTellWhichAttemptsPassed() {
        services.judge = request -> request.solution().equals(solution(3)) || !request.gates()
                ? passing()
                : failing(Verdict.WA, 1, "wrong");
        assertThat(run(input -> input.put("attempts", "fixed(4)")))
                .isEqualTo(new Outcome.Accepted(CANDIDATE.tripletId(), Difficulty.HARD));
        assertThat(kept().passSequence()).containsExactly(0, 0, 1, 0);
        assertThat(kept().attempt()).isEqualTo(3);
        assertThat(kept().solution()).isEqualTo(solution(3));
    }

    @Test
    void theTemperatureRisesWithTheAttempts() {
        Outcome unused = run(input -> input.put("attempts", "fixed(3)"));
        assertThat(services.asked(SolveRequest.class))
                .extracting(request -> request.teacher().temperature())
                .containsExactly(0.2, 0.4, 0.6);
    }

    @Test
    void adaptiveAttemptsStopWhenTheDifficultyIsSettled() {
        Outcome unused = run(input -> input.put("attempts", "adaptive(1,10)"));
        assertThat(services.asked(SolveRequest.class)).hasSize(2);
    }

    @Test
    void aDraftThatIsDroppedIsRejectedWithItsReasonBeforeAnyAttempt() {
        services.draft = request -> new DraftResult.Dropped(RejectReason.ABSTAINED, hash("abstained"));
        assertThat(run(AS_IT_IS))
                .isEqualTo(new Outcome.Rejected(RejectReason.ABSTAINED, Optional.of(hash("abstained"))));
        assertThat(services.asked(SolveRequest.class)).isEmpty();
    }

    @Test
    void aDuplicateIsRejected() {
        services.draft =
                request -> new DraftResult.DuplicateOf(new CandidateId(CANDIDATE.run(), 1), hash("the same question"));
        assertThat(run(AS_IT_IS))
                .isEqualTo(new Outcome.Rejected(RejectReason.DUPLICATE, Optional.of(hash("the same question"))));
    }

    @Test
    void whatNoAttemptSolvesIsRejectedWithTheEvidenceOfTheClosest() {
        services.judge = request -> request.solution().equals(solution(2))
                ? failing(Verdict.WA, 4, "close")
                : failing(Verdict.RE, 0, "far");
        assertThat(run(AS_IT_IS)).isEqualTo(new Outcome.Rejected(RejectReason.UNSOLVED, Optional.of(hash("close"))));
    }

    @Test
    void aReplyWithoutAProgramIsAFailedAttempt() {
        services.solve = request -> new SolveResult.Unreadable("no-code", hash("reply " + request.attempt()));
        assertThat(run(AS_IT_IS)).isEqualTo(new Outcome.Rejected(RejectReason.UNSOLVED, Optional.of(hash("reply 1"))));
        assertThat(services.asked(JudgeRequest.class)).isEmpty();
    }

    @Test
    void withoutAnySuiteTheTestsAreInvalid() {
        services.write = request -> request.attempt() == 1
                ? new WriteTestsResult.Invalid("shadows-entry-point", hash("shadowing"))
                : new WriteTestsResult.Unreadable("no-code", hash("prose"));
        assertThat(run(AS_IT_IS))
                .isEqualTo(new Outcome.Rejected(RejectReason.INVALID_TESTS, Optional.of(hash("shadowing"))));
    }

    @Test
    void aSuiteWithACheckThatHoldsForStubsIsWeak() {
        services.judge = request -> judged(0.95, List.of("test_nothing"), List.of(), Assurance.SPLIT);
        assertThat(run(AS_IT_IS)).isEqualTo(new Outcome.Rejected(RejectReason.WEAK_TESTS, Optional.of(hash("weak"))));
    }

    @Test
    void aSuiteThatDefinesWhatTheSolutionDefinesIsWeak() {
        services.judge = request -> judged(0.95, List.of(), List.of("count"), Assurance.SPLIT);
        assertThat(run(AS_IT_IS)).isEqualTo(new Outcome.Rejected(RejectReason.WEAK_TESTS, Optional.of(hash("weak"))));
    }

    @Test
    void coverageBelowTheFloorIsWeak() {
        services.judge = request -> judged(0.89, List.of(), List.of(), Assurance.SPLIT);
        assertThat(run(AS_IT_IS)).isEqualTo(new Outcome.Rejected(RejectReason.WEAK_TESTS, Optional.of(hash("weak"))));
        assertThat(services.asked(JudgeRequest.class)).allMatch(JudgeRequest::gates);
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_PROCESS", "SELF_ATTESTED"})
    void aPassThatWasJudgedTooWeaklyProvesNothing(Assurance weak) {
        services.judge = request -> judged(1.0, List.of(), List.of(), weak);
        assertThat(run(AS_IT_IS)).isEqualTo(new Outcome.Rejected(RejectReason.UNSOLVED, Optional.of(hash("weak"))));
    }

    @Test
    void aLeakyStyleIsTriedOnceMoreAndThenLeftOut() {
        services.restyle = request -> new RestyleResult.Leaky("hidden-tests", hash("leak"));
        assertThat(run(AS_IT_IS)).isInstanceOf(Outcome.Accepted.class);
        assertThat(kept().completion()).isEmpty();
        assertThat(services.asked(RestyleRequest.class))
                .extracting(RestyleRequest::attempt)
                .containsExactly(1, 2);
    }

    @Test
    void aStyleThatNoLongerPassesIsLeftOut() {
        services.judge =
                request -> request.solution().equals(hash("fitted")) ? failing(Verdict.WA, 3, "broken") : passing();
        assertThat(run(AS_IT_IS)).isInstanceOf(Outcome.Accepted.class);
        assertThat(kept().completion()).isEmpty();
    }

    @Test
    void responsesAreSampledUntilOnePasses() {
        services.respond = request -> request.sample() < 3
                ? new RespondResult.Unreadable("no-thinking", hash("bare"))
                : new RespondResult.Written(hash("thinking"), hash("answer"), hash("response"));
        assertThat(run(AS_IT_IS)).isInstanceOf(Outcome.Accepted.class);
        assertThat(kept().response().orElseThrow().sample()).isEqualTo(3);
    }

    @Test
    void neitherStyleNorResponseIsAskedForWhereTheRunWantsNone() {
        Outcome unused = run(input -> input.put("restyle", false).put("responsesMax", 0));
        assertThat(kept().completion()).isEmpty();
        assertThat(kept().response()).isEmpty();
        assertThat(services.asked).hasSize(1 + 2 * 3);
    }

    @Test
    void aCandidateWithoutAPlaceAdoptsWhatTheLedgerSays() {
        ledger.record(new RecordOutcome(
                new CandidateId(CANDIDATE.run(), 1),
                new Outcome.Accepted(new CandidateId(CANDIDATE.run(), 1).tripletId(), Difficulty.EASY),
                Optional.empty()));
        assertThat(run(AS_IT_IS)).isEqualTo(new Outcome.Rejected(RejectReason.SURPLUS, Optional.empty()));
        assertThat(kept().solution()).isEqualTo(solution(1));
    }

    @Test
    void aStepThatCannotBeDoneFailsTheCandidateWithItsCode() {
        services.solve = request -> {
            throw ActivityErrors.failure(ErrorCode.TEACHER_UNAUTHORIZED, "rehearsal: 401");
        };
        assertThat(run(AS_IT_IS))
                .isEqualTo(new Outcome.Failed(ErrorCode.TEACHER_UNAUTHORIZED, "solution.solve: rehearsal: 401"));
    }

    @Test
    void troubleThatPassesIsOutlasted() {
        int[] tries = new int[1];
        services.draft = request -> {
            if (++tries[0] < 20) {
                throw ActivityErrors.failure(ErrorCode.STORE_UNAVAILABLE, "no Postgres");
            }
            return new DraftResult.Kept(question(CANDIDATE));
        };
        assertThat(run(AS_IT_IS)).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void aVerifierThatCannotJudgeIsAskedAgainAndThenFailsTheCandidate() {
        services.judge = request -> failing(Verdict.IE, 0, "host");
        assertThat(run(AS_IT_IS))
                .isEqualTo(new Outcome.Failed(ErrorCode.SANDBOX_FAILED, "The verifier could not judge in 3 tries"));
        assertThat(services.asked(JudgeRequest.class)).hasSize(3);
    }

    @Test
    void aRunThatTakesNoMoreCallsCancelsTheCandidate() {
        services.write = request -> {
            throw ActivityErrors.failure(ErrorCode.RUN_CLOSED, "closed");
        };
        assertThat(run(AS_IT_IS)).isEqualTo(new Outcome.Cancelled());
    }

    @Test
    void aCancelledCandidateIsRecordedAndEndsCancelled() throws Exception {
        CountDownLatch drafting = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        services.draft = request -> {
            drafting.countDown();
            try {
                cancelled.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new DraftResult.Kept(question(CANDIDATE));
        };
        WorkflowStub started = start(AS_IT_IS);
        drafting.await();
        started.cancel();
        assertThatThrownBy(() -> started.getResult(Object.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
        cancelled.countDown();
        assertThat(recorded()).isEqualTo(new Outcome.Cancelled());
    }

    private static JudgeResult judged(
            double coverage, List<String> passingStubs, List<String> shadowed, Assurance assurance) {
        return new JudgeResult(
                Verdict.AC, assurance, 5, 5, Optional.of(coverage), passingStubs, shadowed, hash("weak"));
    }

    private Outcome run(Consumer<ObjectNode> change) {
        Outcome told = start(change).getResult(TripletResult.class).outcome();
        assertThat(told).isEqualTo(recorded());
        return told;
    }

    private WorkflowStub start(Consumer<ObjectNode> change) {
        ObjectNode input = TriptychJson.mapper()
                .createObjectNode()
                .put("recipe", "kodcode")
                .put("target", 1)
                .put("teacher", "rehearsal");
        change.accept(input);
        RunInput run = ((RunInput.Valid) RunInput.read(input)).input();
        WorkflowStub stub = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        Triplet.TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(Triplet.workflowId(CANDIDATE))
                                .setTaskQueue(TaskQueues.FACTORY)
                                .build());
        stub.start(new TripletRequest(CANDIDATE, "a run that has ended", "Docs", run, 0));
        return stub;
    }

    private Outcome recorded() {
        return ledger.account().candidates.get(3).orElseThrow();
    }

    private TripletParts kept() {
        return ledger.account().triplets.get(3);
    }
}
