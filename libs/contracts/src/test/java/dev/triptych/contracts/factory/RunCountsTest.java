package dev.triptych.contracts.factory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.json.TriptychJson;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunCountsTest {
    @Test
    void countsEveryOutcomeOnce() {
        RunCounts counts = RunCounts.NONE
                .plus(new Outcome.Rejected(RejectReason.SURPLUS, Optional.empty()))
                .plus(new Outcome.Rejected(RejectReason.SURPLUS, Optional.empty()))
                .plus(new Outcome.Rejected(RejectReason.UNSOLVED, Optional.empty()))
                .plus(new Outcome.Failed(ErrorCode.INTERNAL, "broken"))
                .plus(new Outcome.Cancelled());
        assertThat(counts).isEqualTo(new RunCounts(0, Map.of(RejectReason.SURPLUS, 2, RejectReason.UNSOLVED, 1), 1, 1));
        assertThat(counts.surplus()).isEqualTo(2);
        assertThat(counts.ended()).isEqualTo(5);
    }

    @Test
    void survivesTheConverter() throws Exception {
        RunCounts counts = new RunCounts(1, Map.of(RejectReason.SURPLUS, 2), 3, 4);
        String json = TriptychJson.mapper().writeValueAsString(counts);
        assertThat(TriptychJson.mapper().readValue(json, RunCounts.class)).isEqualTo(counts);
    }

    @Test
    void aCandidateIsFoundByItsWorkflowId() {
        CandidateId candidate = new CandidateId(new RunId("01234567-89ab-cdef-0123-456789abcdef"), 7);
        assertThat(Triplet.workflowId(candidate)).isEqualTo("triplet/01234567-89ab-cdef-0123-456789abcdef/7");
        assertThat(Triplet.candidate(Triplet.workflowId(candidate))).contains(candidate);
        assertThat(Triplet.candidate("demo")).isEmpty();
        assertThat(Triplet.candidate("triplet/x/1")).isEmpty();
    }
}
