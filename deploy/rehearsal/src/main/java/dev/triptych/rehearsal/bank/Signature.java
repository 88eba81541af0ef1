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

    private static List<String> names(String inside) {
        List<String> names = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at <= inside.length(); at++) {
            char c = at == inside.length() ? ',' : inside.charAt(at);
            if (c == '[' || c == '(') {
                depth++;
            } else if (c == ']' || c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                String name = inside.substring(start, at).split("[:=]", 2)[0].strip();
                if (!name.isEmpty() && !name.equals("*") && !name.equals("/")) {
                    names.add(name);
                }
                start = at + 1;
            }
        }
        return List.copyOf(names);
    }
}
