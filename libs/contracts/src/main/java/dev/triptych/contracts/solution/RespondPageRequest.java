package dev.triptych.contracts.solution;

import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.TeacherChoice;

/**
 * A page of a run.
 *
 * @param first number of its first candidate, which is that of its question in the set, from 1
 * @param last number of its last candidate, included
 * @param questions hash of a {@code QuestionSet}
 * @param samples responses for each question
 * @param settle whether what cannot be had now is told as the row's failure instead of failing the page
 */
public record RespondPageRequest(
        RunId run,
        int first,
        int last,
        Sha256 questions,
        int samples,
        String tenant,
        TeacherChoice teacher,
        boolean settle) {
    /** Calls that one page may have open, so that a process knows its bound. */
    public static final int CALLS_MAX = 2_000;

    public RespondPageRequest {
        if (first < 1 || last < first || samples < 1 || (long) (last - first + 1) * samples > CALLS_MAX) {
            throw new IllegalArgumentException(
                    "page: " + first + " to " + last + " with " + samples + " samples is not 1 to " + CALLS_MAX);
        }
    }
}
