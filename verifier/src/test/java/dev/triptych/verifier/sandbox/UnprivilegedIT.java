package dev.triptych.verifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sandbox as a user of the host that is not root: in a user namespace, with groups that were made over to it. */
class UnprivilegedIT {
    private static final int NOBODY = 65_534;
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final String FOLDER =
            "triptych-unprivileged-" + ProcessHandle.current().pid();
    private static final String FACTS = """
            import os
            status = open("/proc/self/status").read()
            caps = {line.split()[1] for line in status.splitlines() if line.startswith("Cap")}
            print(os.getuid(), os.getpid() > 1, caps == {"0" * 16}, os.path.exists("/root"))
            """;
    private static final String BOMB = "eaten = []\nwhile True:\n    eaten.append(bytearray(10 ** 7))\n";

    private Installation installation;
    private Supervisor supervisor;

    @BeforeEach
    void startAsNobody() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can become another user");
        assumeTrue(Files.exists(GROUPS.resolve("memory")), "shown with control groups of version 1 only");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "needs a Python that every user can read");
        for (String controller : List.of("memory", "cpuacct", "pids")) {
            makeOver(Files.createDirectories(GROUPS.resolve(controller).resolve(FOLDER)));
        }
        installation = Installation.layOut();
        makeOver(installation.folder());
        supervisor = Supervisor.start(
                List.of(
                        "/usr/bin/setpriv",
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        installation.supervisor().toString(),
                        "root=" + installation.root(),
                        "python=/usr/bin/python3",
                        "path=" + String.join(":", paths()),
                        "service=" + ProcessHandle.current().pid(),
                        "groups=" + FOLDER,
                        "places=4",
                        "flavours=solution",
                        "bind=" + installation.harness() + ":/harness",
                        "bind=" + installation.libraries() + ":/native"),
                installation.folder(),
                "unprivileged");
    }

    @AfterEach
    void remove() throws IOException {
        if (supervisor != null) {
            supervisor.close();
            installation.remove();
            for (String controller : List.of("memory", "cpuacct", "pids")) {
                Files.delete(GROUPS.resolve(controller).resolve(FOLDER));
            }
        }
    }

    @Test
    void locksProgramsDownAndHoldsTheirMemory() throws Exception {
        assertThat(run(FACTS).strip()).isEqualTo("65534 True True False");

        StopException stop = catchThrowableOfType(StopException.class, () -> run(BOMB));
        assertThat(stop.verdict()).isEqualTo(Verdict.MLE);
    }

    private String run(String script) throws StopException {
        Limits limits = new Limits(5, 20, 64, 1);
        try (Run run = new Run(supervisor, limits, Duration.ofSeconds(20), true, () -> false, () -> {})) {
            Jail jail = run.jail(Role.STDIO, 10_000);
            run.go();
            // Run what was told first, on an empty standard input, without arguments and environment.
            byte[] order = {'E', 1, 0, 0, 0, 0};
            jail.send(List.of(script.getBytes(StandardCharsets.UTF_8), order));
            run.next();
            return new String(jail.stdout().head(), StandardCharsets.UTF_8);
        }
    }

    /** The standard library of Debian's Python. */
    private static List<String> paths() throws IOException {
        try (Stream<Path> found = Files.list(Path.of("/usr/lib"))) {
            return found.filter(folder -> folder.getFileName().toString().startsWith("python3."))
                    .flatMap(folder -> Stream.of(folder, folder.resolve("lib-dynload")))
                    .map(Path::toString)
                    .toList();
        }
    }

    private static void makeOver(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", NOBODY);
                Files.setAttribute(file, "unix:gid", NOBODY);
            }
        }
    }
}
