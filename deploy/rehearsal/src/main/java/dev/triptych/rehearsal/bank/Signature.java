package dev.triptych.rehearsal.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function's head as a question states it.
 *
 * @param text for example {@code count(text: str) -> int}
 * @param arguments the names between the parentheses
 */
public record Signature(String text, String name, List<String> arguments) {
    private static final Pattern HEAD =
            Pattern.compile("\\s*(?:def\\s+)?(\\w+)\\s*\\((.*)\\)\\s*(->[^:]+)?:?\\s*", Pattern.DOTALL);

    /** Reads what it can; a text that is no head at all becomes a function without arguments of that name. */
    public static Signature read(String text) {
        Matcher head = HEAD.matcher(text);
        if (!head.matches()) {
            return new Signature("answer()", "answer", List.of());
        }
        return new Signature(text.strip(), head.group(1), names(head.group(2)));
    }

    /** The annotations of the arguments, in order; {@code object} for one without. */
    List<String> types() {
        return declared(inside()).stream()
                .map(argument -> {
                    int colon = argument.indexOf(':');
                    return colon < 0
                            ? "object"
                            : argument.substring(colon + 1).split("=", 2)[0].strip();
                })
                .toList();
    }

    /** The annotation of the result, {@code object} without one. */
    String returns() {
        Matcher head = HEAD.matcher(text);
        return head.matches() && head.group(3) != null
                ? head.group(3).substring(2).strip()
                : "object";
    }

    private String inside() {
        Matcher head = HEAD.matcher(text);
        return head.matches() ? head.group(2) : "";
    }

    private static List<String> names(String inside) {
        return declared(inside).stream()
                .map(argument -> argument.split("[:=]", 2)[0].strip())
                .toList();
    }

    /** Each argument as it stands there; {@code *} and {@code /} are none. */
    private static List<String> declared(String inside) {
        List<String> declared = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at <= inside.length(); at++) {
            char c = at == inside.length() ? ',' : inside.charAt(at);
            if (c == '[' || c == '(') {
                depth++;
            } else if (c == ']' || c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                String argument = inside.substring(start, at).strip();
                if (!argument.isEmpty() && !argument.equals("*") && !argument.equals("/")) {
                    declared.add(argument);
                }
                start = at + 1;
            }
        }
        return List.copyOf(declared);
    }
}
