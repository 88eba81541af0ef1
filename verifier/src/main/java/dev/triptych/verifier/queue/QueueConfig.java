package dev.triptych.verifier.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is remembered between requests, and how much of them is held in memory. */
@ConfigMapping(prefix = "triptych.verifier.requests")
public interface QueueConfig {
    /** How many MiB of results are kept for requests that come again; 0 runs everything anew. */
    @WithDefault("64")
    int resultsMib();

    /** How many MiB of request bodies may be in memory at once; a request that would exceed it is refused as overload. */
    @WithDefault("256")
    int bodiesMib();
}
