package dev.triptych.rehearsal.bank;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Python that reads and writes {@link Lines}, made for the types that are needed. */
final class PythonLines {
    private static final List<Piece> READERS = List.of(
            new Piece("int", """
                    def read_int(lines):
                        return int(next(lines))
                    """),
            new Piece("bool", """
                    def read_bool(lines):
                        return {'true': True, 'false': False}[next(lines)]
                    """),
            new Piece("str", """
                    def read_str(lines):
                        return '\\\\'.join(part.replace('\\\\n', '\\n') for part in next(lines).split('\\\\\\\\'))
                    """),
            new Piece("list", """
                    def read_list(lines, item):
                        return [item(lines) for _ in range(int(next(lines)))]
                    """),
            new Piece("dict", """
                    def read_dict(lines, key, value):
                        return {key(lines): value(lines) for _ in range(int(next(lines)))}
                    """));
    private static final List<Piece> WRITERS = List.of(
            new Piece("int", """
                    def show_int(value):
                        return f'{value}\\n'
                    """),
            new Piece("bool", """
                    def show_bool(value):
                        return 'true\\n' if value else 'false\\n'
                    """),
            new Piece("str", """
                    def show_str(value):
                        return value.replace('\\\\', '\\\\\\\\').replace('\\n', '\\\\n') + '\\n'
                    """),
            new Piece("list", """
                    def show_list(values, item):
                        return f'{len(values)}\\n' + ''.join(item(value) for value in values)
                    """),
            new Piece("dict", """
                    def show_dict(values, key, value):
                        entries = [key(name) + value(values[name]) for name in sorted(values)]
                        return f'{len(entries)}\\n' + ''.join(entries)
                    """));

    /** A function for values of one type or of one kind of container. */
    private record Piece(String kind, String source) {}

    private PythonLines() {}

    static String readers(Collection<String> types) {
        return pieces(READERS, types);
    }

    static String writers(Collection<String> types) {
        return pieces(WRITERS, types);
    }

    private static String pieces(List<Piece> pieces, Collection<String> types) {
        Set<String> used = new TreeSet<>();
        types.forEach(type -> used.addAll(Lines.kinds(type)));
        return pieces.stream()
                .filter(piece -> used.contains(piece.kind()))
                .map(Piece::source)
                .collect(Collectors.joining("\n\n"));
    }

    /** Statements that read all arguments from the iterator {@code lines}. */
    static String reading(Signature signature) {
        List<String> types = signature.types();
        return IntStream.range(0, types.size())
                .mapToObj(at -> signature.arguments().get(at) + " = " + applied("read_", types.get(at), "lines"))
                .collect(Collectors.joining("\n"));
    }

    /** An expression that is the lines of all arguments. */
    static String showing(Signature signature) {
        List<String> types = signature.types();
        return IntStream.range(0, types.size())
                .mapToObj(at -> showing(types.get(at), signature.arguments().get(at)))
                .collect(Collectors.joining(" + "));
    }

    static String showing(String type, String expression) {
        return applied("show_", type, expression);
    }

    private static String applied(String prefix, String type, String argument) {
        int bracket = type.indexOf('[');
        if (bracket < 0) {
            return prefix + type + "(" + argument + ")";
        }
        String inside = type.substring(bracket + 1, type.length() - 1);
        List<String> items = type.startsWith("dict[") ? List.of(inside.split(",", 2)) : List.of(inside);
        return items.stream()
                .map(item -> function(prefix, item.strip()))
                .collect(Collectors.joining(", ", prefix + type.substring(0, bracket) + "(" + argument + ", ", ")"));
    }

    private static String function(String prefix, String type) {
        return type.indexOf('[') < 0 ? prefix + type : "lambda part: " + applied(prefix, type, "part");
    }
}
