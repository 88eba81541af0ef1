package dev.triptych.teacher;

import dev.triptych.contracts.Sha256;
import java.util.Optional;

/**
 * A committed answer.
 *
 * @param callId the journal's id of the call that filled the slot
 * @param reply hash of {@code text} as it was received
 * @param thinking content of the separate reasoning field, if the teacher has one
 */
public record Answer(long callId, String text, Optional<String> thinking, Finish finish, Sha256 reply) {
    /** How the teacher ended. */
    public enum Finish {
        /** By itself. */
        STOP,
        /** At the token limit, or cut by us: the text is a fragment. */
        LENGTH,
        /** By a content filter. */
        REFUSED
    }
}
