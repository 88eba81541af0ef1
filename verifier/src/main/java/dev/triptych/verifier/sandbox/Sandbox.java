package dev.triptych.verifier.sandbox;

import dev.triptych.contracts.verify.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Opens runs: as many at once as configured, each in fresh jails. */
public final class Sandbox implements AutoCloseable {
    static final int PROCESSES_MAX = 64;
    static final int TMP_MIB = 64;
    /** Two jails, each with a reader and a writer, and those of a run that is just ending. */
    private static final int THREADS_PER_RUN = 8;

    private static final long MIB = 1024 * 1024;
    /** Root of the host is used to build a jail and given up inside it; a user of the host needs a user namespace. */
    private static final boolean HOST_ROOT = hostRoot();

    private final SandboxConfig config;
    private final Toolchain toolchain;
    private final Path harness;
    private final Optional<Cgroups> cgroups;
    private final BlockingQueue<Integer> slots = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    /** A jail dies with the thread that started it, so that thread must live as long as the sandbox. */
    private final ExecutorService spawner = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("jail-spawner").daemon().factory());

    private final ExecutorService threads;

    public Sandbox(SandboxConfig config) {
        this.config = config;
        this.toolchain = Toolchain.find(config);
        this.cgroups = config.cgroups() == SandboxConfig.Cgroups.AUTO ? Cgroups.find() : Optional.empty();
        this.harness = Harness.layOut();
        this.threads = Executors.newFixedThreadPool(
                concurrency(config) * THREADS_PER_RUN,
                Thread.ofPlatform().name("jail-", 0).daemon().factory());
        for (int slot = 0; slot < concurrency(config); slot++) {
            slots.add(slot);
        }
    }

    /** How many runs go on at once. */
    public static int concurrency(SandboxConfig config) {
        return config.concurrency() > 0
                ? config.concurrency()
                : Runtime.getRuntime().availableProcessors();
    }

    public Toolchain toolchain() {
        return toolchain;
    }

    /** Whether the kernel counts memory and processes of each run. */
    public boolean counted() {
        return cgroups.isPresent();
    }

    /**
     * Waits for a place and opens a run.
     *
     * @throws OverloadedException when too many wait already, or the wait was too long
     */
    public Run open(Limits limits, BooleanSupplier cancelled) {
        int slot = takeSlot();
        try {
            RunGroup group = cgroups.isPresent()
                    ? cgroups.get().open((limits.memoryMib() + Run.MEMORY_ALLOWANCE_MIB) * MIB, PROCESSES_MAX)
                    : new PolledGroup();
            return new Run(this, limits, group, slot, cancelled);
        } catch (RuntimeException e) {
            giveBack(slot);
            throw e;
        }
    }

    @Override
    public void close() {
        spawner.shutdownNow();
        threads.shutdownNow();
        Harness.remove(harness);
    }

    ExecutorService threads() {
        return threads;
    }

    int uid(int slot) {
        return config.uidBase() + slot;
    }

    void giveBack(int slot) {
        slots.add(slot);
    }

    Process start(Role role) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command(role));
            // What bubblewrap inherits can be read by others through its environment in /proc.
            builder.environment().clear();
            return spawner.submit(builder::start).get();
        } catch (ExecutionException e) {
            throw new SandboxException("cannot start bubblewrap: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private int takeSlot() {
        if (waiting.incrementAndGet() > config.queueMax()) {
            waiting.decrementAndGet();
            throw new OverloadedException("more than " + config.queueMax() + " requests wait");
        }
        try {
            Integer slot = slots.poll(config.queueWait().toMillis(), TimeUnit.MILLISECONDS);
            if (slot == null) {
                throw new OverloadedException("waited longer than " + config.queueWait());
            }
            return slot;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private List<String> command(Role role) {
        List<String> command = new ArrayList<>(List.of(toolchain.bubblewrap().toString()));
        command.addAll(List.of("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"));
        command.addAll(List.of("--unshare-cgroup-try", "--die-with-parent", "--new-session", "--hostname", "jail"));
        command.addAll(List.of("--cap-drop", "ALL"));
        if (HOST_ROOT) {
            // Just enough to change the user inside, where the harness does it and checks it.
            command.addAll(List.of("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"));
        } else {
            command.addAll(List.of("--unshare-user", "--disable-userns", "--uid", "65534", "--gid", "65534"));
        }
        command.add("--clearenv");
        setenv(command, "PATH", "/usr/bin:/bin");
        setenv(command, "HOME", "/tmp");
        setenv(command, "LANG", "C.UTF-8");
        setenv(command, "PYTHONHASHSEED", "0");
        setenv(command, "PYTHONDONTWRITEBYTECODE", "1");
        setenv(command, "OPENBLAS_NUM_THREADS", "1");
        setenv(command, "OMP_NUM_THREADS", "1");
        setenv(command, "PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1");
        mounts(command);
        command.addAll(List.of("--chdir", "/tmp", "--"));
        command.addAll(List.of(toolchain.python().toString(), "-s", "-B", "/harness/jail.py", role.argument()));
        return command;
    }

    private void mounts(List<String> command) {
        command.addAll(List.of("--ro-bind", "/usr", "/usr"));
        for (String name : List.of("lib", "lib32", "lib64", "bin", "sbin")) {
            Path path = Path.of("/", name);
            if (Files.isSymbolicLink(path)) {
                command.addAll(List.of("--symlink", "usr/" + name, path.toString()));
            } else if (Files.isDirectory(path)) {
                command.addAll(List.of("--ro-bind", path.toString(), path.toString()));
            }
        }
        command.addAll(List.of("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"));
        command.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        for (String folder : List.of("/tmp", "/dev/shm")) {
            command.addAll(List.of("--perms", "1777", "--size", Long.toString(TMP_MIB * MIB), "--tmpfs", folder));
        }
        // After the fresh /tmp, which would hide a toolchain that lives below it.
        for (Path prefix : toolchain.prefixes()) {
            // bubblewrap would make the folders above with the host's mode, which may shut programs out.
            for (int names = 1; names < prefix.getNameCount(); names++) {
                command.addAll(List.of("--perms", "0755", "--dir", "/" + prefix.subpath(0, names)));
            }
            command.addAll(List.of("--ro-bind", prefix.toString(), prefix.toString()));
        }
        command.addAll(List.of("--ro-bind", harness.toString(), "/harness"));
        command.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/"));
    }

    private static void setenv(List<String> command, String name, String value) {
        command.addAll(List.of("--setenv", name, value));
    }

    private static boolean hostRoot() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        } catch (IOException e) {
            throw new IllegalStateException("cannot tell who we are", e);
        }
    }
}
