package dev.triptych.verifier.sandbox;

/** What a jail said or did, in order. */
record Event(Jail jail, Kind kind, byte[] data) {
    enum Kind {
        /** Came up; no byte of a program has been read. */
        READY,
        /** Gave up its rights and took on its limits. */
        LOCKED_DOWN,
        STDOUT,
        STDERR,
        FRAME,
        /** The worker ended; the data is its exit code, negative for a signal. */
        EXITED,
        /** Broke the protocol of the jail itself. */
        VIOLATED,
        /** Nothing more will come. */
        CLOSED
    }
}
