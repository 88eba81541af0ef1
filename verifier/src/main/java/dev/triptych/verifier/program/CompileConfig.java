package dev.triptych.verifier.program;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How much of what was compiled is kept. */
@ConfigMapping(prefix = "triptych.verifier.compile")
public interface CompileConfig {
    /** How many MiB of compiled programs are kept in memory; 0 compiles everything anew. */
    @WithDefault("128")
    int cacheMib();

    /** Where compiled programs are kept between starts, readable by us alone; several services may share it. Off without. */
    Optional<Path> folder();

    /** How many MiB the folder may hold; what was not used for longest goes first. */
    @WithDefault("1024")
    int folderMib();
}
