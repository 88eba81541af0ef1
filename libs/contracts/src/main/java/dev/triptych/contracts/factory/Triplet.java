package dev.triptych.contracts.factory;

import dev.triptych.contracts.CandidateId;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Optional;

/** One candidate's way from a seed to its outcome. */
@WorkflowInterface
public interface Triplet {
    String TYPE = "Triplet";
    String ID_PREFIX = "triplet/";
    String RETUNED = "retuned";
    String GIVE_UP = "giveUp";

    @WorkflowMethod(name = TYPE)
    TripletResult run(TripletRequest request);

    /** Says what the run asks for from now on; what met an obstacle tries again. Older news are dropped. */
    @SignalMethod(name = RETUNED)
    void retuned(Tuning tuning);

    /** The obstacle that this candidate waits at, or meets next, will not be removed. */
    @SignalMethod(name = GIVE_UP)
    void giveUp();

    /** The workflow id of a candidate: {@code triplet/<run>/<number>}. */
    static String workflowId(CandidateId candidate) {
        return ID_PREFIX + candidate;
    }

    /** The candidate of a workflow id, empty where it is not one of ours. */
    static Optional<CandidateId> candidate(String workflowId) {
        if (!workflowId.startsWith(ID_PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(CandidateId.parse(workflowId.substring(ID_PREFIX.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
