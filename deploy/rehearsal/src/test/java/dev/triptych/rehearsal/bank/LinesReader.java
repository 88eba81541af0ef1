package dev.triptych.rehearsal.bank;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@link Lines} back, by the words of the questions: a second opinion about the format. */
public final class LinesReader {
    private final Iterator<String> lines;

    private LinesReader(String text) {
        lines = List.of(text.split("\n", -1)).iterator();
    }

    /** The arguments that an input of this problem holds. */
    public static Call call(Problem problem, String input) {
        LinesReader reader = new LinesReader(input);
        List<Object> arguments =
                problem.signature(0).types().stream().map(reader::value).toList();
        if (!reader.lines.next().isEmpty() || reader.lines.hasNext()) {
            throw new IllegalArgumentException("goes on after the last argument: " + input);
        }
        return new Call(arguments);
    }

    private Object value(String type) {
        String line = lines.next();
        return switch (type.split("\\[")[0]) {
            case "int" -> Long.parseLong(line);
            case "bool" -> Boolean.parseBoolean(line);
            case "str" -> line.translateEscapes();
            case "list" -> {
                List<Object> items = new ArrayList<>();
                for (int at = Integer.parseInt(line); at > 0; at--) {
                    items.add(value(type.substring("list[".length(), type.length() - 1)));
                }
                yield items;
            }
            case "dict" -> {
                String[] both =
                        type.substring("dict[".length(), type.length() - 1).split(", ", 2);
                Map<Object, Object> entries = new LinkedHashMap<>();
                for (int at = Integer.parseInt(line); at > 0; at--) {
                    entries.put(value(both[0]), value(both[1]));
                }
                yield entries;
            }
            default -> throw new IllegalArgumentException(type);
        };
    }
}
