package dev.triptych.rehearsal.bank;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Values as lines of text, as questions about standard input and output have them. */
public final class Lines {
    private static final Map<String, String> RULES = rules();

    private Lines() {}

    /** The arguments in order. */
    public static String input(Call call) {
        return call.arguments().stream().map(Lines::of).collect(Collectors.joining());
    }

    /** The lines of one value; what one value ends with never depends on what follows it. */
    public static String of(Object value) {
        return switch (value) {
            case String text -> text.replace("\\", "\\\\").replace("\n", "\\n") + "\n";
            case List<?> list ->
                list.size() + "\n" + list.stream().map(Lines::of).collect(Collectors.joining());
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(Lines::compare))
                        .map(entry -> of(entry.getKey()) + of(entry.getValue()))
                        .collect(Collectors.joining("", map.size() + "\n", ""));
            default -> value + "\n";
        };
    }

    private static int compare(Object one, Object other) {
        return one instanceof Long number ? number.compareTo((Long) other) : ((String) one).compareTo((String) other);
    }

    /** The rules of the format in words, as far as the signature needs them. */
    static String explained(Signature signature) {
        Set<String> used = new TreeSet<>();
        signature.types().forEach(type -> used.addAll(kinds(type)));
        used.addAll(kinds(signature.returns()));
        return RULES.entrySet().stream()
                .filter(rule -> used.contains(rule.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("; ", "The arguments come in their order. ", "."));
    }

    /** The simple names in an annotation: {@code dict list str} of {@code dict[str, list[str]]}. */
    static Set<String> kinds(String annotation) {
        Set<String> kinds = new TreeSet<>(List.of(annotation.split("\\W+")));
        kinds.remove("");
        return kinds;
    }

    private static Map<String, String> rules() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("int", "An integer is a line with its decimal digits");
        rules.put("bool", "A truth value is a line with `true` or `false`");
        rules.put("str", "A text is one line, in which a line break is written `\\n` and a backslash `\\\\`");
        rules.put("list", "A list is a line with its length, followed by its items");
        rules.put(
                "dict",
                "A dictionary is a line with its size, followed by key and value of each entry in ascending order of the keys");
        return rules;
    }
}
