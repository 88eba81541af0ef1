package dev.triptych.cli.stack;

import dev.triptych.cli.Home;
import java.nio.file.Path;

/**
 * Programs that a stack needs and that are not built from our sources.
 *
 * @param postgresPrograms where PostgreSQL was unpacked
 * @param temporal the Temporal command
 * @param python the interpreter with our pinned packages
 */
public record Tools(Path postgresPrograms, Path temporal, Path python) {
    Postgres postgres(Home home) {
        return new Postgres(postgresPrograms, home);
    }
}
