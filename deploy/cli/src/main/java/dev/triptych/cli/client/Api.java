package dev.triptych.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.cli.CliException;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A service's HTTP interface; its refusals become one line and the right exit code. */
public final class Api {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration REPLY_PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .build();
    private final String base;
    private final String token;

    /**
     * @param base the address before {@code /api}
     * @param token the bearer token; empty where none is asked for
     */
    public Api(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /** The service did not answer, or not as it should: trying again may help. */
    public static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreachable(String message) {
            super(message);
        }
    }

    public JsonNode get(String path) throws Unreachable, InterruptedException {
        return json(request(path).GET());
    }

    public JsonNode post(String path, JsonNode body) throws Unreachable, InterruptedException {
        return post(path, body.toString(), "application/json", Map.of());
    }

    public JsonNode post(String path, String body, String type, Map<String, String> headers)
            throws Unreachable, InterruptedException {
        BodyPublisher publisher = BodyPublishers.ofString(body, StandardCharsets.UTF_8);
        HttpRequest.Builder request = request(path).header("Content-Type", type).POST(publisher);
        headers.forEach(request::header);
        return json(request);
    }

    public JsonNode put(String path, JsonNode body) throws Unreachable, InterruptedException {
        return json(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8)));
    }

    /** Downloads into a file that is there whole or not at all. */
    public void download(String path, Path file) throws Unreachable, InterruptedException, IOException {
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".part");
        try {
            HttpResponse<Path> response = send(request(path).GET(), BodyHandlers.ofFile(fresh));
            if (response.statusCode() != 200) {
                throw refusal(response.statusCode(), Files.readString(fresh));
            }
            Files.setPosixFilePermissions(fresh, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(REPLY_PATIENCE);
        return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
    }

    private JsonNode json(HttpRequest.Builder request) throws Unreachable, InterruptedException {
        HttpResponse<String> response = send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() >= 300) {
            throw refusal(response.statusCode(), response.body());
        }
        try {
            return TriptychJson.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new Unreachable(base + " answered what is not JSON");
        }
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws Unreachable, InterruptedException {
        try {
            HttpResponse<T> response = http.send(request.build(), handler);
            if (response.statusCode() >= 500) {
                throw new Unreachable(base + " answered " + response.statusCode() + reason(response.body()));
            }
            return response;
        } catch (IOException e) {
            throw new Unreachable(base + " does not answer (./triptych status says what runs)");
        }
    }

    private CliException refusal(int status, String body) {
        if (status == 401 || status == 403) {
            return CliException.environment("The token was refused by " + base + " (" + status + ")");
        }
        if (status == 429) {
            return CliException.environment(base + " is overloaded" + reason(body) + "; ask again later");
        }
        return CliException.usage(words(status, body));
    }

    private static String reason(Object body) {
        try {
            String reason = body instanceof String text
                    ? TriptychJson.mapper().readTree(text).path("reason").asText("")
                    : "";
            return reason.isEmpty() ? "" : ": " + reason;
        } catch (IOException e) {
            return "";
        }
    }

    /** The words of a refusal: problems by field, then the example that would have been right. */
    static String words(int status, String body) {
        try {
            JsonNode json = TriptychJson.mapper().readTree(body);
            String problems = StreamSupport.stream(json.path("problems").spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining("; "));
            String message = problems.isEmpty()
                    ? json.path("message").asText(json.path("code").asText())
                    : problems;
            String example = json.has("example") ? " (for example: " + json.path("example") + ")" : "";
            return message.isEmpty() ? "Refused (" + status + ")" : message + example;
        } catch (IOException e) {
            return "Refused (" + status + ")";
        }
    }
}
