package dev.triptych.cli.bench;

import java.util.Optional;

/** What became of one row. */
sealed interface Result {
    String name();

    /**
     * It was measured.
     *
     * @param assurance the level that the service named in its reply; empty for a baseline
     */
    record Done(String name, Measured measured, Optional<String> assurance) implements Result {}

    /** It is not offered here, and why. */
    record Skipped(String name, String reason) implements Result {}
}
