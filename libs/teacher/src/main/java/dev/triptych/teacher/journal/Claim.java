package dev.triptych.teacher.journal;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Sha256;
import dev.triptych.teacher.Answer;
import java.util.Optional;

/** What the journal says about a slot. */
sealed interface Claim {
    /** It holds an answer. */
    record Answered(long callId, Answer.Finish finish, Sha256 reply, Optional<Sha256> thinking) implements Claim {}

    /** A live worker is asking. */
    record Busy() implements Claim {}

    /**
     * Nobody is asking.
     *
     * @param teacher whom the run asks for the step now, if it says so: it may have been retuned since the step began
     */
    record Free(Optional<String> teacher) implements Claim {}

    /** The caller is the one who asks; the {@code ASKED} row is committed. */
    record Mine(long callId) implements Claim {}

    /** Calls that are under way hold what the budget has left; some of it will come back. */
    record Later() implements Claim {}

    /** The run has come to ask another teacher for the step. */
    record Retuned() implements Claim {}

    /** The run is closed, its budget is used up, or the profile is stopped. */
    record Denied(ErrorCode code, String reason) implements Claim {}
}
