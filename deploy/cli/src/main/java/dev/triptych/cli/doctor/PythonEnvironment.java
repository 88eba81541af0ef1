package dev.triptych.cli.doctor;

import dev.triptych.cli.CliException;
import dev.triptych.cli.Console;
import dev.triptych.cli.Home;
import dev.triptych.cli.Subprocess;
import dev.triptych.contracts.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The private Python environment: pytest and what it needs, pinned with hashes. */
public final class PythonEnvironment {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String REQUIREMENTS = "requirements.txt";

    private final Home home;
    private final Console console;

    public PythonEnvironment(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    /** The interpreter, with its packages installed first if need be. */
    public Path provide() throws Exception {
        Path folder = home.python();
        Path stamp = folder.resolve(".complete");
        String wanted = Sha256.of(text(REQUIREMENTS)).toString();
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(wanted)) {
            console.step("make the private Python environment", () -> {
                create(folder);
                install(folder, resource(folder, REQUIREMENTS));
                return Files.writeString(stamp, wanted);
            });
        }
        return folder.resolve("bin/python3");
    }

    static void create(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.getParent());
        Subprocess.Result result =
                Subprocess.run(PATIENCE, List.of("python3", "-m", "venv", "--clear", folder.toString()));
        if (!result.ok()) {
            throw CliException.environment(
                    "python3 could not make an environment (./triptych doctor says what is missing): "
                            + result.tail(1));
        }
    }

    static void install(Path folder, Path requirements) throws IOException, InterruptedException {
        Subprocess.Result result = Subprocess.run(
                PATIENCE,
                List.of(
                        folder.resolve("bin/python3").toString(),
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--disable-pip-version-check",
                        "--require-hashes",
                        "-r",
                        requirements.toString()));
        if (!result.ok()) {
            throw CliException.environment("pip could not install " + requirements + ": " + result.tail(2));
        }
    }

    static Path resource(Path folder, String name) throws IOException {
        return Files.writeString(folder.resolve(name), text(name));
    }

    private static String text(String name) throws IOException {
        try (InputStream stream = PythonEnvironment.class.getResourceAsStream("/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("not in our jar: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
