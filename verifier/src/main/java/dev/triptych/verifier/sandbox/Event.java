package dev.triptych.verifier.sandbox;

import java.time.Duration;
import java.util.Optional;

/**
 * What the supervisor said of a run, in order.
 *
 * @param jail index of the jail that it is about; 0 where it is about the run
 * @param data a frame or printed bytes; an exit status; text of a failure
 * @param usage what the run has used, where the supervisor said it
 */
record Event(Kind kind, int jail, byte[] data, Optional<Usage> usage) {
    enum Kind {
        STDOUT,
        STDERR,
        FRAME,
        /** The worker ended; the data is its wait status. */
        EXITED,
        /** A limit was hit and the run was killed; the data is the limit's letter. */
        LIMIT,
        /** Ours to blame: the supervisor could not do its work, or is gone. */
        FAILED,
        /** A worker said something that is no frame. */
        VIOLATED
    }

    /** Of all processes of the run, since its clocks were started. */
    record Usage(Duration cpu, long peakBytes) {}
}
