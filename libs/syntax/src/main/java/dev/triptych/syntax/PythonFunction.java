package dev.triptych.syntax;

import java.util.List;
import java.util.Optional;

/**
 * A function as it is defined.
 *
 * @param signature from the name to the return type, as written, without the colon
 * @param parameters the text of each, as written, separators {@code /} and {@code *} included
 * @param bodyStart byte offset in UTF-8 of the body's first statement
 * @param bodyEnd byte offset behind the body
 * @param docstring the text between the quotes, as written
 */
public record PythonFunction(
        String name,
        String signature,
        List<String> parameters,
        int bodyStart,
        int bodyEnd,
        Optional<String> docstring,
        PythonNode node) {
    public PythonFunction {
        parameters = List.copyOf(parameters);
    }
}
