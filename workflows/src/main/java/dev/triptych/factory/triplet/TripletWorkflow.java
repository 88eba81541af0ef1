package dev.triptych.factory.triplet;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Question;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.TeacherChoice;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.factory.FactoryRun;
import dev.triptych.contracts.factory.LedgerActivities;
import dev.triptych.contracts.factory.LedgerActivities.RecordOutcome;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.factory.Triplet;
import dev.triptych.contracts.factory.TripletParts;
import dev.triptych.contracts.factory.TripletRequest;
import dev.triptych.contracts.factory.TripletResult;
import dev.triptych.contracts.factory.Tuning;
import dev.triptych.contracts.question.DraftRequest;
import dev.triptych.contracts.question.DraftResult;
import dev.triptych.contracts.question.QuestionActivities;
import dev.triptych.contracts.rewrite.RestyleRequest;
import dev.triptych.contracts.rewrite.RestyleResult;
import dev.triptych.contracts.rewrite.RewriteActivities;
import dev.triptych.contracts.solution.RespondRequest;
import dev.triptych.contracts.solution.RespondResult;
import dev.triptych.contracts.solution.SolutionActivities;
import dev.triptych.contracts.solution.SolveRequest;
import dev.triptych.contracts.solution.SolveResult;
import dev.triptych.contracts.tests.TestActivities;
import dev.triptych.contracts.tests.WriteTestsRequest;
import dev.triptych.contracts.tests.WriteTestsResult;
import dev.triptych.contracts.verify.JudgeRequest;
import dev.triptych.contracts.verify.JudgeResult;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.VerifyActivities;
import dev.triptych.factory.steps.Steps;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Draft, attempt until settled, gate, restyle, respond, record, tell the run.
 *
 * <p>Whatever happens on the way, the candidate ends with one outcome in the ledger and the run is told; only a
 * termination leaves that to the reconciler.
 */
public final class TripletWorkflow implements Triplet {
    private static final int RESTYLES_MAX = 2;
    private static final int JUDGE_TRIES_MAX = 3;
    private static final Duration JUDGE_PAUSE = Duration.ofSeconds(5);

    private final QuestionActivities questions = Steps.question();
    private final SolutionActivities solutions = Steps.solution();
    private final TestActivities tests = Steps.tests();
    private final VerifyActivities verifier = Steps.verify();
    private final RewriteActivities rewriter = Steps.rewrite();
    private final LedgerActivities ledger = Steps.ledger();
    private final Logger log = Workflow.getLogger(TripletWorkflow.class);
    private final TripletRequest request;
    private final Obstacles obstacles;

    @WorkflowInit
    public TripletWorkflow(TripletRequest request) {
        this.request = request;
        this.obstacles = new Obstacles(request.candidate(), request.parent(), request.run(), request.tuning());
    }

    @Override
    public TripletResult run(TripletRequest same) {
        Ending ending = end();
        TripletResult[] result = new TripletResult[1];
        // Detached, because a cancelled candidate is recorded and told like any other.
        Workflow.newDetachedCancellationScope(() -> result[0] = recordAndTell(ending))
                .run();
        CancellationScope.throwCanceled();
        return result[0];
    }

    /** @param parts present iff every gate was passed */
    private record Ending(Outcome outcome, Optional<TripletParts> parts) {}

    private Ending end() {
        try {
            return switch (obstacles.past(() -> questions.draft(new DraftRequest(
                    request.candidate(),
                    run().tenant(),
                    request.subset(),
                    run().seed(),
                    teacher(Step.QUESTION, Temperatures.DRAFT))))) {
                case DraftResult.Kept(Question question) -> endOf(question);
                case DraftResult.Dropped(RejectReason reason, Sha256 evidence) -> rejected(reason, evidence);
                case DraftResult.DuplicateOf(var ignored, Sha256 evidence) ->
                    rejected(RejectReason.DUPLICATE, evidence);
            };
        } catch (TemporalFailure e) {
            return new Ending(Failures.outcome(e), Optional.empty());
        }
    }

    private Ending endOf(Question question) {
        Attempts attempts = attemptUntilSettled(question);
        return attempts.chosen()
                .map(chosen -> passed(question, attempts, chosen))
                .orElseGet(() -> new Ending(attempts.rejection(), Optional.empty()));
    }

    private Attempts attemptUntilSettled(Question question) {
        Attempts attempts = new Attempts();
        while (run().attempts().wantsMore(attempts.passed(), attempts.counted())) {
            attempts.add(attempt(question, attempts.counted() + 1));
        }
        return attempts;
    }

    /** Solution and tests are asked for apart, so that one hallucination does not agree with itself. */
    private Attempt attempt(Question question, int number) {
        double temperature = Temperatures.attempt(number);
        Promise<SolveResult> solving = Async.function(() -> obstacles.past(() -> solutions.solve(
                new SolveRequest(question, run().tenant(), number, teacher(Step.SOLUTION, temperature)))));
        Promise<WriteTestsResult> writing = Async.function(() -> obstacles.past(() -> tests.write(
                new WriteTestsRequest(question, run().tenant(), number, teacher(Step.TESTS, temperature)))));
        Promise.allOf(solving, writing).get();
        return switch (writing.get()) {
            case WriteTestsResult.Unreadable(var ignored, Sha256 evidence) -> new Attempt.WithoutTests(evidence);
            case WriteTestsResult.Invalid(var ignored, Sha256 evidence) -> new Attempt.WithoutTests(evidence);
            case WriteTestsResult.Written suite ->
                switch (solving.get()) {
                    case SolveResult.Unreadable(var ignored, Sha256 evidence) -> new Attempt.WithoutSolution(evidence);
                    case SolveResult.Written program -> judged(question, program.solution(), suite.tests());
                };
        };
    }

