package dev.triptych.rewriter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How prompts are asked for, and what they may show. */
@ConfigMapping(prefix = "triptych.rewrite")
interface RewriteConfig {
    /** Replies that are worked on at once, at least 1. */
    @WithDefault("32")
    int activitiesMax();

    /** Upper bound of a reply in tokens, 1 to 131072. */
    @WithDefault("4096")
    int maxTokens();

    /** Share of the hidden tests' calls that a prompt may show, 0 to 1. */
    @WithDefault("0.2")
    double hiddenCallsShownMax();
}
