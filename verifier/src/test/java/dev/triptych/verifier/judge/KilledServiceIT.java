package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triptych.verifier.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that is killed in the middle of a run takes everything along, and says nothing about the program. */
class KilledServiceIT {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(120);
    private static final Duration DIES_WITHIN = Duration.ofSeconds(1);
    private static final String UID_BASE = Integer.toString(HostState.UID_BASE + 200);

    private String marker = "";
    private Process service;

    @BeforeEach
    void start() throws IOException {
        marker = "hk" + Long.toHexString(System.nanoTime() & 0xFFFF_FFFFL);
        service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SleepingRun.class.getName(),
                        UID_BASE,
                        marker)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(STARTS_WITHIN).until(() -> marked().size() == 4);
    }

    @AfterEach
    void end() {
        service.destroyForcibly();
        marked().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void leavesNothingAliveWhenTheServiceIsKilled() throws Exception {
        Set<Long> below = HostState.below(service.pid());
        assertThat(below).containsAll(marked());

        service.toHandle().destroyForcibly(); // its output stays open for us
        service.waitFor();

        await().atMost(DIES_WITHIN).untilAsserted(() -> assertThat(alive(below)).isEmpty());
        assertThat(marked()).isEmpty();
        assertThat(new String(service.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .as("what was said about the program")
                .isEmpty();
        sweptByTheNextService();
    }

    @Test
    void saysNothingAboutTheProgramWhenASupervisorIsKilled() throws Exception {
        List<ProcessHandle> supervisors = service.toHandle().children().toList();
        assertThat(supervisors).isNotEmpty();

        supervisors.forEach(ProcessHandle::destroyForcibly);

        await().atMost(DIES_WITHIN).until(() -> marked().stream().noneMatch(HostState::alive));
        service.waitFor();
        assertThat(new String(service.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("error dev.triptych.verifier.sandbox.SandboxException")
                .doesNotContain("verdict");
    }

    private void sweptByTheNextService() throws IOException {
        try (Sandbox next = RealSandbox.open(Map.of("triptych.verifier.uid-base", UID_BASE))) {
            assertThat(next.counted()).isTrue();
            assertThat(OwnGroups.of(service.pid())).isEmpty();
        }
    }

    /** A process that ended and that the first process of the host has not yet taken note of is not alive. */
    private static List<Long> alive(Set<Long> pids) {
        return pids.stream().filter(pid -> HostState.alive(pid)).toList();
    }

    /** Processes on the host that bear the program's mark. */
    private List<Long> marked() {
        List<Long> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : all.toList()) {
                String name = process.getFileName().toString();
                if (name.chars().allMatch(Character::isDigit) && marker.equals(comm(process))) {
                    found.add(Long.valueOf(name));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return found;
    }

    private static String comm(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // it has just ended
        }
    }
}
