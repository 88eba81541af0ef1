package dev.triptych.cli.stack;

import dev.triptych.cli.CliException;
import dev.triptych.cli.Console;
import dev.triptych.cli.Home;
import dev.triptych.cli.doctor.PythonEnvironment;
import dev.triptych.cli.doctor.TemporalProgram;
import dev.triptych.cli.supervise.JsonFile;
import dev.triptych.cli.supervise.Launch;
import dev.triptych.cli.supervise.ProcessIdentity;
import dev.triptych.cli.supervise.ServiceState;
import dev.triptych.cli.supervise.ServiceState.Phase;
import dev.triptych.cli.supervise.Shutdown;
import dev.triptych.cli.supervise.StackPlan;
import dev.triptych.cli.supervise.StackState;
import dev.triptych.cli.supervise.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One stack on this machine. Coming up: lock → adopt what runs, or lay out a new one → supervisor → database →
 * migration → every service ready. Going down: supervisor → services in reverse.
 */
public final class Stack {
    private static final Duration READY_PATIENCE = Duration.ofMinutes(4);
    private static final Duration TICK = Duration.ofMillis(150);

    private final Home home;
    private final Console console;
    private final Object startGate = new Object();
    private boolean closed;

    public Stack(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    public Home home() {
        return home;
    }

    /** The plan of the stack that is up; absent when it is down. */
    public Optional<StackPlan> plan() {
        return JsonFile.read(home.planFile(), StackPlan.class);
    }

    /** What runs. */
    public Optional<StackState> state() {
        return JsonFile.read(home.stateFile(), StackState.class);
    }

    /** Brings the stack up; does nothing if it is. The owner's end, if there is an owner, will bring it down. */
    public StackPlan up(StackOptions options, Optional<ProcessIdentity> owner) throws Exception {
        home.createState();
        try (StackLock _ = StackLock.take(home)) {
            Optional<StackPlan> before = plan();
            if (before.isPresent() && state().filter(StackState::anythingRuns).isPresent()) {
                return rejoin(before.get(), options);
            }
            new Shutdown(home).stop(); // what a killed launcher may have left
            try {
                return fresh(options, owner);
            } catch (Exception e) {
                new Shutdown(home).stop(); // nothing half-started is left behind; the logs stay
                throw e;
            }
        }
    }

    private StackPlan rejoin(StackPlan plan, StackOptions options) throws Exception {
        String asStarted = plan.parts().isEmpty() ? "as usual" : "with " + String.join(", ", plan.parts());
        List<String> lacking = options.lackingIn(plan.parts(), Ports.chosen(home.portsFile()));
        if (!lacking.isEmpty()) {
            throw CliException.usage("The stack is up " + asStarted + ", not with " + String.join(", ", lacking)
                    + ": ./triptych down first");
        }
        if (!options.parts().equals(plan.parts())) {
            console.say("It is up " + asStarted + ", and stays so; ./triptych down first to have it otherwise");
        }
        Optional<StackState> state = state().filter(StackState::supervised);
        if (state.isEmpty()) {
            supervise(plan);
        }
        if (!plan.services().stream().allMatch(service -> ready(state, service.name()))) {
            becomeReady(plan);
        }
        return plan;
    }

    private StackPlan fresh(StackOptions options, Optional<ProcessIdentity> owner) throws Exception {
        Path python = new PythonEnvironment(home, console).provide();
        boolean whole = !options.onlyVerifier();
        Path temporal = whole && !options.inMemory() ? new TemporalProgram(home, console).provide() : Path.of("unused");
        Path postgres = whole ? Postgres.unpack(home.tools()) : Path.of("unused");
        Tools tools = new Tools(postgres, temporal, python);
        Ports ports = Ports.remembered(home.portsFile(), options.ports());
        StackLayout layout = new StackLayout(home, options, ports, tools);
        if (whole) {
            tools.postgres(home).initialise(layout.secrets().ownerPassword());
        }
        StackPlan plan = layout.layOut(owner);
        if (options.kafka()) {
            KafkaBroker.format(home);
        }
        JsonFile.write(home.planFile(), plan);
        supervise(plan);
        becomeReady(plan);
        return plan;
    }

    private void supervise(StackPlan plan) throws IOException {
        List<String> command = new ArrayList<>(JavaCommand.helper());
        command.addAll(List.of(
                "-Dtriptych.home=" + home.root(),
                "-Dtriptych.build=" + home.build(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.triptych.cli.Main",
                "supervise",
                home.state().toString()));
        synchronized (startGate) {
            refuseIfClosed();
            Launch.detached(plan.instance(), Supervisor.SERVICE, command, Supervisor.log(home, Supervisor.SERVICE));
        }
    }

    private void becomeReady(StackPlan plan) throws Exception {
        Instant deadline = Instant.now().plus(READY_PATIENCE);
        if (plan.service("postgres").isPresent()) {
            await(plan, List.of("postgres"), deadline);
            new Migration(home).run(plan);
        }
        await(plan, plan.services().stream().map(service -> service.name()).toList(), deadline);
    }

    private void await(StackPlan plan, List<String> names, Instant deadline) throws InterruptedException {
        List<String> waiting = names;
        while (!waiting.isEmpty()) {
            refuseIfClosed();
            // A state that a dead supervisor left is no word about now.
            Optional<StackState> state = state().filter(
                            found -> found.instance().equals(plan.instance()))
                    .filter(StackState::supervised);
            waiting = names.stream().filter(name -> !ready(state, name)).toList();
            if (console.terminal()) {
                console.redraw(waiting.isEmpty() ? "" : "… waiting for " + String.join(", ", waiting));
            }
            state.ifPresent(this::refuseHopeless);
            if (Instant.now().isAfter(deadline)) {
                throw CliException.environment("Not ready after " + READY_PATIENCE.toMinutes() + " minutes: "
                        + String.join(", ", waiting) + "; see " + logs(waiting) + ", then ./triptych down");
            }
            Thread.sleep(TICK);
        }
    }

    private static boolean ready(Optional<StackState> state, String name) {
        return state.flatMap(found -> found.service(name))
                .filter(service -> service.phase() == Phase.READY)
                .isPresent();
    }

    private void refuseHopeless(StackState state) {
        List<String> hopeless = state.services().stream()
                .filter(service -> service.phase() == Phase.GIVEN_UP)
                .map(ServiceState::name)
                .toList();
        if (!hopeless.isEmpty()) {
            throw CliException.environment("Gave up on " + String.join(", ", hopeless)
                    + " after several starts that never became ready: see " + logs(hopeless)
                    + ", then ./triptych down and up");
        }
    }

    private String logs(List<String> services) {
        return services.stream()
                .map(name -> Supervisor.log(home, name).toString())
                .collect(Collectors.joining(", "));
    }

    /** Brings it down; false if it was not up. */
    public boolean down() throws IOException, InterruptedException {
        if (!Files.isDirectory(home.state())) {
            return false;
        }
        try (StackLock _ = StackLock.take(home)) {
            return new Shutdown(home).stop();
        }
    }

    /**
     * Brings it down for good, also while another thread brings it up; that one then fails. Holds no lock against
     * other processes: the caller owns this stack's state.
     */
    public void close() throws IOException, InterruptedException {
        synchronized (startGate) {
            closed = true;
        }
        if (Files.isDirectory(home.state())) {
            new Shutdown(home).stop();
        }
    }

    private void refuseIfClosed() {
        synchronized (startGate) {
            if (closed) {
                throw CliException.environment("Ended before everything was up");
            }
        }
    }

    /** The plan of the running stack, for commands that need one. */
    public StackPlan running() {
        return plan().filter(_ -> state().filter(StackState::anythingRuns).isPresent())
                .orElseThrow(() -> CliException.environment("Nothing is up: start it by ./triptych up"));
    }

    /** The address of one of the running stack's interfaces; empty when it is down or has no such. */
    public Optional<String> url(String name) {
        return plan().filter(_ -> state().filter(StackState::anythingRuns).isPresent())
                .map(plan -> plan.urls().get(name));
    }

    /** The bearer token of its API. */
    public String token() {
        try {
            return Files.readString(home.tokenFile()).strip();
        } catch (IOException e) {
            throw CliException.environment("Cannot read the token in " + home.tokenFile());
        }
    }
}
