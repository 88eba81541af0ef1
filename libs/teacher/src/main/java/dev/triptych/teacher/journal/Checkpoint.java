package dev.triptych.teacher.journal;

/** Told where a call is, so that a test can end the process there. */
interface Checkpoint {
    /** What production uses. */
    Checkpoint NONE = point -> {};

    void reached(Point point);

    /** The moments between which a crash leaves something different behind. */
    enum Point {
        BEFORE_SEND,
        AFTER_REPLY,
        AFTER_COMMIT
    }
}
