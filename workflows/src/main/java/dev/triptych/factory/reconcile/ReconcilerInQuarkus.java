package dev.triptych.factory.reconcile;

import dev.triptych.factory.ledger.Ledger;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.singleflight.Singleflight;
import dev.triptych.factory.temporal.Executions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Runs the reconciler at the start and from then on, in one replica at a time. */
@Singleton
class ReconcilerInQuarkus {
    private static final Logger LOG = Logger.getLogger(ReconcilerInQuarkus.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(3);

    private final ReconcileConfig config;
    private final Reconciler reconciler;
    private final Singleflight singleflight;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reconciler").factory());
    private long candidatesLookedAt;
    /** What the last look failed of; the same is logged once. */
    private String trouble = "";

    @Inject
    ReconcilerInQuarkus(Ledger ledger, Runs runs, Executions executions, ReconcileConfig config, Jdbi jdbi) {
        this.config = config;
        this.reconciler = new Reconciler(ledger, runs, executions, config, Clock.systemUTC());
        this.singleflight = new Singleflight(jdbi, Singleflight.Task.RECONCILER);
    }

    void start(@Observes StartupEvent event) {
        candidatesLookedAt = System.nanoTime() - config.candidatesEvery().toNanos();
        var unused =
                thread.scheduleWithFixedDelay(this::look, 0, config.runsEvery().toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("reconciler did not stop in time");
        }
    }

    private void look() {
        try {
            singleflight.ifAlone(() -> {
                reconciler.reconcileRuns();
                if (System.nanoTime() - candidatesLookedAt
                        >= config.candidatesEvery().toNanos()) {
                    reconciler.reconcileCandidates();
                    candidatesLookedAt = System.nanoTime();
                }
            });
            trouble = "";
        } catch (RuntimeException e) {
            // Nothing may end the schedule: the next look does what this one could not.
            String now = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            if (!now.equals(trouble)) {
                LOG.warnf("reconciler could not look, it tries again error=%s", now);
                trouble = now;
            }
        }
    }
}
