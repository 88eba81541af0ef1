package dev.triptych.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

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

    /** Runs a command with additions to the environment; output is kept in memory. */
    public static Result run(Duration patience, Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"))
                .directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Result(-2, String.valueOf(e.getMessage()));
        }
        RUNNING.add(process);
        try {
            return toItsEnd(process, patience);
        } finally {
            RUNNING.remove(process);
            process.destroyForcibly();
        }
    }

    private static Result toItsEnd(Process process, Duration patience) throws IOException, InterruptedException {
        AtomicBoolean tooLong = new AtomicBoolean();
        Thread guard = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                    tooLong.set(true);
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                // it ended in time
            }
        });
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        guard.interrupt();
        return new Result(tooLong.get() ? -1 : exit, output);
    }

    /** Ends what still runs; for the end of this process. */
    public static void endAll() {
        RUNNING.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        });
    }
}
