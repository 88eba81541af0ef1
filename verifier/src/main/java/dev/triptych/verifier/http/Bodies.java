package dev.triptych.verifier.http;

import dev.triptych.verifier.queue.QueueConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many bytes of bodies are in memory at once, before any of them is read: what is announced is set aside until
 * the reply has gone out. A body of unknown length counts as the largest that is allowed.
 */
@Singleton
public class Bodies {
    private static final long MIB = 1024 * 1024;
    private static final long LARGEST_MIB = 64;
    /** Of the heap; a body costs some five times its size until its program runs. */
    private static final long SHARE = 6;

    private static final long UNKNOWN = -1;
    private static final int PRIORITY = 100;
    /** A body that trickles in would keep its share from others for as long as its sender likes. */
    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(60);

    private static final Duration LINGERS = Duration.ofSeconds(1);

    private final long bytesMax;
    private final AtomicLong held = new AtomicLong();

    @Inject
    public Bodies(QueueConfig config, MeterRegistry metrics) {
        long heap = Math.max(LARGEST_MIB * MIB, Runtime.getRuntime().maxMemory() / SHARE);
        this.bytesMax = Math.min(config.bodiesMib() * MIB, heap);
        Gauge.builder("triptych.verifier.bodies.bytes", held, AtomicLong::get)
                .description("bytes of request bodies in memory")
                .register(metrics);
    }

    void install(@Observes Filters filters) {
        filters.register(this::admit, PRIORITY);
    }

    private void admit(RoutingContext exchange) {
        if (!exchange.request().method().equals(HttpMethod.POST)) {
            exchange.next();
            return;
        }
        long announced = announced(exchange.request().getHeader("Content-Length"));
        if (announced > LARGEST_MIB * MIB) {
            refuse(exchange, 413, "body: larger than " + LARGEST_MIB + " MiB");
            return;
        }
        long bytes = announced == UNKNOWN ? LARGEST_MIB * MIB : announced;
        // One body always fits, else a large one never would.
        if (held.addAndGet(bytes) > bytesMax && held.get() != bytes) {
            held.addAndGet(-bytes);
            refuse(exchange, later(exchange), "overloaded: too many bytes of requests in memory");
            return;
        }
        AtomicLong mine = new AtomicLong(bytes);
        Runnable release = () -> held.addAndGet(-mine.getAndSet(0));
        long late = exchange.vertx().setTimer(ARRIVES_WITHIN.toMillis(), _ -> {
            if (!exchange.request().isEnded()) {
                exchange.request().connection().close();
            }
        });
        exchange.addEndHandler(_ -> {
            exchange.vertx().cancelTimer(late);
            release.run();
        });
        Exchange.watch(exchange, release);
        exchange.next();
    }

    private static long announced(@Nullable String length) {
        try {
            return length == null ? UNKNOWN : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    /** Each protocol's word for later. */
    private static int later(RoutingContext exchange) {
        String path = exchange.normalizedPath();
        return path.equals("/run_code") || path.equals("/submit") ? 504 : 429;
    }

    /** The connection is closed, because the body is not read: soon, and not at once, or the reply might not be read. */
    private static void refuse(RoutingContext exchange, int status, String why) {
        exchange.vertx()
                .setTimer(
                        LINGERS.toMillis(), _ -> exchange.request().connection().close());
        exchange.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Connection", "close")
                .end("{\"detail\":\"" + why + "\"}");
    }
}
