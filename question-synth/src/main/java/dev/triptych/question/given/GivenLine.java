package dev.triptych.question.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.question.GivenQuestion;
import java.nio.charset.StandardCharsets;

/** A line of an import of questions. Whoever sends it is not trusted. */
final class GivenLine {
    private static final int TEXT_CHARS_MAX = 64 * 1024;
    private static final int ID_CHARS_MAX = 200;

    private GivenLine() {}

    /**
     * Reads {@code {"text", "signature", "id"?}}; without an id its number is its name.
     *
     * @throws IllegalArgumentException naming the field that is wrong
     */
    static GivenQuestion read(String line, long number) {
        JsonNode json = object(line);
        String signature = text(json, "signature", TEXT_CHARS_MAX);
        int parameters = signature.indexOf('(');
        if (parameters < 1) {
            throw new IllegalArgumentException("signature: must be like name(parameters) -> type");
        }
        return new GivenQuestion(
                json.hasNonNull("id") ? text(json, "id", ID_CHARS_MAX) : Long.toString(number),
                text(json, "text", TEXT_CHARS_MAX),
                new EntryPoint(signature.substring(0, parameters), signature));
    }

    private static JsonNode object(String line) {
        try {
            JsonNode json = TriptychJson.mapper().readTree(line);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("is not a JSON object");
    }

    private static String text(JsonNode json, String field, int charsMax) {
        String text = json.path(field).asText("").strip();
        if (text.isEmpty() || text.length() > charsMax) {
            throw new IllegalArgumentException(field + ": must be a text of 1 to " + charsMax + " characters");
        }
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(field + ": contains a NUL or half of a surrogate pair");
        }
        return text;
    }
}
