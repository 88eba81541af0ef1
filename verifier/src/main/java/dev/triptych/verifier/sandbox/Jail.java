package dev.triptych.verifier.sandbox;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One jail: a bubblewrap process, what it is told and what it says. Everything it says is untrusted. */
public final class Jail {
    private static final int RECORD_BYTES_MAX = 1 << 20;
    private static final int FRAME_BYTES_MAX = 20 << 20;
    private static final int SETUP_TEXT_MAX = 2_000;
    private static final long OFFER_MILLIS = 100;
    private static final long REAP_SECONDS_MAX = 2;

    private final Role role;
    private final Process process;
    private final BlockingQueue<Event> events;
    private final Executor threads;
    private final Output stdout;
    private final Output stderr;
    private final Queue<byte[]> unsent = new ArrayDeque<>();
    private boolean sending;
    private volatile boolean closed;

    Jail(Role role, Process process, BlockingQueue<Event> events, Executor threads, int keptBytes) {
        this.role = role;
        this.process = process;
        this.events = events;
        this.threads = threads;
        this.stdout = new Output(keptBytes);
        this.stderr = new Output(keptBytes);
        threads.execute(this::read);
    }

    /** What the program printed on its stdout so far. */
    public Output stdout() {
        return stdout;
    }

    /** What the program printed on its stderr so far. */
    public Output stderr() {
        return stderr;
    }

    /** Sends a frame without waiting for it to be read: a jail that does not read must not hold up its judge. */
    public void send(byte[] payload) {
        synchronized (unsent) {
            unsent.add(payload);
            if (sending) {
                return;
            }
            sending = true;
        }
        threads.execute(this::write);
    }

    /** One writer at a time, so that frames keep their order. */
    private void write() {
        while (true) {
            byte[] payload;
            synchronized (unsent) {
                payload = unsent.poll();
                if (payload == null) {
                    sending = false;
                    return;
                }
            }
            try {
                OutputStream out = process.getOutputStream();
                out.write(ByteBuffer.allocate(4).putInt(payload.length).array());
                out.write(payload);
                out.flush();
            } catch (IOException e) {
                // The jail is gone; its reader reports that.
            }
        }
    }

    Role role() {
        return role;
    }

    /** The processes of the jail before any program ran in it. */
    List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
        process.toHandle().descendants().forEach(all::add);
        return all;
    }

    /** Ends the jail through the first process inside, which bubblewrap then reaps; else through bubblewrap itself. */
    void kill() {
        closed = true;
        List<ProcessHandle> inside = process.toHandle().children().toList();
        inside.forEach(ProcessHandle::destroyForcibly);
        if (inside.isEmpty()) {
            process.destroyForcibly();
        }
    }

    /** Waits until the kernel has taken the whole jail down. */
    void reap() {
        try {
            if (!process.waitFor(REAP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(REAP_SECONDS_MAX, TimeUnit.SECONDS);
            }
            process.getOutputStream().close();
        } catch (IOException e) {
            // Nobody reads there any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why the jail did not come up, in bubblewrap's or the harness's words. */
    String setupText() {
        try {
            byte[] text = process.getErrorStream()
                    .readNBytes(
                            Math.min(SETUP_TEXT_MAX, process.getErrorStream().available()));
            return new String(text, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private void read() {
        FrameCutter frames = new FrameCutter(FRAME_BYTES_MAX);
        try (DataInputStream in = new DataInputStream(process.getInputStream())) {
            while (true) {
                int letter = in.read();
                if (letter < 0) {
                    break;
                }
                int size = in.readInt();
                if (size < 0 || size > RECORD_BYTES_MAX || !dispatch((char) letter, in.readNBytes(size), frames)) {
                    offer(Event.Kind.VIOLATED, new byte[0]);
                    break;
                }
            }
        } catch (IOException e) {
            // Ends like an orderly close: the jail is gone.
        }
        offer(Event.Kind.CLOSED, new byte[0]);
    }

    private boolean dispatch(char letter, byte[] data, FrameCutter frames) {
        switch (letter) {
            case 'R' -> offer(Event.Kind.READY, data);
            case 'G' -> offer(Event.Kind.LOCKED_DOWN, data);
            case 'O' -> offer(Event.Kind.STDOUT, data);
            case 'E' -> offer(Event.Kind.STDERR, data);
            case 'X' -> offer(Event.Kind.EXITED, data);
            case 'F' -> {
                return frames.cut(data, frame -> offer(Event.Kind.FRAME, frame));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Waits while the judge is behind, so that a flood stays in the pipe and not in our memory. */
    private void offer(Event.Kind kind, byte[] data) {
        try {
            Event event = new Event(this, kind, data);
            while (!closed && !events.offer(event, OFFER_MILLIS, TimeUnit.MILLISECONDS)) {
                // The bound is the life of the jail.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
