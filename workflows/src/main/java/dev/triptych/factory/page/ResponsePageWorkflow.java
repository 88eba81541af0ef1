package dev.triptych.factory.page;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.TeacherChoice;
import dev.triptych.contracts.factory.FactoryRun;
import dev.triptych.contracts.factory.LedgerActivities;
import dev.triptych.contracts.factory.LedgerActivities.RecordPage;
import dev.triptych.contracts.factory.LedgerActivities.RecordedPage;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.PageRequest;
import dev.triptych.contracts.factory.PageResult;
import dev.triptych.contracts.factory.ResponsePage;
import dev.triptych.contracts.factory.RunCounts;
import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.factory.Tuning;
import dev.triptych.contracts.solution.PageActivities;
import dev.triptych.contracts.solution.RespondPageRequest;
import dev.triptych.contracts.solution.RespondPageResult;
import dev.triptych.factory.steps.Steps;
import dev.triptych.factory.triplet.Failures;
import dev.triptych.factory.triplet.Obstacles;
import dev.triptych.factory.triplet.Temperatures;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.Map;
import java.util.Optional;

/**
 * Ask for all responses of the page, record them, tell the run.
 *
 * <p>Whatever happens on the way, every candidate ends with one outcome in the ledger and the run is told; only a
 * termination leaves that to the reconciler.
 */
public final class ResponsePageWorkflow implements ResponsePage {
    private final PageActivities pages = Steps.pages();
    private final LedgerActivities ledger = Steps.ledger();
    private final PageRequest request;
    private final Obstacles obstacles;

    @WorkflowInit
    public ResponsePageWorkflow(PageRequest request) {
        this.request = request;
        this.obstacles = new Obstacles(
                new CandidateId(request.id(), request.first()), request.parent(), request.run(), request.tuning());
    }

    @Override
    public PageResult run(PageRequest same) {
        RecordPage ending = ending();
        PageResult[] result = new PageResult[1];
        // Detached, because cancelled candidates are recorded and told like any other.
        Workflow.newDetachedCancellationScope(() -> result[0] = recordAndTell(ending))
                .run();
        CancellationScope.throwCanceled();
        return result[0];
    }

    private RecordPage ending() {
        try {
            return known(responses());
        } catch (TemporalFailure e) {
            return new RecordPage(request.id(), request.first(), request.last(), Optional.empty(), Failures.outcome(e));
        }
    }

    /** A teacher that cannot be had for some of the page must not cost what it answered. */
    private RespondPageResult responses() {
        try {
            return obstacles.past(() -> pages.respondPage(asked(false)));
        } catch (ActivityFailure e) {
            CancellationScope.throwCanceled();
            if (Failures.outcome(e) instanceof Outcome.Failed) {
                return pages.respondPage(asked(true));
            }
            throw e;
        }
    }

    private RespondPageRequest asked(boolean settle) {
        RunInput run = obstacles.run();
        return new RespondPageRequest(
                request.id(),
                request.first(),
                request.last(),
                run.questions().orElseThrow(),
                run.samples(),
                run.tenant(),
                new TeacherChoice(run.teacherOf(Step.RESPONSE), Temperatures.RESPONSE),
                settle);
    }

    private RecordPage known(RespondPageResult responses) {
        return new RecordPage(
                request.id(),
                request.first(),
                request.last(),
                Optional.of(responses.rows()),
                new Outcome.Failed(ErrorCode.INTERNAL, "the page said nothing of it"));
    }

    private PageResult recordAndTell(RecordPage ending) {
        try {
            RecordedPage recorded = ledger.recordPage(ending);
            return tell(recorded.counts(), recorded.undecided());
        } catch (ActivityFailure e) {
            int candidates = request.last() - request.first() + 1;
            tell(new RunCounts(0, Map.of(), candidates, 0), "the ledger: " + e.getMessage());
            throw e;
        }
    }

    private PageResult tell(RunCounts counts, String undecided) {
        PageResult result = new PageResult(request.id(), request.first(), request.last(), counts, undecided);
        try {
            Workflow.newExternalWorkflowStub(FactoryRun.class, request.parent()).pageFinished(result);
        } catch (ApplicationFailure | SignalExternalWorkflowException e) {
            Workflow.getLogger(ResponsePageWorkflow.class)
                    .info("Nobody waits for this page any more run={} first={}", request.id(), request.first());
        }
        return result;
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
