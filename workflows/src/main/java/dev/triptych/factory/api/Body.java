package dev.triptych.factory.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.factory.RunCommand;
import dev.triptych.contracts.json.TriptychJson;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
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
}
