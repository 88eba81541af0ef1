package dev.triptych.verifier.sandbox;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One execution: its jails, its limits, and the frames that come out. Used by one thread.
 *
 * <p>Order: name the jails, {@link #go()}, then {@link #next()} until the judge knows enough, then {@link #close()},
 * which has everything killed. The supervisor holds the limits; its clocks start when every jail is locked down.
 */
public final class Run implements AutoCloseable {
    /** How often a run that says nothing is asked whether anybody still waits for it. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    /** How much longer than all its limits a supervisor may be silent. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    private static final long MIB = 1024 * 1024;
    /** Beside the program's own memory: the clones' dirtied pages and the jails' tables. */
    private static final long MEMORY_ALLOWANCE_MIB = 16;

    /** Unread frames; one more is no answer to anything. */
    private static final int UNREAD_MAX = 65_536;

    private static final long FRAMES_BYTES_MAX = 512 * MIB;
    private static final int TMP_FILES_MAX = 16_384;
    private static final int SIGNAL_CPU = 24;

    private final Runnable over;
    private final Duration wall;
    private final Supervisor supervisor;
    private final Limits limits;
    private final BooleanSupplier cancelled;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<Jail> jails = new ArrayList<>();
    /** Orders that wait for the first thing a jail is told: a message of its own would cost the supervisor a turn. */
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    private final int number;
    private final boolean enforced;
    private volatile long startedNanos = System.nanoTime();
    private Duration cpu = Duration.ZERO;
    private long peakBytes;
    private Optional<Integer> exitCode = Optional.empty();
    private boolean made;
    /** Only the supervisor's reader looks at it. */
    private boolean flooded;

    /**
     * @param wall how long the supervisor lets it live
     * @param over called once, when nothing of the run is left
     */
    Run(
            Supervisor supervisor,
            Limits limits,
            Duration wall,
            boolean enforced,
            BooleanSupplier cancelled,
            Runnable over) {
        this.over = over;
        this.wall = wall;
        this.supervisor = supervisor;
        this.limits = limits;
        this.enforced = enforced;
        this.cancelled = cancelled;
        this.number = supervisor.open(this);
    }

    /** A frame and the jail that sent it. */
    public record Frame(Jail from, byte[] data) {}

    /** Names a jail; it comes up with {@link #go()}. */
    public Jail jail(Role role, int keptBytes) {
        Jail jail = new Jail(this, role, jails.size(), keptBytes);
        jails.add(jail);
        return jail;
    }

    /** Has the jails made. Returns at once: what is sent to them waits for them. */
    public void go() {
        ByteBuffer order = ByteBuffer.allocate(65 + 2 * jails.size())
                .putLong((limits.memoryMib() + MEMORY_ALLOWANCE_MIB * jails.size()) * MIB)
                .putInt(Sandbox.PROCESSES_MAX)
                .putLong(nanos(limits.cpuSeconds()))
                .putLong(wall.toNanos())
                .putLong(limits.outputMib() * MIB)
                .putLong(FRAMES_BYTES_MAX)
                .putLong(Sandbox.TMP_MIB * MIB)
                .putInt(TMP_FILES_MAX)
                .putLong(Math.max(limits.outputMib(), Sandbox.TMP_MIB) * MIB)
                .put((byte) jails.size());
        for (Jail jail : jails) {
            order.put((byte) jail.role().flavour().ordinal())
                    .put((byte) jail.role().number());
        }
        made = true;
        held.writeBytes(Supervisor.message('O', number, 0, order.array()));
    }

    /** Whether nothing was said of it since the last answer: a resident run may have been killed meanwhile. */
    boolean quiet() {
        return events.isEmpty();
    }

    /** Starts the clocks and counters again, for the next of several programs in one jail. */
    public void mark() {
        held.writeBytes(Supervisor.message('M', number, 0, new byte[0]));
        startedNanos = System.nanoTime();
        cpu = Duration.ZERO;
    }

    /** The next frame of any jail. */
    public Frame next() throws StopException {
        while (true) {
            Event event = take();
            if (event.kind() == Event.Kind.FRAME) {
                checkCpu();
                return new Frame(jails.get(event.jail()), event.data());
            }
            account(event);
        }
    }

    /** A frame that has come already, without waiting: for what a jail says after its last word. */
    public Optional<Frame> leftOver() throws StopException {
        Event event;
        while ((event = events.poll()) != null) {
            note(event);
            if (event.kind() == Event.Kind.FRAME) {
                return Optional.of(new Frame(jails.get(event.jail()), event.data()));
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
            Event event = take();
            if (event.kind() == Event.Kind.EXITED && event.jail() == jail.index()) {
                int code = code(event);
                exitCode = Optional.of(code);
                checkCpu();
                return code;
            }
            account(event);
        }
    }

    /** Whether all that ran stayed inside its limits, by what was said of it last. */
    public void settle() throws StopException {
        checkCpu();
    }

    /** CPU time of all processes of the run. */
    public Duration cpu() {
        return cpu;
    }

    public Duration wall() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Most memory at one time in MiB; 0 where nobody counts. */
    public double peakMemoryMib() {
        return peakBytes / (double) MIB;
    }

    /** How the worker that ended first ended. */
    public Optional<Integer> exitCode() {
        return exitCode;
    }

    /** Whether the kernel counts for the whole run, or only limits per process hold. */
    public boolean enforced() {
        return enforced;
    }

    /** Has everything killed; its place is free when it is gone. */
    @Override
    public void close() {
        if (!made) {
            supervisor.forget(this);
            return;
        }
        try {
            tell('C', 0, new byte[0]);
        } catch (SandboxException e) {
            // The supervisor is gone, and with it everything that ran.
        }
    }

    int number() {
        return number;
    }

    List<Jail> jails() {
        return jails;
    }

    void tell(Jail jail, byte[] data) {
        tell('D', jail.index(), data);
    }

    /** What is held goes first, in the same piece. */
    private void tell(char operation, int jail, byte[] payload) {
        held.writeBytes(Supervisor.message(operation, number, jail, payload));
        sendHeld();
    }

    private void sendHeld() {
        if (held.size() > 0) {
            byte[] messages = held.toByteArray();
            held.reset();
            supervisor.send(messages);
        }
    }

    /** Called by the supervisor's reader, which must not wait: a program that says more than is read is cut off. */
    void hear(Event event) {
        boolean says = event.kind() == Event.Kind.FRAME || event.kind() == Event.Kind.VIOLATED;
        if (says && flooded) {
            return;
        }
        if (event.kind() == Event.Kind.VIOLATED || (says && events.size() >= UNREAD_MAX)) {
            flooded = true;
            events.add(new Event(Event.Kind.VIOLATED, event.jail(), new byte[0], event.usage()));
            return;
        }
        events.add(event);
    }

    /** Every jail gave up its rights and took on its limits; the clocks run. Wakes nobody: nobody waits for it. */
    void lockedDown() {
        startedNanos = System.nanoTime();
    }

    /** Called once, when nothing of the run is left. */
    void over() {
        over.run();
    }

    private Event take() {
        sendHeld();
        // From now: between questions to a jail that serves many there may be hours.
        long waitsSinceNanos = System.nanoTime();
        while (true) {
            if (cancelled.getAsBoolean()) {
                throw new CancelledException();
            }
            Event event = poll();
            if (event != null) {
                note(event);
                return event;
            }
            long silent = System.nanoTime() - waitsSinceNanos;
            if (silent > nanos(limits.wallSeconds()) + SILENCE_MAX.toNanos()) {
                throw new SandboxException("the supervisor does not answer");
            }
        }
    }

    private @Nullable Event poll() {
        try {
            return events.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private void note(Event event) {
        event.usage().ifPresent(usage -> {
            cpu = usage.cpu();
            peakBytes = Math.max(peakBytes, usage.peakBytes());
        });
    }

    private void account(Event event) throws StopException {
        Jail jail = jails.get(event.jail());
        switch (event.kind()) {
            case STDOUT -> jail.stdout().add(event.data());
            case STDERR -> jail.stderr().add(event.data());
            case FRAME -> throw new StopException(Verdict.CHEAT, "an unsolicited message from " + jail.role());
            case VIOLATED -> throw new StopException(Verdict.CHEAT, jail.role() + " wrote on its private channel");
            case LIMIT -> throw limit((char) event.data()[0]);
            case EXITED -> throw ended(jail, code(event));
            case FAILED -> throw new SandboxException(new String(event.data(), StandardCharsets.UTF_8));
        }
    }

    private StopException limit(char letter) {
        return switch (letter) {
            case 'c' -> new StopException(Verdict.TLE, "over " + limits.cpuSeconds() + " s of CPU time");
            case 'w' -> new StopException(Verdict.ILE, "over " + limits.wallSeconds() + " s of wall time");
            case 'm' -> new StopException(Verdict.MLE, "over " + limits.memoryMib() + " MiB of memory");
            case 'o' -> new StopException(Verdict.OLE, "over " + limits.outputMib() + " MiB of output");
            case 'f' -> new StopException(Verdict.CHEAT, "more messages than any check needs");
            default -> throw new IllegalStateException("a limit " + letter);
        };
    }

    private void checkCpu() throws StopException {
        if (cpu.toNanos() > nanos(limits.cpuSeconds())) {
            throw limit('c');
        }
    }

    private StopException ended(Jail jail, int code) throws StopException {
        exitCode = Optional.of(code);
        checkCpu();
        if (code == -SIGNAL_CPU) {
            return limit('c');
        }
        String how = code < 0 ? "was killed by signal " + -code : "ended by itself with exit code " + code;
        return new StopException(Verdict.RE, "the process of " + jail.role() + " " + how);
    }

    /** Exit code, or minus the signal. */
    private static int code(Event event) {
        int status = ByteBuffer.wrap(event.data()).getInt();
        int signal = status & 0x7f;
        return signal == 0 ? (status >> 8) & 0xff : -signal;
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }
}
