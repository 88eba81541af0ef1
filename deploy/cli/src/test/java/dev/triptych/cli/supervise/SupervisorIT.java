package dev.triptych.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triptych.cli.Home;
import dev.triptych.cli.TestHome;
import dev.triptych.cli.supervise.ServiceState.Phase;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real supervisor process over real children: small web servers. */
class SupervisorIT {
    @TempDir
    private Path folder;

    private final String instance = UUID.randomUUID().toString();

    @AfterEach
    void leaveNothing() throws Exception {
        new Shutdown(TestHome.in(folder)).stop();
        assertThat(ProcessTable.withInstance(instance)).isEmpty();
    }

    @Test
    void restartsWhateverDies() throws Exception {
        Home home = supervise(null, server("a"), server("b"));
        awaitReady(home, "a", "b");
        ProcessIdentity killed = process(home, "a");
        ProcessIdentity other = process(home, "b");

        killed.kill();

        soon().until(() ->
                phase(home, "a") == Phase.READY && !process(home, "a").equals(killed));
        assertThat(process(home, "b")).isEqualTo(other);
    }

    @Test
    void killingTheSupervisorHarmsNothingAndTheNextAdoptsWhatRuns() throws Exception {
        Home home = supervise(null, server("a"), server("b"));
        awaitReady(home, "a", "b");
        ProcessIdentity first = supervisor(home);
        ProcessIdentity a = process(home, "a");
        ProcessIdentity b = process(home, "b");

        first.kill();
        soon().until(() -> !first.alive());
        b.kill();
        soon().until(() -> !b.alive());
        assertThat(a.alive()).isTrue();
        startSupervisor(home);

        soon().until(() -> !supervisor(home).equals(first));
        awaitReady(home, "a", "b");
        assertThat(process(home, "a")).isEqualTo(a);
        assertThat(process(home, "b")).isNotEqualTo(b);
    }

    @Test
    void givesUpOnWhatNeverBecomesReadyAndKeepsTheOthers() throws Exception {
        Home home = supervise(
                null, server("a"), ServicePlan.process("broken", List.of("/bin/false"), "", "tcp://127.0.0.1:1", 1));

        soon().until(() -> phase(home, "broken") == Phase.GIVEN_UP);

        awaitReady(home, "a");
    }

    @Test
    void downStopsWhatWasStartedAndNothingElse() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "300").start();
        Home home = supervise(null, server("a"), stubborn("stubborn"));
        awaitReady(home, "a", "stubborn");
        List<ProcessIdentity> ours = List.of(supervisor(home), process(home, "a"), process(home, "stubborn"));

        new Shutdown(home).stop();

        assertThat(ours).noneMatch(ProcessIdentity::alive);
        assertThat(stranger.isAlive()).isTrue();
        assertThat(home.stateFile()).doesNotExist();
        assertThat(home.planFile()).doesNotExist();
        stranger.destroyForcibly();
    }

    @Test
    void downFindsWhatTheStateDoesNotName() throws Exception {
        Home home = supervise(null, server("a"));
        awaitReady(home, "a");
        ProcessIdentity a = process(home, "a");
        ProcessIdentity supervisor = supervisor(home);
        supervisor.kill();
        soon().until(() -> !supervisor.alive());
        java.nio.file.Files.delete(home.stateFile());

        new Shutdown(home).stop();

        assertThat(a.alive()).isFalse();
    }

    @Test
    void theEndOfTheOwnerIsTheEndOfTheStack() throws Exception {
        Process owner = new ProcessBuilder("sleep", "300").start();
        Home home = supervise(ProcessIdentity.of(owner.pid()).orElseThrow(), server("a"));
        awaitReady(home, "a");
        ProcessIdentity a = process(home, "a");
        ProcessIdentity supervisor = supervisor(home);

        owner.destroyForcibly().waitFor();

        soon().until(() -> !a.alive() && !supervisor.alive());
    }

    private Home supervise(@Nullable ProcessIdentity owner, ServicePlan... services) throws IOException {
        Home home = TestHome.in(folder);
        JsonFile.write(
                home.planFile(), new StackPlan(instance, List.of(services), Map.of(), "rehearsal", List.of(), owner));
        startSupervisor(home);
        return home;
    }

    private void startSupervisor(Home home) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.triptych.cli.Main",
                "supervise",
                home.state().toString()));
        Launch.detached(instance, Supervisor.SERVICE, command, Supervisor.log(home, Supervisor.SERVICE));
    }

    private static ServicePlan server(String name) throws IOException {
        int port = freePort();
        List<String> command = List.of("python3", "-m", "http.server", "--bind", "127.0.0.1", Integer.toString(port));
        return ServicePlan.process(name, command, "", "http://127.0.0.1:" + port + "/", 1);
    }

    /** A server that does not listen to SIGTERM. */
    private static ServicePlan stubborn(String name) throws IOException {
        int port = freePort();
        String script = "import signal, http.server; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
                + " http.server.HTTPServer(('127.0.0.1', " + port
                + "), http.server.SimpleHTTPRequestHandler).serve_forever()";
        return ServicePlan.process(name, List.of("python3", "-c", script), "", "http://127.0.0.1:" + port + "/", 1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }

    private static void awaitReady(Home home, String... names) {
        for (String name : names) {
            soon().until(() -> state(home).supervised() && phase(home, name) == Phase.READY);
        }
    }

    private static StackState state(Home home) {
        return JsonFile.read(home.stateFile(), StackState.class).orElseThrow();
    }

    private static ProcessIdentity supervisor(Home home) {
        return java.util.Objects.requireNonNull(state(home).supervisor());
    }

    private static Phase phase(Home home, String name) {
        return state(home).service(name).orElseThrow().phase();
    }

    private static ProcessIdentity process(Home home, String name) {
        return state(home).service(name).orElseThrow().running().orElseThrow();
    }
}
