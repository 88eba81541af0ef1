package dev.triptych.cli.supervise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds our processes where the state file cannot tell: started just before a supervisor was killed, or left in the
 * session of a child that died. Every process of a stack carries the stack's instance in its environment.
 */
final class ProcessTable {
    /** The environment variable that marks a process as part of one stack. */
    static final String INSTANCE = "TRIPTYCH_INSTANCE";

    /** The environment variable that names the service. */
    static final String SERVICE = "TRIPTYCH_SERVICE";

    private ProcessTable() {}

    /** The leader of the session in which this stack's service runs, if there is one. */
    static Optional<ProcessIdentity> leaderOf(String instance, String service) {
        return withInstance(instance).stream()
                .filter(pid -> environment(pid).contains(SERVICE + "=" + service))
                .filter(pid -> ProcessIdentity.read(pid)
                        .filter(stat -> stat.session() == pid)
                        .isPresent())
                .findFirst()
                .flatMap(ProcessIdentity::of);
    }

    /** Ends what is left of a dead child: whatever still runs in its session. */
    static void killSession(long session) {
        for (long pid : pids()) {
            if (ProcessIdentity.read(pid)
                    .filter(stat -> stat.session() == session)
                    .isPresent()) {
                ProcessIdentity.of(pid).ifPresent(ProcessIdentity::kill);
            }
        }
    }

    /** Ends every process that carries the instance, except this one. */
    static void killInstance(String instance) {
        long self = ProcessHandle.current().pid();
        withInstance(instance).stream().filter(pid -> pid != self).forEach(pid -> ProcessIdentity.of(pid)
                .ifPresent(ProcessIdentity::kill));
    }

    static List<Long> withInstance(String instance) {
        return pids().stream()
                .filter(pid -> environment(pid).contains(INSTANCE + "=" + instance))
                .toList();
    }

    private static List<String> environment(long pid) {
        try {
            String all = Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
            return List.of(all.split("\0"));
        } catch (IOException e) {
            return List.of(); // it ended, or is another user's
        }
    }

    private static List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            entries.forEach(entry -> pids.add(Long.parseLong(entry.getFileName().toString())));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return pids;
    }
}
