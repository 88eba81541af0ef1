package dev.triptych.cli.bench.factory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A teacher that this project did not write, seen by standing between it and the factory: every call goes on as it came,
 * and its times are written down. Nothing is known before the run, so a call's time is what it took.
 */
public final class ObservedTeacher implements TeacherLog, AutoCloseable {
    /** Headers that belong to one connection, or that the client sets itself. */
    private static final Set<String> NOT_FORWARDED =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings", "expect");

    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final int PIECE_BYTES = 16 * 1024;

    private record Seen(String key, boolean full, Instant from, Instant to) {
        Duration length() {
            return Duration.between(from, to);
        }
    }

    private final URI target;
    private final int slots;
    private final double refused;
    private final Random random = new Random(1);
    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();
    private final AtomicInteger busy = new AtomicInteger();
    private final List<Seen> seen = new ArrayList<>();
    private long refusals;

    /**
     * @param target where its API begins, as {@code http://host:port/v1}
     * @param slots calls that it is said to answer at the same time
     * @param refused share of calls that are refused here with 429 and do not reach it
     */
    public ObservedTeacher(URI target, int slots, double refused) throws IOException {
        this.target = target;
        this.slots = slots;
        this.refused = refused;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it is to be asked. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + target.getPath();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST") && isRefused()) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                exchange.sendResponseHeaders(429, -1);
                return;
            }
            forward(exchange);
        }
    }

    private synchronized boolean isRefused() {
        boolean now = random.nextDouble() < refused;
        refusals += now ? 1 : 0;
        return now;
    }

    private void forward(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getRawPath();
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(path))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        String key = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"))
                .orElse("");
        Instant from = Instant.now();
        busy.incrementAndGet();
        boolean full = false;
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            full = passOn(response, exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            busy.decrementAndGet();
            note(new Seen(key, full, from, Instant.now()));
        }
    }

    /** True iff it was an answer and all of it went on. */
    private boolean passOn(HttpResponse<InputStream> response, HttpExchange exchange) throws IOException {
        response.headers().map().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        if (response.statusCode() == 429) {
            synchronized (this) {
                refusals++;
            }
        }
        exchange.sendResponseHeaders(response.statusCode(), 0);
        try (InputStream in = response.body();
                OutputStream out = exchange.getResponseBody()) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                out.write(piece, 0, count);
                out.flush();
            }
        }
        return response.statusCode() == 200;
    }

    private synchronized void note(Seen call) {
        if (!call.key().isEmpty()) {
            seen.add(call);
        }
    }

    @Override
    public synchronized void reset() {
        seen.clear();
        refusals = 0;
    }

    @Override
    public int busy() {
        return busy.get();
    }

    @Override
    public long unrecognised() {
        return 0;
    }

    @Override
    public synchronized long completed() {
        return seen.stream().filter(Seen::full).count();
    }

    @Override
    public synchronized Sums sums() {
        List<Seen> full = seen.stream()
                .filter(Seen::full)
                .sorted(java.util.Comparator.comparing(Seen::to))
                .toList();
        double busySeconds =
                seen.stream().mapToDouble(call -> seconds(call.length())).sum();
        return new Sums(
                full.size(),
                refusals,
                busySeconds,
                full.stream().mapToDouble(call -> seconds(call.length())).sum(),
                steady(full),
                seen.stream().map(Seen::from).min(Instant::compareTo),
                full.stream().map(Seen::to).max(Instant::compareTo),
                slots);
    }

    /** Utilisation between the 10th and the 90th percentile of completions. */
    private double steady(List<Seen> full) {
        if (full.size() < 10) {
            return 0;
        }
        Instant from = full.get(full.size() / 10).to();
        Instant to = full.get(full.size() * 9 / 10).to();
        double inside = seen.stream()
                .mapToDouble(call -> Math.max(
                        0,
                        seconds(Duration.between(
                                call.from().isAfter(from) ? call.from() : from,
                                call.to().isBefore(to) ? call.to() : to))))
                .sum();
        return inside / (slots * seconds(Duration.between(from, to)));
    }

    @Override
    public synchronized List<Call> calls() {
        // There is no prompt to look a time up by: each slot has its own.
        return seen.stream()
                .map(call -> new Call(call.key(), call.key(), call.full(), seconds(call.length()) * 1_000))
                .toList();
    }

    @Override
    public synchronized Map<String, Duration> drawn(List<String> keys) {
        Map<String, Duration> observed = new HashMap<>();
        seen.stream().filter(Seen::full).forEach(call -> observed.putIfAbsent(call.key(), call.length()));
        observed.keySet().retainAll(new HashSet<>(keys));
        return observed;
    }

    /** By what passed here, because nobody else keeps a log. */
    @Override
    public synchronized long repaid(long byLedger) {
        Set<String> once = new HashSet<>();
        return seen.stream()
                .filter(Seen::full)
                .filter(call -> !once.add(call.key()))
                .count();
    }

    @Override
    public String questions(int from, int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            ObjectNode line = TriptychJson.mapper()
                    .createObjectNode()
                    .put("id", "sum-" + i)
                    .put(
                            "text",
                            "Write `sum_of_" + i
                                    + "(numbers: list[int]) -> int`, the sum of all numbers in the list that"
                                    + " leave a remainder of " + i % 7 + " when they are divided by " + (i % 90 + 10)
                                    + ". The sum of none is 0.")
                    .put("signature", "sum_of_" + i + "(numbers: list[int]) -> int");
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
