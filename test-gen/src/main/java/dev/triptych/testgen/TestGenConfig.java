package dev.triptych.testgen;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How test suites are asked for. */
@ConfigMapping(prefix = "triptych.test-gen")
public interface TestGenConfig {
    /** Upper bound of a suite's completion in tokens, its reasoning included; what is longer ends as truncated. */
    @WithDefault("8192")
    @Min(1)
    @Max(131072)
    int writeTokensMax();

    /** How many calls this process makes at once, over all teachers. */
    @WithDefault("64")
    @Min(1)
    @Max(1000)
    int activitiesMax();
}
