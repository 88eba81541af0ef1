package dev.triptych.verifier.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where the sandbox finds its tools, and how much it runs at once. */
@ConfigMapping(prefix = "triptych.verifier")
public interface SandboxConfig {
    /** The interpreter that runs programs: a name on the PATH or a path; its packages are visible to programs. */
    @WithDefault("python3")
    String python();

    /** The C++ compiler: a name on the PATH or a path, below /usr; where there is none, only C++ is refused. */
    @WithDefault("g++")
    String cppCompiler();

    /** Where precompiled headers are kept between starts; without it in the cache folder of our home. */
    Optional<String> headersFolder();

    /** How many runs go on at once; 0 is two for each core. */
    @WithDefault("0")
    int concurrency();

    /** How many requests may wait for a run; one more is refused as overload. */
    @WithDefault("256")
    int queueMax();

    /** How long a request may wait for a run before it is refused as overload. */
    @WithDefault("PT60S")
    Duration queueWait();

    /** How many programs an interpreter may have been cloned for before a new one takes its place. */
    @WithDefault("10000")
    int zygoteClones();

    /** The first of the unprivileged user ids that jails run under when the service is root, one for each run. */
    @WithDefault("61000")
    int uidBase();

    /**
     * Whether control groups hold memory, processes and CPU time of each run: {@code required}, or {@code off} for limits
     * per process, which every reply then shows.
     */
    @WithDefault("required")
    Cgroups cgroups();

    /** Our folder below each controller; made over to us beforehand where we are not root. */
    @WithDefault("triptych-verifier")
    String cgroupFolder();

    /** Use of control groups. */
    enum Cgroups {
        REQUIRED,
        OFF
    }
}
