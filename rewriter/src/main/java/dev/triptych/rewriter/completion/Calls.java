package dev.triptych.rewriter.completion;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.syntax.Call;
import dev.triptych.syntax.PythonNode;
import dev.triptych.syntax.PythonSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Calls of an entry point with their arguments in a form in which two equal calls are equal: keywords in their place,
 * layout and quotes gone, names that were given a value replaced by it, loops over cases unrolled.
 */
final class Calls {
    private static final int CALL_CHARS_MAX = 4_000;
    private static final int CALLS_MAX = 1_000;

    private Calls() {}

    /** The different calls that a suite makes. */
    static List<String> inSuite(PythonSource tests, EntryPoint entryPoint) {
        return Stream.concat(
                        tests.calls(entryPoint.name()).stream(), tests.calls("solution." + entryPoint.name()).stream())
                .flatMap(call -> Loops.around(call.node()).stream().map(bound -> normalised(call, entryPoint, bound)))
                .distinct()
                .limit(CALLS_MAX)
                .toList();
    }

    /** The different calls that stand anywhere in a text, be it code or prose. */
    static List<String> inText(String text, EntryPoint entryPoint) {
        List<String> found = new ArrayList<>();
        Matcher name = Pattern.compile("(?<![\\w.])" + Pattern.quote(entryPoint.name()) + "\\s*\\(")
                .matcher(text);
        while (name.find() && found.size() < CALLS_MAX) {
            int end = closing(text, name.end());
            if (end > 0) {
                PythonSource call = PythonSource.parse(text.substring(name.start(), end) + "\n");
                call.calls(entryPoint.name()).stream()
                        .filter(inner -> call.parses() && inner.node().start() == 0)
                        .forEach(inner -> found.add(normalised(inner, entryPoint, Map.of())));
            }
        }
        return found.stream().distinct().toList();
    }

    /** Behind the bracket that closes the one before {@code from}; 0 when there is none near. */
    private static int closing(String text, int from) {
        int depth = 1;
        char quote = 0;
        for (int i = from; i < text.length() && i < from + CALL_CHARS_MAX; i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0 && --depth == 0) {
                return i + 1;
            }
        }
        return 0;
    }

    private static String normalised(Call call, EntryPoint entryPoint, Map<String, PythonNode> bound) {
        List<String> names = Parameters.of(entryPoint);
        List<String> placed = new ArrayList<>();
        for (PythonNode argument : arguments(call, bound)) {
            Optional<Integer> place = place(argument, names);
            String value = value(argument, call.node(), bound);
            if (place.isEmpty()) {
                placed.add(value);
            } else {
                while (placed.size() <= place.get()) {
                    placed.add("");
                }
                placed.set(place.get(), value);
            }
        }
        return entryPoint.name() + "(" + String.join(", ", placed) + ")";
    }

    /** The arguments, with {@code *pair} replaced by what the pair holds. */
    private static List<PythonNode> arguments(Call call, Map<String, PythonNode> bound) {
        List<PythonNode> written =
                call.node().child("arguments").map(PythonNode::namedChildren).orElse(List.of());
        return written.stream()
                .flatMap(argument -> argument.is("list_splat")
                        ? Loops.elements(
                                bound.get(argument.namedChildren().getFirst().text()))
                                .orElse(List.of(argument))
                                .stream()
                        : Stream.of(argument))
                .toList();
    }

    private static Optional<Integer> place(PythonNode argument, List<String> names) {
        return argument.is("keyword_argument")
                ? argument.child("name").map(name -> names.indexOf(name.text())).filter(index -> index >= 0)
                : Optional.empty();
    }

    private static String value(PythonNode argument, PythonNode call, Map<String, PythonNode> bound) {
        PythonNode value =
                argument.is("keyword_argument") ? argument.child("value").orElse(argument) : argument;
        PythonNode inner = value.unwrapped();
        PythonNode known = bound.get(inner.text());
        return (known != null ? known : Loops.resolved(inner, call)).normalised();
    }
}
