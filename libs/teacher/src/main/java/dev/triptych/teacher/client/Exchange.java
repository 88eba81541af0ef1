package dev.triptych.teacher.client;

import jakarta.ws.rs.client.InvocationCallback;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One HTTP exchange and the three things that may end it early: silence, too much time, and an abort. */
final class Exchange implements AutoCloseable, InvocationCallback<InputStream> {
    /** How often silence is looked for. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** Who ended the exchange before the teacher did. */
    enum Ending {
        NONE,
        STALLED,
        ABORTED
    }

    private final CompletableFuture<InputStream> opened = new CompletableFuture<>();
    private final Abort abort;
    private final Duration idle;
    private final long latestEnd;
    private final ScheduledFuture<?> watching;
    private volatile long lastByteAt = System.nanoTime();
    private volatile Ending ending = Ending.NONE;

    Exchange(Profile profile, Abort abort, ScheduledExecutorService watch) {
        this.abort = abort;
        this.idle = profile.config().idleTimeout();
        this.latestEnd = lastByteAt + profile.config().timeMax().toNanos();
        this.watching = watch.scheduleWithFixedDelay(
                this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for the reply to begin. {@code request} reports to this object. */
    InputStream open(Future<?> request) throws InterruptedException, ExecutionException, TimeoutException {
        abort.onAbort(() -> end(Ending.ABORTED));
        try {
            return opened.get();
        } catch (ExecutionException e) {
            if (ending == Ending.STALLED) {
                throw new TimeoutException();
            }
            throw e;
        } finally {
            if (!opened.isDone()) {
                request.cancel(true);
            }
        }
    }

    void bytesCame() {
        lastByteAt = System.nanoTime();
    }

    Ending ending() {
        return ending;
    }

    String abortReason() {
        return abort.reason().orElse("");
    }

    @Override
    public void completed(InputStream in) {
        bytesCame();
        if (!opened.complete(in)) {
            closeQuietly(in);
        }
    }

    @Override
    public void failed(Throwable failure) {
        opened.completeExceptionally(failure);
    }

    /** Gives the connection back, or closes it when the reply was not read to its end. */
    @Override
    public void close() {
        watching.cancel(false);
        abort.onAbort(() -> {});
        end(ending);
    }

    private void look() {
        long now = System.nanoTime();
        if (now - lastByteAt > idle.toNanos() || now - latestEnd > 0) {
            end(Ending.STALLED);
        }
    }

    private void end(Ending how) {
        if (ending == Ending.NONE) {
            ending = how;
        }
        if (!opened.completeExceptionally(new IOException("ended by us")) && !opened.isCompletedExceptionally()) {
            closeQuietly(opened.join());
        }
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException | RuntimeException e) {
            // It is closed either way.
        }
    }
}
