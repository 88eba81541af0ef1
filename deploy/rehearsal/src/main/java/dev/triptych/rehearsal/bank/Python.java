package dev.triptych.rehearsal.bank;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of Python in Java: {@code Long}, {@code Boolean}, {@code String}, {@code List}, and {@code Map} in order. */
public final class Python {
    private Python() {}

    /** The same value in the types named above. */
    static Object value(Object object) {
        return switch (object) {
            case Integer number -> number.longValue();
            case Long number -> number;
            case Boolean flag -> flag;
            case String text -> text;
            case List<?> list -> {
                List<Object> values = new ArrayList<>();
                list.forEach(item -> values.add(value(item)));
                yield values;
            }
            case Map<?, ?> map -> {
                Map<Object, Object> values = new LinkedHashMap<>();
                map.forEach((key, item) -> values.put(value(key), value(item)));
                yield values;
            }
            default -> throw new IllegalArgumentException("no Python value: " + object.getClass());
        };
    }

    /** The literal as Python's {@code repr} writes it, for texts without control characters. */
    public static String literal(Object object) {
        return switch (value(object)) {
            case Boolean flag -> flag ? "True" : "False";
            case String text -> quoted(text);
            case List<?> list -> list.stream().map(Python::literal).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> literal(entry.getKey()) + ": " + literal(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Object other -> other.toString();
        };
    }

    private static String quoted(String text) {
        char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
        return quote + (quote == '\'' ? escaped.replace("'", "\\'") : escaped) + quote;
    }
}
