package dev.triptych.contracts.solution;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Sha256;
import java.util.List;
import java.util.Optional;

/** What the questions of a page came to, in their order; an artifact. */
public record PageRows(List<Row> rows) {
    public PageRows {
        rows = List.copyOf(rows);
    }

    /**
     * One question.
     *
     * @param number of its candidate
     * @param samples the responses that were answered
     * @param error why one was not; empty when all were
     */
    public record Row(int number, List<Sample> samples, Optional<Failure> error) {
        public Row {
            samples = List.copyOf(samples);
        }

        /** Whether there is something to learn from. */
        public boolean readable() {
            return samples.stream().anyMatch(sample -> sample.unreadable().isEmpty());
        }
    }

    /**
     * One response.
     *
     * @param sample from 1
     * @param call the journal's id of the call that filled the slot
     * @param reply hash of the reply as it was received
     * @param unreadable why there is nothing to learn from, a short fixed word
     */
    public record Sample(int sample, long call, Sha256 reply, Optional<String> unreadable) {}

    public record Failure(ErrorCode code, String message) {}
}
