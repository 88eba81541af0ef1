package dev.triptych.contracts.factory;

import dev.triptych.contracts.CandidateId;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Optional;

/** One candidate's way from a seed to its outcome. */
@WorkflowInterface
public interface Triplet {
    String TYPE = "Triplet";
    String ID_PREFIX = "triplet/";

    @WorkflowMethod(name = TYPE)
    TripletResult run(TripletRequest request);

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
