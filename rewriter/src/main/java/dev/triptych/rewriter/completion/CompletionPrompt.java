package dev.triptych.rewriter.completion;

import dev.triptych.syntax.PythonFunction;
import dev.triptych.syntax.PythonNode;
import dev.triptych.syntax.PythonSource;
import java.util.List;
import java.util.Set;

/**
 * Imports, the head of one function, and its docstring. What a teacher wrote behind the docstring is kept in
 * {@code written}, where the leak gates look for it, and is not part of {@link #text()}.
 *
 * @param written the whole of what was written
 * @param function the one function
 */
public record CompletionPrompt(PythonSource written, PythonFunction function) {
    private static final Set<String> IMPORTS =
            Set.of("import_statement", "import_from_statement", "future_import_statement");

    /** The prompt as it is handed out: it ends behind the docstring. */
    public String text() {
        return Edits.slice(written, 0, docstring().end()).stripLeading() + "\n";
    }

    /** The {@code def} line or lines, to the colon. */
    String head() {
        return Edits.slice(written, function.node().start(), headEnd(function));
    }

    /** The docstring as it is written, with its quotes. */
    PythonNode docstring() {
        return docstring(function);
    }

    /** The import statements in front of the function. */
    List<PythonNode> imports() {
        return imports(written);
    }

    /** Statements of the function behind its docstring that do something. */
    List<String> body() {
        PythonNode body = function.node().child("body").orElseThrow();
        return body.namedChildren().stream()
                .skip(1)
                .flatMap(statement -> PythonSource.statements(statement).stream())
                .filter(statement -> !Statements.isPlaceholder(statement))
                .toList();
    }

    static List<PythonNode> imports(PythonSource source) {
        return source.root().namedChildren().stream()
                .filter(statement -> IMPORTS.contains(statement.type()))
                .toList();
    }

    /** Behind the colon of a function's head. */
    static int headEnd(PythonFunction function) {
        int body = function.node().child("body").orElseThrow().start();
        return function.node().children().stream()
                .filter(child -> child.is(":") && child.end() <= body)
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .end();
    }

    /** The docstring's statement; only for functions that have one. */
    static PythonNode docstring(PythonFunction function) {
        return function.node().child("body").orElseThrow().namedChildren().getFirst();
    }
}
