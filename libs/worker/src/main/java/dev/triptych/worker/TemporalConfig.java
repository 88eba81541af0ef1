package dev.triptych.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a service reaches Temporal and how much of it it takes. */
@ConfigMapping(prefix = "triptych.temporal")
public interface TemporalConfig {
    /** Host and port of Temporal's frontend. */
    @WithDefault("127.0.0.1:7233")
    String target();

    /** The namespace; it must exist. */
    @WithDefault("default")
    String namespace();

    /** Workflow tasks that run at once in this process. Modest, because they only wait for each other on few cores. */
    @WithDefault("16")
    int workflowTasksMax();

    /** Workflows that are kept in memory between their tasks; others are replayed when something happens to them. */
    @WithDefault("400")
    int cachedWorkflowsMax();

    /** How long a workflow may compute without a pause before it counts as stuck. Generous: a busy machine is slow. */
    @WithDefault("PT30S")
    Duration deadlockTimeout();

    /** How long running activities get to end when the service stops. What is left is tried again elsewhere. */
    @WithDefault("PT10S")
    Duration drainTimeout();
}
