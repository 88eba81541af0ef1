package dev.triptych.question.seeds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.json.TriptychJson;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** A line of an import: one seed as it was sent. Whoever sends it is not trusted. */
record SeedLine(SeedKind kind, String title, String text, Optional<String> licence) {
    static final int TEXT_BYTES_MAX = 64 * 1024;
    private static final int TITLE_CHARS_MAX = 200;
    private static final int LICENCE_CHARS_MAX = 100;
    private static final Set<String> FIELDS = Set.of("kind", "title", "text", "license");
    private static final ObjectReader READER =
            TriptychJson.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Not a seed; the message names the field and what was wrong with it. */
    static final class BadLine extends Exception {
        private static final long serialVersionUID = 1L;

        BadLine(String message) {
            super(message);
        }
    }

    Sha256 hash() {
        return Sha256.of(text);
    }

    /** Reads {@code {"kind", "title", "text", "license"?}}. */
    static SeedLine read(String line) throws BadLine {
        JsonNode object = object(line);
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new BadLine(shortened(name) + ": unknown field; a seed has kind, title, text, license");
            }
        }
        String word = required(object, "kind", LICENCE_CHARS_MAX);
        SeedKind kind = SeedKind.ofWord(word)
                .orElseThrow(() -> new BadLine("kind: must be documentation or snippet, was " + word));
        String title = required(object, "title", TITLE_CHARS_MAX).strip().replaceAll("\\s+", " ");
        Optional<String> licence = object.hasNonNull("license")
                ? Optional.of(required(object, "license", LICENCE_CHARS_MAX))
                : Optional.empty();
        return new SeedLine(kind, title, text(object), licence);
    }

    private static JsonNode object(String line) throws BadLine {
        try {
            JsonNode node = READER.readTree(line);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new BadLine("is not JSON: " + e.getOriginalMessage());
        }
        throw new BadLine("is not a JSON object");
    }

    private static String text(JsonNode object) throws BadLine {
        String text = required(object, "text", TEXT_BYTES_MAX).replace("\r\n", "\n");
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > TEXT_BYTES_MAX) {
            throw new BadLine("text: must be at most " + TEXT_BYTES_MAX + " bytes, was " + bytes);
        }
        return text;
    }

    private static String required(JsonNode object, String field, int charsMax) throws BadLine {
        JsonNode value = object.get(field);
        if (value == null || !value.isTextual() || value.textValue().isBlank()) {
            throw new BadLine(field + ": must be a text that is not empty");
        }
        String text = value.textValue();
        if (text.length() > charsMax) {
            throw new BadLine(field + ": must be at most " + charsMax + " characters, was " + text.length());
        }
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new BadLine(field + ": contains a NUL or half of a surrogate pair");
        }
        return text;
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }
}
