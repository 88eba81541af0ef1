package dev.triptych.rehearsal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** How the stand-in teacher behaves; what stands here beside the seed and the log is about its first model. */
@ConfigMapping(prefix = "triptych.rehearsal")
public interface RehearsalConfig extends ProfileConfig {
    /** Every reply follows from this seed and the request. */
    @WithDefault("1")
    long seed();

    /** Name of the first model. */
    @WithDefault("rehearsal-1")
    String model();

    /** Further models by name, each with slots, latency, rates and faults of its own; what is not set has its default. */
    Map<String, ProfileConfig> profiles();

    /** File that the log of replies is appended to and read from at the start; without it the log ends with the process. */
    Optional<Path> logFile();
}
