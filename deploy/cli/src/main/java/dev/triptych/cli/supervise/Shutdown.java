package dev.triptych.cli.supervise;

import dev.triptych.cli.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Ends a stack: the supervisor first, so that nothing is started again, then the services tier by tier. Only
 * processes whose pid and start time are ours, or which carry the stack's mark, are touched.
 */
public final class Shutdown {
    /** How long a tier may take to end by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** How long the kernel may take to end what was killed. */
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    private static final Duration TICK = Duration.ofMillis(50);

    private final Home home;

    public Shutdown(Home home) {
        this.home = home;
    }

    /** Stops everything; false if nothing was there to stop. */
    public boolean stop() throws InterruptedException, IOException {
        Optional<StackState> state = JsonFile.read(home.stateFile(), StackState.class);
        boolean known = state.isPresent() || Files.exists(home.planFile());
        Optional<ProcessIdentity> supervisor = supervisor(state);
        if (supervisor.isPresent()) {
            supervisor.get().terminate();
            awaitEnd(List.of(supervisor.get()));
        }
        stopServices();
        return known;
    }

    private Optional<ProcessIdentity> supervisor(Optional<StackState> state) {
        return state.map(StackState::supervisor).or(() -> JsonFile.read(home.planFile(), StackPlan.class)
                .flatMap(plan -> ProcessTable.leaderOf(plan.instance(), Supervisor.SERVICE)));
    }

    /** Stops the services and forgets them; for a caller that is the supervisor, or has ended it. */
    void stopServices() throws InterruptedException, IOException {
        Optional<StackPlan> plan = JsonFile.read(home.planFile(), StackPlan.class);
        if (plan.isPresent()) {
            stopTiers(plan.get());
            ProcessTable.killInstance(plan.get().instance());
        }
        Files.deleteIfExists(home.stateFile());
        Files.deleteIfExists(home.planFile());
    }

    private void stopTiers(StackPlan plan) throws InterruptedException, IOException {
        Optional<StackState> state = JsonFile.read(home.stateFile(), StackState.class)
                .filter(found -> found.instance().equals(plan.instance()));
        TreeMap<Integer, List<ServicePlan>> tiers = new TreeMap<>(Comparator.reverseOrder());
        plan.services().forEach(service -> tiers.computeIfAbsent(service.tier(), _ -> new ArrayList<>())
                .add(service));
        for (List<ServicePlan> tier : tiers.values()) {
            List<ProcessIdentity> ending = new ArrayList<>();
            for (ServicePlan service : tier) {
                Optional<ProcessIdentity> process = find(plan, service, state);
                if (process.isPresent()) {
                    ask(plan, service, process.get());
                    ending.add(process.get());
                }
            }
            awaitEnd(ending);
        }
    }

    private static Optional<ProcessIdentity> find(StackPlan plan, ServicePlan service, Optional<StackState> state) {
        return state.flatMap(found -> found.service(service.name()))
                .flatMap(ServiceState::running)
                .or(() -> Optional.ofNullable(service.pidFile()).flatMap(file -> Launch.identityIn(Path.of(file))))
                .or(() -> ProcessTable.leaderOf(plan.instance(), service.name()));
    }

    private void ask(StackPlan plan, ServicePlan service, ProcessIdentity process)
            throws IOException, InterruptedException {
        if (service.stopCommand().isEmpty()) {
            process.terminate();
        } else {
            Launch.toItsEnd(
                    plan.instance(), service.name(), service.stopCommand(), Supervisor.log(home, service.name()));
        }
    }

    private static void awaitEnd(List<ProcessIdentity> named) throws InterruptedException {
        // What a state file names may be gone since a reboot, and its number another process's or another session's.
        List<ProcessIdentity> ending =
                named.stream().filter(ProcessIdentity::alive).toList();
        awaitDeath(ending, PATIENCE);
        for (ProcessIdentity process : ending) {
            process.kill();
            ProcessTable.killSession(process.pid());
        }
        awaitDeath(ending, KILL_PATIENCE);
    }

    private static void awaitDeath(List<ProcessIdentity> ending, Duration patience) throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        while (ending.stream().anyMatch(ProcessIdentity::alive) && Instant.now().isBefore(deadline)) {
            Thread.sleep(TICK);
        }
    }
}
