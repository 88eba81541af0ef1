package dev.triptych.teacher.limit;

import java.util.Optional;
import java.util.OptionalLong;

/** One call on its way through the {@link Gate}. */
final class Turn {
    /** How far it is. */
    enum Stage {
        /** In its run's queue. */
        WAITING,
        /** May prepare its call. */
        ADMITTED,
        /** Prepared, waits for a place at the teacher. */
        READY,
        /** At the teacher. */
        OPEN,
        ENDED
    }

    /**
     * Why it has to be sent again.
     *
     * @param sentAt when the refused call went out
     * @param until the teacher's wish; not waited for once a later call was taken
     */
    record Again(long sentAt, long until) {}

    final String run;
    final long askedAt;
    final Optional<Again> again;
    Stage stage = Stage.WAITING;
    Optional<Law.Call> call = Optional.empty();
    long openedAt;
    /** What was taken from the bucket of tokens for it. */
    long reserved;
    /** When it was refused, if it was. */
    OptionalLong refusedUntil = OptionalLong.empty();

    Turn(String run, long askedAt, Optional<Again> again) {
        this.run = run;
        this.askedAt = askedAt;
        this.again = again;
    }
}
