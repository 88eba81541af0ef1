package dev.triptych.rewriter.completion;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.syntax.PythonFunction;
import dev.triptych.syntax.PythonSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a function's parameters in order, stars and separators included, without types and defaults. */
final class Parameters {
    private static final Pattern NAME = Pattern.compile("\\*{0,2}\\s*\\w+|[*/]");

    private Parameters() {}

    static List<String> of(PythonFunction function) {
        return function.parameters().stream().map(Parameters::name).toList();
    }

    /** Empty when the signature does not parse. */
    static Optional<List<String>> stated(EntryPoint entryPoint) {
        return PythonSource.parse("def " + entryPoint.signature() + ": pass\n").functions().stream()
                .map(Parameters::of)
                .findFirst();
    }

    static List<String> of(EntryPoint entryPoint) {
        return stated(entryPoint).orElse(List.of("?"));
    }

    private static String name(String parameter) {
        Matcher name = NAME.matcher(parameter);
        return name.lookingAt() ? name.group().replaceAll("\\s", "") : parameter;
    }
}
