package dev.triptych.factory.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.factory.RunCommand;
import dev.triptych.contracts.json.TriptychJson;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads request bodies more strictly than our own payloads: a typing error of a caller is told to him. */
final class Body {
    private static final ObjectReader READER = TriptychJson.mapper()
            .reader()
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Body() {}

    /** The body as JSON; empty when there is none. */
    static Optional<JsonNode> json(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(READER.readTree(body));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw Refusal.invalid(List.of(
                    "body: is not JSON" + where + ": " + e.getOriginalMessage().split(" \\(", 2)[0]));
        }
    }

    /** The {@code requestId} of a command's body; empty when the caller names none. */
    static Optional<String> requestId(@Nullable String body) {
        Optional<JsonNode> json = json(body);
        if (json.isEmpty() || json.get().equals(TriptychJson.mapper().createObjectNode())) {
            return Optional.empty();
        }
        JsonNode requestId = json.get().path("requestId");
        if (json.get().size() != 1
                || !requestId.isTextual()
                || requestId.asText().isBlank()
                || requestId.asText().length() > RunCommand.CHARS_MAX) {
            throw new Refusal(
                    Response.Status.BAD_REQUEST,
                    Problem.of(
                            ErrorCode.INVALID_INPUT.name(),
                            "body: may hold only requestId, a text of 1 to " + RunCommand.CHARS_MAX + " characters"));
        }
        return Optional.of(requestId.asText());
    }

    /** What is to be changed of a run; the fields are checked by whoever knows the run. */
    static Retuning retuning(@Nullable String body) {
        JsonNode json = json(body).orElseGet(() -> TriptychJson.mapper().createObjectNode());
        if (!(json instanceof ObjectNode changes)) {
            throw Refusal.invalid(List.of("body: must be one JSON object"));
        }
        JsonNode given = changes.remove("requestId");
        if (given == null) {
            return new Retuning(UUID.randomUUID().toString(), changes);
        }
        if (!given.isTextual() || given.asText().isBlank() || given.asText().length() > RunCommand.CHARS_MAX) {
            throw Refusal.invalid(List.of("requestId: must be a text of 1 to " + RunCommand.CHARS_MAX + " characters"));
        }
        return new Retuning(given.asText(), changes);
    }

    /** @param changes fields of the run's input with their new values */
    record Retuning(String requestId, ObjectNode changes) {}
}
