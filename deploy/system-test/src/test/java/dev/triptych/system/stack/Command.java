package dev.triptych.system.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./triptych …}, run as a user would. */
public final class Command {
    /** What a command left behind: its exit code and what it printed, standard error included. */
    public record Result(int exit, String printed) {}

    private final Path home;
    private final Path state;

    /** @param state the state directory that the commands use */
    public Command(Path home, Path state) {
        this.home = home;
        this.state = state;
    }

    /** The repository that this test runs in. */
    public static Path home() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("libs/contracts/pom.xml"))) {
            root = root.getParent();
        }
        return root;
    }

    /** Runs to the end; fails when that takes longer than {@code limit}. */
    public Result run(Duration limit, String... arguments) {
        try {
            Path printed = Files.createTempFile("triptych", ".out");
            Process process = start(printed, arguments);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("./triptych " + String.join(" ", arguments) + " took over " + limit + ":\n"
                        + Files.readString(printed));
            }
            Result result = new Result(process.exitValue(), Files.readString(printed, StandardCharsets.UTF_8));
            Files.delete(printed);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts and returns at once; the output goes to {@code printed}. */
    public Process start(Path printed, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("triptych").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().putAll(Map.of("TRIPTYCH_STATE", state.toString()));
        return builder.start();
    }
}
