package dev.triptych.cli.supervise;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts processes in sessions of their own, so that no end of ours reaches them. */
public final class Launch {
    /** How long a command that only starts or stops a service may take. */
    private static final Duration STARTER_PATIENCE = Duration.ofSeconds(60);

    private Launch() {}

    /** Starts a service of a stack, with its output appended to its log. */
    static ProcessIdentity service(String instance, ServicePlan plan, Path log)
            throws IOException, InterruptedException {
        String pidFile = plan.pidFile();
        if (pidFile == null) {
            return detached(instance, plan.name(), plan.command(), log);
        }
        int exit = toItsEnd(instance, plan.name(), plan.command(), log);
        Optional<ProcessIdentity> started = exit == 0 ? identityIn(Path.of(pidFile)) : Optional.empty();
        return started.orElseThrow(() -> new IOException(plan.name() + " did not start (" + exit + "), see " + log));
    }

    /** Starts a command that outlives us. */
    public static ProcessIdentity detached(String instance, String service, List<String> command, Path log)
            throws IOException {
        List<String> inOwnSession = new ArrayList<>();
        // setsid replaces itself by the command: the pid is the command's, and leads its session.
        inOwnSession.add("setsid");
        inOwnSession.addAll(command);
        Process process = builder(instance, service, inOwnSession, log).start();
        return ProcessIdentity.of(process.pid())
                .orElseThrow(() -> new IOException(service + " ended as soon as it was started, see " + log));
    }

    /** Runs a starter or stopper to its end; its exit code, or -1 if it took too long. */
    static int toItsEnd(String instance, String service, List<String> command, Path log)
            throws IOException, InterruptedException {
        Process process = builder(instance, service, command, log).start();
        if (process.waitFor(STARTER_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            return process.exitValue();
        }
        process.destroyForcibly();
        return -1;
    }

    /** The living server that PostgreSQL's pid file names; a stale file may name somebody else's process. */
    static Optional<ProcessIdentity> identityIn(Path pidFile) {
        try {
            return Files.readAllLines(pidFile).stream()
                    .findFirst()
                    .map(String::strip)
                    .map(Long::parseLong)
                    .filter(Launch::runsPostgres)
                    .flatMap(ProcessIdentity::of);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // none, or half written
        }
    }

    private static boolean runsPostgres(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).endsWith("bin/postgres");
        } catch (IOException e) {
            return false; // it ended, or is another user's
        }
    }

    private static ProcessBuilder builder(String instance, String service, List<String> command, Path log) {
        File logFile = log.toAbsolutePath().toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile))
                .directory(logFile.getParentFile());
        builder.environment().put(ProcessTable.INSTANCE, instance);
        builder.environment().put(ProcessTable.SERVICE, service);
        return builder;
    }
}
