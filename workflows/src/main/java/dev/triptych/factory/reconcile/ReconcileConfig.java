package dev.triptych.factory.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How soon the ledger follows what operators do in Temporal. */
@ConfigMapping(prefix = "triptych.reconcile")
public interface ReconcileConfig {
    /** Pause between two looks at the open runs: after it, at the latest, an ended run makes no further teacher call. */
    @WithDefault("PT2S")
    Duration runsEvery();

    /** Pause between two looks at the candidates in flight. */
    @WithDefault("PT15S")
    Duration candidatesEvery();

    /** How long a cancelled candidate's workflow gets to end by itself before it is terminated. */
    @WithDefault("PT10S")
    Duration cancelGrace();

    /** How long a candidate's workflow must be unknown to Temporal before the candidate counts as lost. */
    @WithDefault("PT2M")
    Duration unknownGrace();
}
