package dev.triptych.verifier.sandbox;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One native supervisor and the pipes to it. Its messages are described in {@code supervisor.c}; this class carries
 * them, and tells every open run when the supervisor is gone.
 */
final class Supervisor implements AutoCloseable {
    private static final int MESSAGE_BYTES_MAX = 2 << 20;
    private static final int READ_BYTES = 1 << 18;
    private static final Duration START_MAX = Duration.ofSeconds(90);
    private static final Duration END_MAX = Duration.ofSeconds(5);
    private static final int SAID_CHARS_MAX = 2_000;
    /** Size, operation, run, jail. */
    private static final int HEADER_BYTES = 10;

    private static final int USAGE_BYTES = 16;

    private final Process process;
    /** Pipes and not a socket: a channel would be closed by the interruption of any thread that writes to it. */
    private final OutputStream out;

    private final InputStream in;
    private final Path said;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, Run> runs = new ConcurrentHashMap<>();
    private final CountDownLatch up = new CountDownLatch(1);
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean gone;

    private Supervisor(Process process, Path said) {
        this.process = process;
        this.in = process.getInputStream();
        this.out = process.getOutputStream();
        this.said = said;
    }

    /**
     * Starts a supervisor and waits until it serves.
     *
     * @param folder a folder of ours for its log
     * @throws SandboxException with what it said when it does not start
     */
    static Supervisor start(List<String> command, Path folder, String name) {
        Path said = folder.resolve(name + ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(said.toFile());
            builder.environment().clear();
            Supervisor supervisor = new Supervisor(builder.start(), said);
            Thread.ofPlatform().daemon().name(name).start(supervisor::listen);
            supervisor.awaitUp();
            return supervisor;
        } catch (IOException e) {
            throw new SandboxException("the supervisor does not start: " + e.getMessage(), e);
        }
    }

    private void awaitUp() {
        try {
            if (!up.await(START_MAX.toSeconds(), TimeUnit.SECONDS) || gone) {
                close();
                throw new SandboxException("the supervisor does not start: " + text(said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new SandboxException("interrupted", e);
        }
    }

    /** Whether it ended, or cannot be reached any more. */
    boolean gone() {
        return gone;
    }

    /** Its zygotes, and for a moment what they made for a run. */
    Stream<ProcessHandle> children() {
        return process.children();
    }

    int openRuns() {
        return runs.size();
    }

    /** Takes a run in; its number names it in every message. */
    int open(Run run) {
        int number = numbers.incrementAndGet();
        runs.put(number, run);
        return number;
    }

    /** Takes a run out that was never ordered. */
    void forget(Run run) {
        if (runs.remove(run.number()) != null) {
            run.over();
        }
    }

    static byte[] message(char operation, int run, int jail, byte[] payload) {
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .putInt(HEADER_BYTES - 4 + payload.length)
                .put((byte) operation)
                .putInt(run)
                .put((byte) jail)
                .put(payload)
                .array();
    }

    /**
     * Sends whole messages.
     *
     * @throws SandboxException when the supervisor is gone
     */
    void send(byte[] messages) {
        writing.lock();
        try {
            out.write(messages);
            out.flush();
        } catch (IOException e) {
            lost();
            throw new SandboxException("the supervisor is gone", e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        lost();
        try {
            if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(this.in, READ_BYTES))) {
            while (true) {
                int size = in.readInt() - (HEADER_BYTES - 4);
                if (size < 0 || size > MESSAGE_BYTES_MAX) {
                    break;
                }
                char operation = (char) in.readByte();
                Run run = runs.get(in.readInt());
                int jail = in.readUnsignedByte();
                Event.Usage usage = saysUsage(operation) ? usage(in) : null;
                byte[] data = in.readNBytes(size - (usage == null ? 0 : USAGE_BYTES));
                if (operation == 'H') {
                    up.countDown();
                } else if (run != null) {
                    dispatch(run, operation, jail, data, usage);
                }
            }
        } catch (EOFException e) {
            // It ended; what that means for the runs is the same as for any other failure.
        } catch (IOException e) {
            // As above.
        } finally {
            lost();
            up.countDown();
        }
    }

    private static boolean saysUsage(char operation) {
        return operation == 'F' || operation == 'X' || operation == 'L' || operation == 'Z';
    }

    private static Event.Usage usage(DataInputStream in) throws IOException {
        return new Event.Usage(Duration.ofNanos(in.readLong()), in.readLong());
    }

    private void dispatch(Run run, char operation, int jail, byte[] data, Event.@Nullable Usage usage) {
        Optional<Event.Usage> used = Optional.ofNullable(usage);
        switch (operation) {
            case 'R' -> run.lockedDown();
            case 'o' -> run.hear(new Event(Event.Kind.STDOUT, jail, data, used));
            case 'e' -> run.hear(new Event(Event.Kind.STDERR, jail, data, used));
            case 'X' -> run.hear(new Event(Event.Kind.EXITED, jail, data, used));
            case 'L' -> run.hear(new Event(Event.Kind.LIMIT, jail, data, used));
            case 'I' -> run.hear(new Event(Event.Kind.FAILED, jail, data, used));
            case 'F' -> {
                boolean frames = run.jails()
                        .get(jail)
                        .frames()
                        .cut(data, frame -> run.hear(new Event(Event.Kind.FRAME, jail, frame, used)));
                if (!frames) {
                    run.hear(new Event(Event.Kind.VIOLATED, jail, new byte[0], used));
                }
            }
            case 'Z' -> forget(run);
            default -> throw new IllegalStateException("the supervisor said " + operation);
        }
    }

    private void lost() {
        gone = true;
        try {
            out.close();
        } catch (IOException e) {
            // It is as good as closed.
        }
        byte[] reason = "the supervisor is gone".getBytes(StandardCharsets.UTF_8);
        for (Run run : runs.values()) {
            run.hear(new Event(Event.Kind.FAILED, 0, reason, Optional.empty()));
            forget(run);
        }
    }

    private static String text(Path said) {
        try {
            String text = Files.readString(said).strip();
            return text.length() <= SAID_CHARS_MAX ? text : text.substring(text.length() - SAID_CHARS_MAX);
        } catch (IOException e) {
            return "it said nothing that can be read";
        }
    }
}
