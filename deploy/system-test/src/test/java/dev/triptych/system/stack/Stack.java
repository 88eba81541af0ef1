package dev.triptych.system.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The whole stack, started once by {@code ./triptych up} for all system tests that share it, and brought down after the last. */
public final class Stack implements AutoCloseable {
    private static final Duration UP_MAX = Duration.ofMinutes(6);
    private static final Duration DOWN_MAX = Duration.ofMinutes(3);
    private static final Duration STATUS_MAX = Duration.ofMinutes(2);
    private static final Duration REQUEST_MAX = Duration.ofSeconds(30);

    private final Command command;
    /** The status at the start. A service keeps its port when it is started again, and each question takes a JVM. */
    private final JsonNode places;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(REQUEST_MAX).build();

    private Stack(Command command) {
        this.command = command;
        this.places = status();
    }

    /** Gives a test method the shared stack. */
    public static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stack.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Stack.class))
                    .computeIfAbsent(Stack.class, type -> Stack.up(), Stack.class);
        }
    }

    private static Stack up() {
        return own("system-state", "--with", "kafka", "--rehearsal", "latency-mean=PT1S");
    }

    /** A stack beside the shared one. @param options of {@code ./triptych up} */
    public static Stack own(String name, String... options) {
        try {
            Path state = Command.home().resolve("deploy/system-test/target").resolve(name);
            Command command = new Command(Command.home(), state);
            command.run(DOWN_MAX, "down");
            forget(state);
            Command.Result result = command.run(
                    UP_MAX, Stream.concat(Stream.of("up"), Stream.of(options)).toArray(String[]::new));
            assertThat(result.exit()).as(result.printed()).isZero();
            return new Stack(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An interrupted earlier test must not leave its runs to this one. */
    private static void forget(Path state) throws IOException {
        if (Files.exists(state)) {
            try (Stream<Path> files = Files.walk(state)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(state);
    }

    @Override
    public void close() {
        Command.Result result = run(DOWN_MAX, "down");
        assertThat(result.exit()).as(result.printed()).isZero();
    }

    public Command.Result run(Duration limit, String... arguments) {
        return command.run(limit, arguments);
    }

    /** {@code ./triptych status --json}. */
    public JsonNode status() {
        return json(run(STATUS_MAX, "status", "--json").printed());
    }

    public String url(String name) {
        return places.path("urls").path(name).asText().replaceAll("/$", "");
    }

    public String token() {
        try {
            return Files.readString(Path.of(places.path("tokenFile").asText())).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process of a service; empty while it is not running. */
    public Optional<ProcessHandle> process(String service) {
        for (JsonNode one : status().path("services")) {
            if (one.path("name").asText().equals(service) && one.path("pid").asLong() > 0) {
                return ProcessHandle.of(one.path("pid").asLong()).filter(ProcessHandle::isAlive);
            }
        }
        return Optional.empty();
    }

    /** A request to the API with the token. */
    public HttpResponse<String> api(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url("api") + path))
                .timeout(REQUEST_MAX)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code GET /api/v1/runs/<run>} says. */
    public JsonNode show(String run) {
        return json(api("GET", "/api/v1/runs/" + run, "").body());
    }

    /** What {@code GET /api/v1/runs/<run>/ledger} says. */
    public JsonNode ledger(String run) {
        return json(api("GET", "/api/v1/runs/" + run + "/ledger", "").body());
    }

    public static JsonNode json(String text) {
        try {
            return TriptychJson.mapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /** The ledger's own equation, from its own numbers. */
    public static void assertAddsUp(JsonNode ledger) {
        int rejected = 0;
        for (JsonNode count : ledger.path("rejected")) {
            rejected += count.asInt();
        }
        assertThat(ledger.path("candidates").asInt())
                .as(ledger.toPrettyString())
                .isEqualTo(ledger.path("accepted").asInt()
                        + rejected
                        + ledger.path("failed").asInt()
                        + ledger.path("cancelled").asInt()
                        + ledger.path("inFlight").asInt());
        assertThat(ledger.path("reconciled").asBoolean())
                .as(ledger.toPrettyString())
                .isTrue();
    }
}
