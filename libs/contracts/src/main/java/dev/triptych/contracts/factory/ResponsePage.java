package dev.triptych.contracts.factory;

import dev.triptych.contracts.CandidateId;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A page of candidates on their way from given questions to their outcomes. */
@WorkflowInterface
public interface ResponsePage {
    String TYPE = "ResponsePage";

    @WorkflowMethod(name = TYPE)
    PageResult run(PageRequest request);

    /** As a {@link Triplet} is told. */
    @SignalMethod(name = Triplet.RETUNED)
    void retuned(Tuning tuning);

    /** As a {@link Triplet} is told. */
    @SignalMethod(name = Triplet.GIVE_UP)
    void giveUp();

    /** The workflow id of the page that begins with this candidate: {@code page/<run>/<number>}. */
    static String workflowId(CandidateId first) {
        return "page/" + first;
    }
}
