package dev.triptych.verifier.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object field by field and remembers every complaint with the path of its field. Unknown fields are left
 * alone, as the servers do whose clients are served here. A field that is null counts as absent.
 */
public final class Fields {
    private static final int PROBLEMS_MAX = 20;

    private final JsonNode object;
    private final String path;
    private final List<String> problems;

    private Fields(JsonNode object, String path, List<String> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    /** @throws BadRequestException when it is no JSON object */
    public static Fields read(InputStream json) {
        JsonNode node = Json.read(json);
        if (!node.isObject()) {
            throw new BadRequestException("body", "must be a JSON object");
        }
        return new Fields(node, "", new ArrayList<>());
    }

    /** Remembers a complaint. */
    public void complain(String field, String problem) {
        if (problems.size() < PROBLEMS_MAX) {
            problems.add(path + field + ": " + problem);
        }
    }

    /** @throws BadRequestException when there was any complaint */
    public void end() {
        if (!problems.isEmpty()) {
            throw new BadRequestException(problems);
        }
    }

    /**
     * What {@code made} makes of fields that were read without complaint.
     *
     * @throws BadRequestException when there was a complaint, or its constructor has one
     */
    public <T> T make(Supplier<T> made) {
        end();
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(List.of(path + e.getMessage()));
        }
    }

    /** A string that must be there. */
    public String requiredText(String field) {
        Optional<String> text = text(field);
        if (text.isEmpty() && given(field) == null) {
            complain(field, "is missing");
        }
        return text.orElse("");
    }

    /** A string, checked to be one that a file can hold. */
    public Optional<String> text(String field) {
        JsonNode value = given(field);
        return value == null ? Optional.empty() : text(field, value);
    }

    private Optional<String> text(String field, JsonNode value) {
        if (!value.isTextual()) {
            complain(field, "must be a string");
            return Optional.empty();
        }
        String text = value.textValue();
        if (!encodable(text)) {
            complain(field, "holds half of a surrogate pair");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A number in a range. */
    public double number(String field, double otherwise, double min, double max) {
        JsonNode value = given(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber()) {
            complain(field, "must be a number");
            return otherwise;
        }
        double number = value.doubleValue();
        if (!(number >= min && number <= max)) {
            complain(field, "must be " + plain(min) + " to " + plain(max) + ", was " + number);
            return otherwise;
        }
        return number;
    }

    /** A whole number in a range. */
    public int whole(String field, int otherwise, int min, int max) {
        double number = number(field, otherwise, min, max);
        if (number != Math.rint(number)) {
            complain(field, "must be a whole number");
            return otherwise;
        }
        return (int) number;
    }

    /** True or false. */
    public boolean flag(String field, boolean otherwise) {
        JsonNode value = given(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            complain(field, "must be true or false");
        }
        return value.asBoolean(otherwise);
    }

    /** An object inside; an empty one where there is none. */
    public Fields object(String field) {
        JsonNode value = given(field);
        if (value != null && !value.isObject()) {
            complain(field, "must be an object");
        }
        return new Fields(value != null && value.isObject() ? value : Json.object(), path + field + ".", problems);
    }

    /** A list of objects; empty where there is none. */
    public List<Fields> objects(String field, int max) {
        List<Fields> objects = new ArrayList<>();
        for (JsonNode value : list(field, max)) {
            String place = field + "[" + objects.size() + "]";
            if (!value.isObject()) {
                complain(place, "must be an object");
            }
            objects.add(new Fields(value, path + place + ".", problems));
        }
        return objects;
    }

    /** A list of strings; empty where there is none. */
    public List<String> texts(String field, int max) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : list(field, max)) {
            texts.add(text(field + "[" + texts.size() + "]", value).orElse(""));
        }
        return texts;
    }

    private List<JsonNode> list(String field, int max) {
        JsonNode value = given(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > max) {
            complain(field, "must be a list of at most " + max);
            return List.of();
        }
        List<JsonNode> items = new ArrayList<>(value.size());
        value.forEach(items::add);
        return items;
    }

    /** Name and value of every field of an object of strings; a null value is an absent field. */
    public List<Map.Entry<String, String>> textsByName(String field) {
        Fields inside = object(field);
        List<Map.Entry<String, String>> texts = new ArrayList<>();
        inside.object.fieldNames().forEachRemaining(name -> inside.text(name)
                .ifPresent(text -> texts.add(Map.entry(name, text))));
        return texts;
    }

    /** What base64 in {@code field} stands for. */
    public byte[] base64(String field, String text) {
        try {
            return Base64.getMimeDecoder().decode(checked(text).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            complain(field, "is no base64");
            return new byte[0];
        }
    }

    /** The decoder that allows line breaks would also pass over anything else. */
    private static String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean known = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!known && "+/=\r\n".indexOf(c) < 0) {
                throw new IllegalArgumentException("no base64");
            }
        }
        return text;
    }

    /** Whether the field is a string. */
    public boolean isText(String field) {
        return object.path(field).isTextual();
    }

    /** This object with JSON that is written in the string {@code field} in the place of it. */
    public Fields parsed(String field) {
        ObjectNode inside = Json.object();
        try {
            inside.set(field, Json.read(object.path(field).asText().getBytes(StandardCharsets.UTF_8)));
        } catch (BadRequestException e) {
            complain(field, e.problems().getFirst());
        }
        return new Fields(inside, path, problems);
    }

    /** The field as it came, to be sent back. */
    public JsonNode raw(String field) {
        return object.path(field).isMissingNode() ? NullNode.getInstance() : object.path(field);
    }

    private @Nullable JsonNode given(String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private static boolean encodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
