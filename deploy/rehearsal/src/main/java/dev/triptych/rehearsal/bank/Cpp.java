package dev.triptych.rehearsal.bank;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The types and values of {@link Python} in C++17 with {@code using namespace std}. */
public final class Cpp {
    /** What a program begins with so that the families' functions compile. */
    public static final String PREAMBLE = "#include <bits/stdc++.h>\n\nusing namespace std;\n\n";

    private Cpp() {}

    /**
     * The C++ type of a Python annotation: {@code int} is {@code long long}, {@code str} {@code string}, {@code bool}
     * {@code bool}, {@code list[T]} {@code vector<T>}, {@code dict[K, V]} {@code map<K, V>}.
     *
     * @throws IllegalArgumentException for any other annotation
     */
    public static String type(String annotation) {
        String text = annotation.strip();
        if (text.startsWith("list[") && text.endsWith("]")) {
            return "vector<" + type(text.substring("list[".length(), text.length() - 1)) + ">";
        }
        if (text.startsWith("dict[") && text.endsWith("]")) {
            String[] both = text.substring("dict[".length(), text.length() - 1).split(",", 2);
            return "map<" + type(both[0]) + ", " + type(both[1]) + ">";
        }
        return switch (text) {
            case "int" -> "long long";
            case "bool" -> "bool";
            case "str" -> "string";
            default -> throw new IllegalArgumentException("no C++ type for " + text);
        };
    }

    /** The value as an expression; lists and maps as braces, which take the type of what they initialise. */
    public static String literal(Object object) {
        return switch (Python.value(object)) {
            case Boolean flag -> flag ? "true" : "false";
            case Long number -> number + "LL";
            case String text -> quoted(text);
            case List<?> list -> list.stream().map(Cpp::literal).collect(Collectors.joining(", ", "{", "}"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> "{" + literal(entry.getKey()) + ", " + literal(entry.getValue()) + "}")
                        .collect(Collectors.joining(", ", "{", "}"));
            case Object other -> throw new IllegalArgumentException("no C++ value: " + other.getClass());
        };
    }

    /** As a {@code string}, so that it can be added to and compared; in UTF-8. */
    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
        return "string(\"" + escaped + "\")";
    }
}
