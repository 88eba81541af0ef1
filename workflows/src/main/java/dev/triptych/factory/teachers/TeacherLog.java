package dev.triptych.factory.teachers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What a rehearsal teacher says, by its own log, that it answered. Every method fails with {@link Unreachable}. */
public final class TeacherLog implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build();

    /** @param truthUrl as configured, for example {@code http://127.0.0.1:8090/rehearsal} */
    public TeacherLog(String truthUrl) {
        this.base = URI.create(truthUrl.endsWith("/") ? truthUrl : truthUrl + "/");
    }

    /** How often each slot of the run was answered in full, by the slot's key. */
    public Map<String, Integer> fullReplies(RunId run) {
        JsonNode answer = get("answered?prefix=" + run);
        Map<String, Integer> replies = new HashMap<>();
        for (JsonNode slot : answer.path("slots")) {
            replies.put(slot.path("key").asText(), slot.path("fullReplies").asInt());
        }
        return replies;
    }

    /** Prompts it did not recognise, since it started. */
    public long unrecognised() {
        JsonNode count = get("stats").path("unrecognised");
        if (!count.isIntegralNumber()) {
            throw new Unreachable("its statistics do not count unrecognised prompts");
        }
        return count.asLong();
    }

    /** What each reply was; replies that it does not know are left out. */
    public Map<Sha256, String> kinds(Collection<Sha256> replies) {
        var body = TriptychJson.mapper().createObjectNode();
        var hashes = body.putArray("replies");
        replies.forEach(reply -> hashes.add(reply.hex()));
        JsonNode known = send(HttpRequest.newBuilder(base.resolve("truth"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())))
                .path("replies");
        Map<Sha256, String> kinds = new HashMap<>();
        known.properties()
                .forEach(entry -> kinds.put(
                        new Sha256(entry.getKey()),
                        entry.getValue().path("kind").asText()));
        return kinds;
    }

    private JsonNode get(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET());
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(ANSWER_MAX).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new Unreachable("it answers " + response.statusCode());
            }
            return TriptychJson.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new Unreachable(
                    String.valueOf(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** The log cannot be read, so nothing is known; a guess would be worse. */
    public static final class Unreachable extends RuntimeException {
        Unreachable(String message) {
            super(message);
        }
    }
}
