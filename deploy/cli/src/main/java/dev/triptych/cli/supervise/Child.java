package dev.triptych.cli.supervise;

import dev.triptych.cli.supervise.ServiceState.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One service under supervision. {@link #step} is called again and again and never blocks for long. */
final class Child {
    /** After so many starts in a row that never became ready, we stop trying. */
    static final int MAX_FRUITLESS_STARTS = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    private static final Duration PROBE_EVERY_UNTIL_READY = Duration.ofMillis(300);
    private static final Duration PROBE_EVERY_WHEN_READY = Duration.ofSeconds(5);

    private final String instance;
    private final ServicePlan plan;
    private final Path log;
    private final Readiness readiness;
    private final Clock clock;

    private Phase phase = Phase.DOWN;
    private @Nullable ProcessIdentity process;
    private boolean servedSinceStart;
    private int fruitlessStarts;
    private int restarts;
    private boolean everStarted;
    private Instant notBefore = Instant.MIN;
    private Instant nextProbe = Instant.MIN;
    private volatile ServiceState shown;

    Child(String instance, ServicePlan plan, Path log, Readiness readiness, Clock clock) {
        this.instance = instance;
        this.plan = plan;
        this.log = log;
        this.readiness = readiness;
        this.clock = clock;
        this.shown = new ServiceState(plan.name(), Phase.DOWN, null, 0, 0);
    }

    /** Takes over what an earlier supervisor started, found by its record or, failing that, by its mark. */
    void adopt(Optional<ServiceState> record) {
        restarts = record.map(ServiceState::restarts).orElse(0);
        everStarted = record.isPresent();
        process = record.flatMap(ServiceState::running)
                .or(() -> Optional.ofNullable(plan.pidFile()).flatMap(file -> Launch.identityIn(Path.of(file))))
                .or(() -> ProcessTable.leaderOf(instance, plan.name()))
                .orElse(null);
        phase = process == null ? Phase.DOWN : Phase.STARTING;
        shown = snapshot();
    }

    /** Looks once and acts once. */
    void step() throws InterruptedException {
        look();
        shown = snapshot();
    }

    /** Where it stood after the last step; for any thread. */
    ServiceState state() {
        return shown;
    }

    private void look() throws InterruptedException {
        if (phase == Phase.GIVEN_UP) {
            return;
        }
        Instant now = clock.instant();
        if (process == null) {
            if (!now.isBefore(notBefore)) {
                start();
            }
        } else if (!process.alive()) {
            bury(process);
        } else if (!now.isBefore(nextProbe)) {
            probe();
        }
    }

    private ServiceState snapshot() {
        return new ServiceState(plan.name(), phase, process, fruitlessStarts, restarts);
    }

    private void start() throws InterruptedException {
        restarts += everStarted ? 1 : 0;
        everStarted = true;
        servedSinceStart = false;
        fruitlessStarts++; // readiness takes it back
        try {
            process = Launch.service(instance, plan, log);
            phase = Phase.STARTING;
            nextProbe = clock.instant().plus(PROBE_EVERY_UNTIL_READY);
        } catch (IOException e) {
            retryLater();
        }
    }

    private void bury(ProcessIdentity dead) {
        ProcessTable.killSession(dead.pid());
        process = null;
        if (servedSinceStart) {
            phase = Phase.DOWN;
        } else {
            retryLater();
        }
    }

    private void retryLater() {
        if (fruitlessStarts >= MAX_FRUITLESS_STARTS) {
            phase = Phase.GIVEN_UP;
            return;
        }
        phase = Phase.DOWN;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << fruitlessStarts);
        notBefore = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    private void probe() throws InterruptedException {
        boolean serves = readiness.serves(plan.ready());
        if (serves) {
            servedSinceStart = true;
            fruitlessStarts = 0;
            phase = Phase.READY;
        } else if (servedSinceStart) {
            phase = Phase.NOT_READY;
        }
        nextProbe = clock.instant().plus(serves ? PROBE_EVERY_WHEN_READY : PROBE_EVERY_UNTIL_READY);
    }
}
