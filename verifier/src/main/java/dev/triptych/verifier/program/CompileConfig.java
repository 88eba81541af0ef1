package dev.triptych.verifier.program;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of what was compiled is kept. */
@ConfigMapping(prefix = "triptych.verifier.compile")
public interface CompileConfig {
    /** How many MiB of compiled programs are kept in memory; 0 compiles everything anew. */
    @WithDefault("256")
    int cacheMib();
}
