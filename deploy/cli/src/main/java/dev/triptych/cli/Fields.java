package dev.triptych.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a request as options gave it: what is not given is left out, so that the service's defaults hold. */
final class Fields {
    private static final int MICRO_DIGITS = 6;

    private final ObjectNode body;

    private Fields(ObjectNode body) {
        this.body = body;
    }

    static Fields none() {
        return new Fields(TriptychJson.mapper().createObjectNode());
    }

    /** The fields of a JSON object, or of the file that {@code @} names. */
    static Fields of(String option, String json) {
        try {
            String text = json.startsWith("@") ? Files.readString(Path.of(json.substring(1))) : json;
            if (TriptychJson.mapper().readTree(text) instanceof ObjectNode object) {
                return new Fields(object);
            }
        } catch (IOException e) {
            // told below
        }
        throw CliException.usage(option + ": must be a JSON object, as {\"recipe\":\"kodcode\",\"target\":12}");
    }

    Fields put(String field, @Nullable Object value) {
        if (value != null) {
            body.set(field, TriptychJson.mapper().valueToTree(value));
        }
        return this;
    }

    /** Sets a field in millionths of a dollar. */
    Fields putDollars(String field, String option, @Nullable BigDecimal dollars) {
        try {
            return put(
                    field,
                    dollars == null
                            ? null
                            : dollars.movePointRight(MICRO_DIGITS).longValueExact());
        } catch (ArithmeticException e) {
            throw CliException.usage(option + ": must be dollars with at most 6 decimals, was " + dollars);
        }
    }

    /** Sets fields whose values are written as JSON, or as plain text. */
    Fields putAll(Map<String, String> fields) {
        fields.forEach((field, value) -> body.set(field, value(value)));
        return this;
    }

    /** Sets a field that nobody gave. */
    Fields putIfAbsent(String field, String value) {
        return body.has(field) ? this : put(field, value);
    }

    ObjectNode body() {
        return body;
    }

    /** Reads {@code 3}, {@code false}, {@code ["Docs"]} as JSON and everything else as text. */
    private static JsonNode value(String text) {
        try {
            return TriptychJson.mapper().readTree(text);
        } catch (IOException e) {
            return TriptychJson.mapper().getNodeFactory().textNode(text);
        }
    }
}
