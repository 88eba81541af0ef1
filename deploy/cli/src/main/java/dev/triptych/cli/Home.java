package dev.triptych.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The folders we work in. Tools are shared by every stack of this checkout; state belongs to one stack.
 *
 * @param root the checkout
 * @param build the folder with the built programs
 * @param tools what is unpacked or built once: Postgres, Temporal, Python
 * @param state one stack's state: plan, secrets, data, logs
 */
public record Home(Path root, Path build, Path tools, Path state) {

    /** From the launcher's system properties; {@code TRIPTYCH_STATE} moves the state. */
    public static Home ofProcess() {
        Path root = Path.of(System.getProperty("triptych.home", "."))
                .toAbsolutePath()
                .normalize();
        Path folder = root.resolve(".triptych");
        Path build = Path.of(
                System.getProperty("triptych.build", folder.resolve("build").toString()));
        Path state = Optional.ofNullable(System.getenv("TRIPTYCH_STATE"))
                .filter(value -> !value.isBlank())
                .map(value -> Path.of(value).toAbsolutePath().normalize())
                .orElse(folder);
        return new Home(root, build, folder.resolve("tools"), state);
    }

    /** The same checkout and tools, with another state. */
    public Home withState(Path other) {
        return new Home(root, build, tools, other);
    }

    public Path planFile() {
        return state.resolve("plan.json");
    }

    public Path stateFile() {
        return state.resolve("state.json");
    }

    public Path lockFile() {
        return state.resolve("lock");
    }

    public Path supervisorLockFile() {
        return state.resolve("supervisor.lock");
    }

    public Path portsFile() {
        return state.resolve("ports.json");
    }

    public Path tokenFile() {
        return state.resolve("token");
    }

    public Path logs() {
        return state.resolve("log");
    }

    public Path data() {
        return state.resolve("data");
    }

    public Path config() {
        return state.resolve("config");
    }

    public Path python() {
        return root.resolve(".triptych").resolve("python");
    }

    /** Creates the state folder, readable by its owner only. */
    public void createState() {
        try {
            Files.createDirectories(state);
            Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(logs());
            Files.createDirectories(data());
            Files.createDirectories(config());
        } catch (IOException e) {
            throw CliException.environment("Cannot write to " + state + ": make it writable, or name another folder"
                    + " in TRIPTYCH_STATE (" + e.getClass().getSimpleName() + ")");
        }
    }
}
