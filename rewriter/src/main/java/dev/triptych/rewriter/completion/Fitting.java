package dev.triptych.rewriter.completion;

import dev.triptych.syntax.PythonFunction;
import dev.triptych.syntax.PythonNode;
import dev.triptych.syntax.PythonSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts a solution under a prompt: the prompt's imports, head and docstring, the solution's everything else. */
public final class Fitting {
    private static final String INDENT = "    ";

    private Fitting() {}

    /**
     * The solution as it looks when it completes the prompt. Empty when it has no such function with the same
     * parameters, or when the result does not parse: then the prompt does not fit.
     */
    public static Optional<String> fit(CompletionPrompt prompt, PythonSource solution) {
        return solution.function(prompt.function().name())
                .filter(function -> Parameters.of(function).equals(Parameters.of(prompt.function())))
                .map(function -> fit(prompt, solution, function))
                .filter(fitted -> PythonSource.parse(fitted).parses());
    }

    private static String fit(CompletionPrompt prompt, PythonSource solution, PythonFunction function) {
        Edits edits = new Edits(solution);
        addImports(prompt, solution, edits);
        replaceHead(prompt, solution, function, edits);
        return edits.applied();
    }

    /** Behind the solution's {@code __future__} imports, which must come first. */
    private static void addImports(CompletionPrompt prompt, PythonSource solution, Edits edits) {
        Set<String> there = CompletionPrompt.imports(solution).stream()
                .map(PythonNode::normalised)
                .collect(Collectors.toSet());
        List<PythonNode> missing = prompt.imports().stream()
                .filter(statement -> !there.contains(statement.normalised()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        String lines = missing.stream().map(PythonNode::text).collect(Collectors.joining("\n"));
        Optional<PythonNode> future = CompletionPrompt.imports(solution).stream()
                .filter(statement -> statement.is("future_import_statement"))
                .reduce((earlier, later) -> later);
        future.ifPresentOrElse(
                last -> edits.replace(last.end(), last.end(), "\n" + lines), () -> edits.replace(0, 0, lines + "\n"));
    }

    private static void replaceHead(
            CompletionPrompt prompt, PythonSource solution, PythonFunction function, Edits edits) {
        PythonNode body = function.node().child("body").orElseThrow();
        int headEnd = CompletionPrompt.headEnd(function);
        String between = Edits.slice(solution, headEnd, body.start());
        boolean oneLine = between.indexOf('\n') < 0;
        String indent = oneLine ? INDENT : between.substring(between.lastIndexOf('\n') + 1);
        String described = prompt.head() + "\n" + indent + prompt.docstring().text();
        if (oneLine) {
            edits.replace(function.node().start(), body.start(), described + "\n" + indent);
        } else {
            edits.replace(function.node().start(), headEnd, described);
        }
        if (function.docstring().isPresent()) {
            PythonNode own = CompletionPrompt.docstring(function);
            edits.replace(own.start(), own.end(), "");
        }
    }
}
