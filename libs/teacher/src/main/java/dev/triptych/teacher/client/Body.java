package dev.triptych.teacher.client;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of a reply as it comes. Everything that came before the connection broke is read before the failure is
 * told; the library's own stream drops it. A slow reader slows the sender, but is not woken for each small piece of a
 * stream: it sleeps until there is a batch, or the end, or {@link #nudge}.
 */
final class Body extends InputStream {
    /** Buffers that are asked for before the reader has taken any. */
    private static final int AHEAD = 48;

    /** Buffers that are asked for at once: asking wakes the connection's thread, and most replies end before it. */
    private static final int FETCH = 32;

    /** Buffers for which the reader is woken; fewer than are asked for, or it would never be. */
    private static final int BATCH = 16;

    private final HttpClientResponse response;
    private final Context context;
    private final Runnable progress;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<Piece> came = new ArrayDeque<>();
    private boolean nudged;
    private boolean ended;
    private @Nullable Throwable failure;

    private final Deque<Piece> taken = new ArrayDeque<>();
    private Piece current = new Piece(new byte[0], Instant.EPOCH);
    private int position;
    private int mayFetch;

    private record Piece(byte[] bytes, Instant at) {}

    /**
     * To be made where the head of the reply is handled, before any of its body is.
     *
     * @param context the one that handles this response
     * @param progress told whenever bytes come
     */
    Body(HttpClientResponse response, Context context, Runnable progress) {
        this.response = response;
        this.context = context;
        this.progress = progress;
        response.pause();
        response.handler(this::came);
        response.endHandler(ignored -> end(null));
        response.exceptionHandler(this::broke);
        response.fetch(AHEAD);
    }

    /** When the bytes that were read last had come. */
    Instant cameAt() {
        return current.at();
    }

    /** Has the reader look at what there is. */
    void nudge() {
        lock.lock();
        try {
            if (!came.isEmpty()) {
                nudged = true;
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (position == current.bytes().length) {
            if (taken.isEmpty() && !take()) {
                return -1;
            }
            current = taken.remove();
            position = 0;
        }
        int count = Math.min(length, current.bytes().length - position);
        System.arraycopy(current.bytes(), position, target, offset, count);
        position += count;
        return count;
    }

    /** Waits for more; false at the end. */
    private boolean take() throws IOException {
        lock.lock();
        try {
            while (!ended && !nudged && came.size() < BATCH) {
                news.await();
            }
            nudged = false;
            taken.addAll(came);
            came.clear();
            if (taken.isEmpty()) {
                if (failure != null) {
                    throw new IOException(failure);
                }
                return false;
            }
            if (ended) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            lock.unlock();
        }
        mayFetch += taken.size();
        if (mayFetch >= FETCH) {
            response.fetch(mayFetch);
            mayFetch = 0;
        }
        return true;
    }

    private void came(Buffer buffer) {
        progress.run();
        if (buffer.length() == 0) {
            response.fetch(1);
            return;
        }
        Piece piece = new Piece(buffer.getBytes(), Instant.now());
        lock.lock();
        try {
            came.add(piece);
            if (came.size() >= BATCH) {
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable Throwable why) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                failure = why;
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the connection had received already is handed over first: the failure overtakes it. */
    private void broke(Throwable why) {
        response.resume();
        context.runOnContext(ignored -> end(why));
    }
}
