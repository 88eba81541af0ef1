package dev.triptych.verifier.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.verify.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One execution: its jails, its limits, and the frames that come out. Used by one thread.
 *
 * <p>Order: open the jails, {@link #go()}, then {@link #next()} until the judge knows enough, then {@link #close()},
 * which kills everything and leaves nothing behind. The clocks start at {@code go}.
 */
public final class Run implements AutoCloseable {
    private static final int EVENTS_MAX = 32;
    private static final Duration SETUP_MAX = Duration.ofSeconds(30);
    private static final Duration POLL_MIN = Duration.ofMillis(10);
    private static final long MIB = 1024 * 1024;
    /** Beside the program's own memory: the two interpreters' dirtied pages and the jails' tables. */
    static final long MEMORY_ALLOWANCE_MIB = 24;

    private final Sandbox sandbox;
    private final Limits limits;
    private final RunGroup group;
    private final int slot;
    private final BooleanSupplier cancelled;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(EVENTS_MAX);
    private final List<Jail> jails = new ArrayList<>();
    private final Duration cpuLimit;
    private final Duration wallLimit;
    private long startedNanos;
    private long nextCheckNanos;
    private Duration cpu = Duration.ZERO;
    private Duration wall = Duration.ZERO;
    private Optional<Integer> exitCode = Optional.empty();

    Run(Sandbox sandbox, Limits limits, RunGroup group, int slot, BooleanSupplier cancelled) {
        this.sandbox = sandbox;
        this.limits = limits;
        this.group = group;
        this.slot = slot;
        this.cancelled = cancelled;
        this.cpuLimit = seconds(limits.cpuSeconds());
        this.wallLimit = seconds(limits.wallSeconds());
    }

    /** A frame and the jail that sent it. */
    public record Frame(Jail from, byte[] data) {}

    /** Starts a jail; it comes up while others are started. */
    public Jail jail(Role role, int keptBytes) {
        Jail jail = new Jail(role, sandbox.start(role), events, sandbox.threads(), keptBytes);
        jails.add(jail);
        return jail;
    }

    /**
     * Waits until every jail is up, counts it in, and lets it lock itself down; then the clocks start.
     *
     * @throws SandboxException when a step fails: only before this returns can a jail fail by our fault
     */
    public void go() {
        await(Event.Kind.READY);
        for (Jail jail : jails) {
            group.add(jail.processes());
        }
        byte[] go = goFrame();
        jails.forEach(jail -> jail.send(go));
        await(Event.Kind.LOCKED_DOWN);
        startedNanos = System.nanoTime();
        nextCheckNanos = startedNanos;
    }

    /** The next frame of any jail. */
    public Frame next() throws StopException {
        while (true) {
            Event event = poll();
            if (event != null && event.kind() == Event.Kind.FRAME) {
                return new Frame(event.jail(), event.data());
            }
            if (event != null) {
                account(event);
            }
        }
    }

    /** A frame that has come already, without waiting: for what a jail says after its last word. */
    public Optional<Frame> leftOver() throws StopException {
        Event event;
        while ((event = events.poll()) != null) {
            if (event.kind() == Event.Kind.FRAME) {
                return Optional.of(new Frame(event.jail(), event.data()));
            }
            if (event.kind() == Event.Kind.STDOUT || event.kind() == Event.Kind.STDERR) {
                account(event);
            }
        }
        return Optional.empty();
    }

    /** Waits for the worker of {@code jail} to end; for programs that are judged by their output alone. */
    public int awaitExit(Jail jail) throws StopException {
        while (true) {
            Event event = poll();
            if (event == null) {
                continue;
            }
            if (event.kind() == Event.Kind.EXITED && event.jail() == jail) {
                checkLimits();
                int code = exitCode(event);
                exitCode = Optional.of(code);
                return code;
            }
            account(event);
        }
    }

    /** Whether all that ran stayed inside its limits; asked once more at the end. */
    public void settle() throws StopException {
        checkLimits();
    }

    /** CPU time of all processes of the run. */
    public Duration cpu() {
        return cpu;
    }

    public Duration wall() {
        return wall;
    }

    /** Most memory at one time in MiB; 0 where nobody counts. */
    public double peakMemoryMib() {
        return group.peakBytes() / (double) MIB;
    }

    /** How the worker that ended first ended. */
    public Optional<Integer> exitCode() {
        return exitCode;
    }

    /** Whether the kernel counts for the whole group, or only plain limits hold. */
    public boolean enforced() {
        return group.enforced();
    }

    @Override
    public void close() {
        // An interrupted thread could not wait, and would leave a jail behind.
        boolean interrupted = Thread.interrupted();
        try {
            jails.forEach(Jail::kill);
            jails.forEach(Jail::reap);
            group.close();
        } finally {
            sandbox.giveBack(slot);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void await(Event.Kind step) {
        long deadline = System.nanoTime() + SETUP_MAX.toNanos();
        for (int reached = 0; reached < jails.size(); reached++) {
            Event event = take(deadline - System.nanoTime());
            if (event == null) {
                throw new SandboxException("a jail was not " + step + " in " + SETUP_MAX.toSeconds() + " s");
            }
            if (event.kind() != step) {
                throw new SandboxException(
                        "a jail was not " + step + ": " + event.jail().setupText());
            }
        }
    }

    private @Nullable Event poll() throws StopException {
        long now = System.nanoTime();
        if (now >= nextCheckNanos) {
            checkLimits();
            long pause = Math.max(POLL_MIN.toNanos(), cpuLimit.toNanos() / 50);
            nextCheckNanos = now + pause;
        }
        return take(nextCheckNanos - now);
    }

    private @Nullable Event take(long nanos) {
        try {
            return events.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private void checkLimits() throws StopException {
        if (cancelled.getAsBoolean()) {
            throw new CancelledException();
        }
        cpu = group.cpu();
        wall = Duration.ofNanos(System.nanoTime() - startedNanos);
        if (group.outOfMemory()) {
            throw new StopException(Verdict.MLE, "over " + limits.memoryMib() + " MiB of memory");
        }
        if (cpu.compareTo(cpuLimit) > 0) {
            throw new StopException(Verdict.TLE, "over " + limits.cpuSeconds() + " s of CPU time");
        }
        if (wall.compareTo(wallLimit) > 0) {
            throw new StopException(Verdict.ILE, "over " + limits.wallSeconds() + " s of wall time");
        }
    }

    private void account(Event event) throws StopException {
        Jail jail = event.jail();
        switch (event.kind()) {
            case STDOUT -> jail.stdout().add(event.data());
            case STDERR -> jail.stderr().add(event.data());
            case FRAME -> throw new StopException(Verdict.CHEAT, "an unsolicited message from " + jail.role());
            case READY, LOCKED_DOWN, VIOLATED ->
                throw new StopException(Verdict.CHEAT, jail.role() + " wrote on its private channel");
            case EXITED -> ended(jail, exitCode(event));
            case CLOSED -> ended(jail, -9);
        }
        if (jail.stdout().size() + jail.stderr().size() > limits.outputMib() * MIB) {
            throw new StopException(Verdict.OLE, "over " + limits.outputMib() + " MiB of output");
        }
    }

    private void ended(Jail jail, int code) throws StopException {
        exitCode = Optional.of(code);
        checkLimits();
        if (code == -24) {
            throw new StopException(Verdict.TLE, "over " + limits.cpuSeconds() + " s of CPU time");
        }
        String how = code < 0 ? "was killed by signal " + -code : "ended by itself with exit code " + code;
        throw new StopException(Verdict.RE, "the process of " + jail.role() + " " + how);
    }

    private static int exitCode(Event event) {
        try {
            return TriptychJson.mapper().readTree(event.data()).path("code").asInt(-9);
        } catch (IOException e) {
            return -9;
        }
    }

    private byte[] goFrame() {
        Map<String, Long> rlimits = new LinkedHashMap<>();
        rlimits.put("RLIMIT_CPU", (long) Math.ceil(limits.cpuSeconds()) + 2);
        rlimits.put("RLIMIT_CORE", 0L);
        rlimits.put("RLIMIT_NOFILE", 1_024L);
        rlimits.put("RLIMIT_FSIZE", Math.max(limits.outputMib(), Sandbox.TMP_MIB) * MIB);
        if (!group.enforced()) {
            rlimits.put("RLIMIT_AS", (limits.memoryMib() + MEMORY_ALLOWANCE_MIB) * MIB);
            rlimits.put("RLIMIT_NPROC", (long) Sandbox.PROCESSES_MAX);
        }
        try {
            return TriptychJson.mapper()
                    .writeValueAsString(Map.of("uid", sandbox.uid(slot), "rlimits", rlimits))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
