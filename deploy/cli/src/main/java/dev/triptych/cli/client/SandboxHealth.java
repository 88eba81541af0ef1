package dev.triptych.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** What a verifier says of its own isolation. Its other checks, of Postgres and Temporal, do not matter to it alone. */
public final class SandboxHealth {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SandboxHealth() {}

    /** Why it refuses to judge; empty when it judges. */
    public static Optional<String> failure(URI verifier) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(verifier.resolve("/q/health/ready"))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return failure(TriptychJson.mapper().readTree(response.body()));
        }
    }

    static Optional<String> failure(JsonNode health) {
        for (JsonNode check : health.path("checks")) {
            if (check.path("name").asText().equals("sandbox")) {
                return check.path("status").asText().equals("UP")
                        ? Optional.empty()
                        : Optional.of(check.path("data").path("step").asText("it does not say why"));
            }
        }
        return Optional.of("it does not say how its sandbox is");
    }
}
