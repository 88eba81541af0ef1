package dev.triptych.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Commands that we run to their end: what they print is read, and they end when we do. */
public final class Subprocess {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    private Subprocess() {}

    /**
     * How a command ended.
     *
     * @param exit its exit code, -1 if it was ended because it took too long, -2 if there is no such program
     * @param output what it printed, errors included
     */
    public record Result(int exit, String output) {
        public boolean ok() {
            return exit == 0;
        }

        /** The last lines of the output, for a message. */
        public String tail(int lines) {
            List<String> all = output.lines().filter(line -> !line.isBlank()).toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        }
    }

    public static Result run(Duration patience, List<String> command) throws IOException, InterruptedException {
        return run(patience, Path.of("/"), Map.of(), command);
    }

    /** Runs a command that reads a file as its standard input. */
    public static Result feed(Duration patience, Path input, List<String> command)
            throws IOException, InterruptedException {
        return run(patience, new ProcessBuilder(command).redirectInput(input.toFile()));
    }

    /** Runs a command in a folder with additions to the environment; output is kept in memory. */
    public static Result run(Duration patience, Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(new File("/dev/null")).directory(folder.toFile());
        builder.environment().putAll(environment);
        return run(patience, builder);
    }

    /** Runs a command whose lines are of interest as they come; the result holds them all again. */
    public static Result stream(
            Duration patience,
            Path folder,
            Map<String, String> environment,
            List<String> command,
            Consumer<String> lines)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(new File("/dev/null")).directory(folder.toFile());
        builder.environment().putAll(environment);
        return run(patience, builder, lines);
    }

    /** The program of this name on the PATH. */
    public static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Result run(Duration patience, ProcessBuilder builder) throws IOException, InterruptedException {
        return run(patience, builder, _ -> {});
    }

    private static Result run(Duration patience, ProcessBuilder builder, Consumer<String> lines)
            throws IOException, InterruptedException {
        builder.redirectErrorStream(true);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Result(-2, String.valueOf(e.getMessage()));
        }
        RUNNING.add(process);
        try {
            return toItsEnd(process, patience, lines);
        } finally {
            RUNNING.remove(process);
            process.destroyForcibly();
        }
    }

    private static Result toItsEnd(Process process, Duration patience, Consumer<String> lines)
            throws IOException, InterruptedException {
        AtomicBoolean tooLong = new AtomicBoolean();
        Thread guard = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                    tooLong.set(true);
                    // What it started holds the pipe that we read, and would keep us waiting.
                    List<ProcessHandle> started = process.descendants().toList();
                    process.destroyForcibly();
                    started.forEach(ProcessHandle::destroyForcibly);
                }
            } catch (InterruptedException e) {
                // it ended in time
            }
        });
        StringBuilder output = new StringBuilder();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.append(line).append('\n');
                lines.accept(line);
            }
        }
        int exit = process.waitFor();
        guard.interrupt();
        return new Result(tooLong.get() ? -1 : exit, output.toString());
    }

    /** Ends what still runs; for the end of this process. */
    public static void endAll() {
        RUNNING.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        });
    }
}
