package dev.triptych.solution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How solutions and responses are asked for. */
@ConfigMapping(prefix = "triptych.solution")
public interface SolutionConfig {
    /** Upper bound of a solution's completion in tokens, its reasoning included; what is longer ends as truncated. */
    @WithDefault("8192")
    @Min(1)
    @Max(131072)
    int solveTokensMax();

    /** Upper bound of a response's completion in tokens, its reasoning included; what is longer ends as truncated. */
    @WithDefault("32768")
    @Min(1)
    @Max(131072)
    int respondTokensMax();

    /** How many calls this process makes at once, over all teachers. */
    @WithDefault("64")
    @Min(1)
    @Max(1000)
    int activitiesMax();
}