    private Attempt judged(Question question, Sha256 solution, Sha256 suite) {
        JudgeResult judged = judge(question, solution, suite, true);
        if (!proves(judged)) {
            return new Attempt.Disagreed(judged);
        }
        return tests(judged) ? new Attempt.Passed(solution, suite, judged) : new Attempt.Weak(judged);
    }

    private boolean proves(JudgeResult judged) {
        return judged.verdict() == Verdict.AC && judged.assurance().compareTo(run().minAssurance()) >= 0;
    }

    /** Whether a suite that the solution passed would have noticed a wrong one. Unmeasured coverage is no coverage. */
    private boolean tests(JudgeResult judged) {
        return judged.checksPassingStubs().isEmpty()
                && judged.shadowedNames().isEmpty()
                && judged.lineCoverage().orElse(0.0) >= run().lineCoverageMin();
    }

    /** Asks again when the verifier could not judge, because that says nothing about the program. */
    private JudgeResult judge(Question question, Sha256 solution, Sha256 suite, boolean gates) {
        JudgeRequest asked = new JudgeRequest(
                question.language(),
                solution,
                suite,
                question.entryPoint(),
                Limits.DEFAULT,
                run().minAssurance(),
                gates);
        for (int tries = 1; tries <= JUDGE_TRIES_MAX; tries++) {
            JudgeResult judged = verifier.judge(asked);
            if (judged.verdict() != Verdict.IE) {
                return judged;
            }
            Workflow.sleep(JUDGE_PAUSE.multipliedBy(tries));
        }
        throw ApplicationFailure.newNonRetryableFailure(
                "The verifier could not judge in " + JUDGE_TRIES_MAX + " tries", ErrorCode.SANDBOX_FAILED.name());
    }

    private Ending passed(Question question, Attempts attempts, Attempts.Chosen chosen) {
        Attempt.Passed passed = chosen.attempt();
        TripletParts parts = new TripletParts(
                question,
                passed.solution(),
                passed.tests(),
                chosen.number(),
                attempts.passSequence(),
                attempts.difficulty(),
                passed.judged(),
                restyle(question, passed),
                respond(question, passed));
        return new Ending(
                new Outcome.Accepted(request.candidate().tripletId(), attempts.difficulty()), Optional.of(parts));
    }

    /** A triplet is good without another style, so what leaks, cannot be read or no longer passes is left out. */
    private Optional<TripletParts.Completion> restyle(Question question, Attempt.Passed passed) {
        for (int tries = 1; run().restyle() && tries <= RESTYLES_MAX; tries++) {
            int number = tries;
            RestyleResult styled = obstacles.past(() -> rewriter.restyle(new RestyleRequest(
                    question,
                    passed.solution(),
                    passed.tests(),
                    run().tenant(),
                    number,
                    teacher(Step.RESTYLE, Temperatures.restyle(number)))));
            if (styled instanceof RestyleResult.Restyled(Sha256 prompt, Sha256 fitted)) {
                JudgeResult judged = judge(question, fitted, passed.tests(), false);
                if (proves(judged)) {
                    return Optional.of(new TripletParts.Completion(prompt, fitted, judged.evidence()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<TripletParts.Response> respond(Question question, Attempt.Passed passed) {
        for (int number = 1; number <= run().responsesMax(); number++) {
            int sample = number;
            RespondResult response = obstacles.past(() -> solutions.respond(new RespondRequest(
                    question, run().tenant(), sample, teacher(Step.RESPONSE, Temperatures.RESPONSE))));
            if (response instanceof RespondResult.Written(Sha256 thinking, Sha256 answer, Sha256 solution)) {
                JudgeResult judged = judge(question, solution, passed.tests(), false);
                if (proves(judged)) {
                    return Optional.of(
                            new TripletParts.Response(thinking, answer, solution, judged.evidence(), sample));
                }
            }
        }
        return Optional.empty();
    }

    private TripletResult recordAndTell(Ending ending) {
        try {
            // The ledger's word stands: it may have no place left, or an outcome from before.
            Outcome stands = ledger.record(new RecordOutcome(request.candidate(), ending.outcome(), ending.parts()))
                    .outcome();
            return tell(stands);
        } catch (ActivityFailure e) {
            tell(Failures.outcome(e));
            throw e;
        }
    }

    private TripletResult tell(Outcome outcome) {
        TripletResult result = new TripletResult(request.candidate(), outcome);
        try {
            Workflow.newExternalWorkflowStub(FactoryRun.class, request.parent()).candidateFinished(result);
        } catch (ApplicationFailure | SignalExternalWorkflowException e) {
            log.info("Nobody waits for this candidate any more candidate={}", request.candidate());
        }
        return result;
    }

    private Ending rejected(RejectReason reason, Sha256 evidence) {
        return new Ending(new Outcome.Rejected(reason, Optional.of(evidence)), Optional.empty());
    }

    private RunInput run() {
        return obstacles.run();
    }

    private TeacherChoice teacher(Step step, double temperature) {
        return new TeacherChoice(run().teacherOf(step), temperature);
    }

    @Override
    public void retuned(Tuning tuning) {
        obstacles.retuned(tuning);
    }

    @Override
    public void giveUp() {
        obstacles.giveUp();
    }
}
