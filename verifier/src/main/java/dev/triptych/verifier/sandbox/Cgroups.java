package dev.triptych.verifier.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Where groups for runs are made: version 1 (or the hybrid, with memory, cpuacct and pids on version 1) or version 2.
 * Names carry our process id, so that the groups of a killed service are known and swept at the next start.
 */
final class Cgroups {
    private static final String FOLDER = "triptych-verifier";
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final boolean unified;
    private final AtomicLong numbers = new AtomicLong();

    private Cgroups(boolean unified) {
        this.unified = unified;
    }

    /** Empty where groups cannot be made by us. */
    static Optional<Cgroups> find() {
        boolean unified = Files.exists(ROOT.resolve("cgroup.controllers"));
        Cgroups cgroups = new Cgroups(unified);
        try {
            for (Path parent : cgroups.parents()) {
                Files.createDirectories(parent);
                sweep(parent);
            }
            if (unified) {
                for (Path folder : new Path[] {ROOT, ROOT.resolve(FOLDER)}) {
                    Files.writeString(folder.resolve("cgroup.subtree_control"), "+memory +pids +cpu");
                }
            }
            return Optional.of(cgroups);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A new group with its limits set. */
    RunGroup open(long memoryBytes, int processesMax) {
        String name = ProcessHandle.current().pid() + "-" + numbers.incrementAndGet();
        try {
            return new Cgroup(
                    parents().stream().map(parent -> parent.resolve(name)).toList(),
                    unified,
                    memoryBytes,
                    processesMax);
        } catch (IOException e) {
            throw new SandboxException("cannot make a control group: " + e.getMessage(), e);
        }
    }

    private List<Path> parents() {
        return unified
                ? List.of(ROOT.resolve(FOLDER))
                : Stream.of("memory", "cpuacct", "pids")
                        .map(controller -> ROOT.resolve(controller).resolve(FOLDER))
                        .toList();
    }

    /** Removes groups whose service is gone; killing what it may have left. */
    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(parent, Files::isDirectory)) {
            for (Path group : groups) {
                long owner = Long.parseLong(group.getFileName().toString().split("-")[0]);
                if (ProcessHandle.of(owner).filter(ProcessHandle::isAlive).isEmpty()) {
                    Cgroup.remove(group);
                }
            }
        } catch (NumberFormatException e) {
            throw new IOException("a foreign group in " + parent, e);
        }
    }
}
