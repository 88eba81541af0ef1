package dev.triptych.verifier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One run's control group; three folders in version 1, one in version 2. */
final class Cgroup implements RunGroup {
    private static final int REMOVALS_MAX = 400;
    private static final long REMOVAL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final List<Path> folders;
    private final boolean unified;

    /** @param folders version 1: memory, cpuacct, pids in this order */
    Cgroup(List<Path> folders, boolean unified, long memoryBytes, int processesMax) throws IOException {
        this.folders = folders;
        this.unified = unified;
        for (Path folder : folders) {
            Files.createDirectory(folder);
        }
        if (unified) {
            write(memory(), "memory.max", memoryBytes);
            writeIfThere(memory(), "memory.swap.max", 0);
        } else {
            write(memory(), "memory.limit_in_bytes", memoryBytes);
            // With swap counted in, memory that was swapped out cannot dodge the limit.
            writeIfThere(memory(), "memory.memsw.limit_in_bytes", memoryBytes);
        }
        write(folders.getLast(), "pids.max", processesMax);
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public void add(List<ProcessHandle> processes) {
        try {
            for (ProcessHandle process : processes) {
                for (Path folder : folders) {
                    write(folder, "cgroup.procs", process.pid());
                }
            }
        } catch (IOException e) {
            throw new SandboxException("cannot move a jail into its control group: " + e.getMessage(), e);
        }
    }

    @Override
    public Duration cpu() {
        if (unified) {
            return Duration.ofNanos(1_000 * keyed(folders.getFirst().resolve("cpu.stat"), "usage_usec"));
        }
        return Duration.ofNanos(number(folders.get(1).resolve("cpuacct.usage")));
    }

    @Override
    public long peakBytes() {
        return number(memory().resolve(unified ? "memory.peak" : "memory.max_usage_in_bytes"));
    }

    @Override
    public boolean outOfMemory() {
        return keyed(memory().resolve(unified ? "memory.events" : "memory.oom_control"), "oom_kill") > 0;
    }

    @Override
    public void close() {
        folders.forEach(Cgroup::remove);
    }

    private Path memory() {
        return folders.getFirst();
    }

    /** Kills what is in the group and removes it; a group that stays is swept at the next start. */
    static void remove(Path folder) {
        for (int i = 0; i < REMOVALS_MAX; i++) {
            try {
                for (String pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
                }
                Files.delete(folder);
                return;
            } catch (IOException e) {
                if (Files.notExists(folder)) {
                    return;
                }
                LockSupport.parkNanos(REMOVAL_PAUSE_NANOS);
            }
        }
    }

    private static void write(Path folder, String file, long value) throws IOException {
        Files.writeString(folder.resolve(file), Long.toString(value));
    }

    private static void writeIfThere(Path folder, String file, long value) throws IOException {
        if (Files.exists(folder.resolve(file))) {
            write(folder, file, value);
        }
    }

    private static long number(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private static long keyed(Path file, String key) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(key + " ")) {
                    return Long.parseLong(line.substring(key.length() + 1).strip());
                }
            }
            return 0;
        } catch (IOException e) {
            throw new SandboxException("cannot read " + file, e);
        }
    }
}
