package dev.triptych.question.draft;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.syntax.PythonFunction;
import dev.triptych.syntax.PythonNode;
import dev.triptych.syntax.PythonSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code name(parameters) -> type} out of an entry point section. */
final class SignatureReader {
    private static final int SIGNATURE_CHARS_MAX = 1_000;
    private static final Pattern FENCE = Pattern.compile("(?s)```[\\w+-]*\\n(.*?)```");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern DEF = Pattern.compile("^def\\s+");
    private static final Pattern AFTER = Pattern.compile("\\s*:(?:\\s*(?:pass|\\.\\.\\.))?$");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    private SignatureReader() {}

    /** The entry point, if the section states one that parses with a return type. */
    static Optional<EntryPoint> read(String section) {
        String stated = stated(section).strip().replaceAll("\\s+", " ");
        String signature = AFTER.matcher(DEF.matcher(stated).replaceFirst("")).replaceFirst("");
        return signature.length() <= SIGNATURE_CHARS_MAX ? parsed(signature) : Optional.empty();
    }

    /** A fence's content, else the first piece of inline code, else the first line. */
    private static String stated(String section) {
        Matcher fence = FENCE.matcher(section);
        if (fence.find()) {
            return fence.group(1);
        }
        Matcher code = CODE.matcher(section);
        return code.find() ? code.group(1) : section.lines().findFirst().orElse("");
    }

    /** Taken from the syntax tree, and only from a definition without anything else, so that nothing rides on it. */
    private static Optional<EntryPoint> parsed(String signature) {
        PythonSource source = PythonSource.parse("def " + signature + ": pass\n");
        if (!source.parses() || source.root().namedChildren().size() != 1) {
            return Optional.empty();
        }
        return source.functions().stream()
                .filter(function -> function.node().child("return_type").isPresent())
                .filter(function -> function.node()
                        .child("body")
                        .map(PythonNode::text)
                        .orElse("")
                        .equals("pass"))
                .findFirst()
                .flatMap(SignatureReader::entryPoint);
    }

    private static Optional<EntryPoint> entryPoint(PythonFunction function) {
        return NAME.matcher(function.name()).matches()
                ? Optional.of(new EntryPoint(function.name(), function.signature()))
                : Optional.empty();
    }
}
