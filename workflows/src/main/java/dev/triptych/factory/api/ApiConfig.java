package dev.triptych.factory.api;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Who may use the API. */
@ConfigMapping(prefix = "triptych.api")
public interface ApiConfig {
    /** File with the bearer token; read at every request, so that it can be changed. Without it nobody is let in. */
    Optional<Path> tokenFile();
}
