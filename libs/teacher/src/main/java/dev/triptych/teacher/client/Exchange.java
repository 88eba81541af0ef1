package dev.triptych.teacher.client;

import io.vertx.core.Context;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.InvocationCallback;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;
import org.jboss.resteasy.reactive.client.impl.PreservesThreadClientResponseFilter;
import org.jboss.resteasy.reactive.client.impl.RestClientRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange and the three things that may end it early: silence, too much time, and an abort. An early end
 * resets the request itself.
 */
final class Exchange implements AutoCloseable, InvocationCallback<InputStream> {
    /** The request property that carries the exchange to {@link Filter}. */
    static final String PROPERTY = "triptych.exchange";

    /** How long the end of the body may come after the end of the reply. */
    private static final Duration LAST_BYTES_MAX = Duration.ofSeconds(1);

    /** Who ended the exchange before the teacher did. */
    enum Ending {
        NONE,
        STALLED,
        ABORTED
    }

    private final CompletableFuture<InputStream> opened = new CompletableFuture<>();
    private final Abort abort;
    private final Duration idle;
    private volatile long latestEnd;
    private final Watch watch;
    private final Runnable sending;
    private final Runnable look = this::look;
    private volatile long lastByteAt = System.nanoTime();
    private volatile Ending ending = Ending.NONE;
    private volatile boolean sent;
    private volatile boolean readToEnd;
    private volatile @Nullable RestClientRequestContext request;
    private volatile @Nullable Body body;

    /**
     * @param watch looks after this one until it is closed
     * @param sending told right before the request is written; may abort it
     */
    Exchange(Profile profile, Abort abort, Watch watch, Runnable sending) {
        this.abort = abort;
        this.idle = profile.config().idleTimeout();
        this.latestEnd = lastByteAt + profile.config().timeMax().toNanos();
        this.watch = watch;
        this.sending = sending;
    }

    /** From here on it may be ended; to be called before the request is made, which reports to this object. */
    void begin() {
        watch.add(look);
        abort.onAbort(() -> end(Ending.ABORTED));
    }

    /** Waits for the reply to begin. */
    InputStream open() throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return opened.get();
        } catch (ExecutionException e) {
            if (ending == Ending.STALLED) {
                throw new TimeoutException();
            }
            throw e;
        } finally {
            if (!opened.isDone()) {
                // Interrupted: a request that still waits for its connection must not go out later.
                end(Ending.ABORTED);
            }
        }
    }

    /** Reads what follows a whole reply, so that the connection can be used again. */
    void readToEnd(InputStream in) {
        latestEnd = System.nanoTime() + LAST_BYTES_MAX.toNanos();
        byte[] ignored = new byte[512];
        try {
            int count = 0;
            while (count >= 0) {
                count = in.read(ignored);
            }
            readToEnd = true;
        } catch (IOException | RuntimeException e) {
            // The reply is whole; only the connection is lost.
            readToEnd = false;
        }
    }

    /** When the bytes that were read last had come, as far as is known. */
    Optional<Instant> cameAt() {
        return Optional.ofNullable(body).map(Body::cameAt);
    }

    void bytesCame() {
        lastByteAt = System.nanoTime();
    }

    Ending ending() {
        return ending;
    }

    /** Whether any of the request may have been sent; where it was not when the exchange ended, none ever is. */
    boolean isSent() {
        return sent;
    }

    String abortReason() {
        return abort.reason().orElse("");
    }

    @Override
    public void completed(InputStream in) {
        bytesCame();
        if (!opened.complete(in)) {
            reset();
        }
    }

    @Override
    public void failed(Throwable failure) {
        opened.completeExceptionally(failure);
    }

    /** Gives the connection back, or closes it when the reply was not read to its end. */
    @Override
    public void close() {
        watch.remove(look);
        abort.onAbort(() -> {});
        if (!readToEnd) {
            reset();
        }
    }

    /** Ends what is silent or takes too long, and lets the reader see what has come. */
    private void look() {
        long now = System.nanoTime();
        if (now - lastByteAt > idle.toNanos() || now - latestEnd > 0) {
            end(Ending.STALLED);
        }
        Body coming = body;
        if (coming != null) {
            coming.nudge();
        }
    }

    /** To be called when the request has its connection, right before it is written: not if this throws. */
    private void leave() throws IOException {
        sending.run();
        if (ending == Ending.NONE) {
            sent = true;
        }
        // Again, because who ended it meanwhile did not see that it was sent.
        if (ending != Ending.NONE) {
            resetRequest();
            throw new IOException("ended before it was sent");
        }
    }

    private void end(Ending how) {
        if (ending == Ending.NONE) {
            ending = how;
        }
        opened.completeExceptionally(new IOException("ended by us"));
        reset();
    }

    private void reset() {
        // That it was sent publishes the library's request.
        if (sent) {
            resetRequest();
        }
    }

    private void resetRequest() {
        RestClientRequestContext context = request;
        if (context != null && context.getHttpClientRequest() != null) {
            context.getHttpClientRequest().reset();
        }
    }

    /** Tells an exchange which request is its own, and has the body of its reply read by {@link Body}. */
    static final class Filter implements ClientRequestFilter, PreservesThreadClientResponseFilter {
        @Override
        public void filter(ClientRequestContext request) {
            if (request.getProperty(PROPERTY) instanceof Exchange exchange
                    && request instanceof ClientRequestContextImpl ours) {
                exchange.request = ours.getRestClientRequestContext();
                exchange.request.suspend();
                exchange.request.resume(new OnceToContext(ours.getContext()));
            }
        }

        @Override
        public void filter(ClientRequestContext request, ClientResponseContext response) {
            if (request.getProperty(PROPERTY) instanceof Exchange exchange
                    && request instanceof ClientRequestContextImpl ours
                    && response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL) {
                Body body = new Body(
                        ours.getRestClientRequestContext().getVertxClientResponse(),
                        ours.getContext(),
                        exchange::bytesCame);
                exchange.body = body;
                response.setEntityStream(body);
            }
        }
    }

    /** Comes when the request has its connection, right before it is written: it is not, where the exchange was ended. */
    static final class LastLook implements WriterInterceptor {
        @Override
        public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
            if (context.getProperty(PROPERTY) instanceof Exchange exchange) {
                exchange.leave();
            }
            context.proceed();
        }
    }

    /**
     * Brings a request to its context, and handles what comes later where it comes. The library would queue the
     * handling of a reply's head, and the reply's first bytes and its end could be there before.
     */
    private static final class OnceToContext implements Executor {
        private final Context context;
        private boolean there;

        OnceToContext(Context context) {
            this.context = context;
        }

        @Override
        public void execute(Runnable step) {
            if (there) {
                step.run();
            } else {
                there = true;
                context.runOnContext(ignored -> step.run());
            }
        }
    }
}
