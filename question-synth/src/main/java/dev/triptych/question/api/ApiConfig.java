package dev.triptych.question.api;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Who may use the REST API. */
@ConfigMapping(prefix = "triptych.api")
interface ApiConfig {
    /** File that holds the bearer token; without it every call is refused. Read at each call, so it may be exchanged. */
    Optional<Path> tokenFile();
}
