package dev.triptych.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Python 3 text and its syntax tree. Texts over 1 MiB, over 200,000 syntax nodes, or that take longer than 5 s to
 * parse have a {@link #problem()} and an empty tree. Does not change once parsed; threads may share it.
 */
public final class PythonSource {
    private static final Set<String> STATEMENTS = Set.copyOf(PythonParser.statementTypes());
    private static final Set<String> PARTS_THAT_ARE_STATEMENTS =
            Set.of("block", "elif_clause", "else_clause", "except_clause", "finally_clause", "case_clause");

    private final String text;
    private final PythonNode root;
    private final Optional<SyntaxProblem> problem;

    private PythonSource(String text, PythonParser.Parsed parsed) {
        this.text = text;
        this.root = parsed.root();
        this.problem = parsed.problem();
    }

    /** Never fails: what does not parse has a {@link #problem()}. */
    public static PythonSource parse(String text) {
        return new PythonSource(text, PythonParser.parse(text));
    }

    public String text() {
        return text;
    }

    /** The module. */
    public PythonNode root() {
        return root;
    }

    /** Why this is not a Python 3 program; empty when it parses. */
    public Optional<SyntaxProblem> problem() {
        return problem;
    }

    public boolean parses() {
        return problem.isEmpty();
    }

    /** Every name that the module binds at its top level, in the order of the source; {@code global} statements last. */
    public List<Definition> definitions() {
        return Bindings.atTopLevel(root);
    }

    /** As {@link #definitions()}, and every name bound inside functions, classes, lambdas and comprehensions. */
    public List<Definition> bindings() {
        return Bindings.inEveryScope(root);
    }

    /** Whether the module itself makes a value of that name; an import does not count. */
    public boolean defines(String name) {
        return definitions().stream()
                .anyMatch(definition ->
                        definition.makesValue() && definition.name().equals(name));
    }

    /** The last top-level function of that name. */
    public Optional<PythonFunction> function(String name) {
        return functions().stream()
                .filter(function -> function.name().equals(name))
                .reduce((earlier, later) -> later);
    }

    /** The functions of the module, those in functions and classes left out. */
    public List<PythonFunction> functions() {
        List<PythonFunction> found = new ArrayList<>();
        Deque<PythonNode> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            PythonNode node = open.pop();
            if (node.is("function_definition")) {
                found.add(function(node));
            } else if (!node.is("class_definition")) {
                node.children().reversed().forEach(open::push);
            }
        }
        return found;
    }

    /** The function that a {@code function_definition} defines. */
    public static PythonFunction function(PythonNode definition) {
        PythonNode name = definition.child("name").orElseThrow();
        PythonNode parameters = definition.child("parameters").orElseThrow();
        PythonNode body = definition.child("body").orElseThrow();
        String signature = name.text()
                + parameters.text()
                + definition
                        .child("return_type")
                        .map(type -> " -> " + type.text())
                        .orElse("");
        return new PythonFunction(
                name.text(),
                signature,
                parameters.namedChildren().stream().map(PythonNode::text).toList(),
                body.start(),
                body.end(),
                docstring(body),
                definition);
    }

    private static Optional<String> docstring(PythonNode body) {
        return body.namedChildren().stream()
                .findFirst()
                .filter(first -> first.is("expression_statement"))
                .flatMap(first -> first.namedChildren().stream().findFirst())
                .filter(first ->
                        first.is("string") && first.all("interpolation").isEmpty())
                .map(string -> {
                    StringBuilder content = new StringBuilder();
                    string.all("string_content").forEach(part -> content.append(part.text()));
                    return content.toString();
                });
    }

    /** The calls of {@code name(…)} anywhere in the module; of a dotted name when {@code name} has dots. */
    public List<Call> calls(String name) {
        return calls(root, name);
    }

    /** The calls of {@code name(…)} in that node and under it. */
    public static List<Call> calls(PythonNode node, String name) {
        List<Call> found = new ArrayList<>();
        for (PythonNode call : node.all("call")) {
            String callee = call.child("function")
                    .map(function -> function.unwrapped().normalised().replace(" ", ""))
                    .orElse("");
            if (callee.equals(name)) {
                found.add(new Call(callee, arguments(call), call));
            }
        }
        return found;
    }

    private static String arguments(PythonNode call) {
        String text =
                call.child("arguments").map(PythonNode::normalised).orElse("").strip();
        boolean bracketed = text.startsWith("(") && text.endsWith(")");
        return bracketed ? text.substring(1, text.length() - 1).strip() : text;
    }

    /** Every name of every import statement, at the top level or not. */
    public List<ImportedName> imports() {
        return root.tree().stream()
                .filter(node -> node.is("import_statement")
                        || node.is("import_from_statement")
                        || node.is("future_import_statement"))
                .flatMap(statement -> Imports.of(statement).stream())
                .toList();
    }

    /** Every {@code assert} statement, at the top level or not. */
    public List<PythonNode> asserts() {
        return root.all("assert_statement");
    }

    /**
     * The statements in that node and under it, each in its normal form and in the order of the source; of a compound
     * statement only the head, because its parts follow.
     */
    public static List<String> statements(PythonNode node) {
        return node.tree().stream()
                .filter(inner -> STATEMENTS.contains(inner.type()))
                .map(statement -> statement.normalisedWithout(PARTS_THAT_ARE_STATEMENTS))
                .toList();
    }
}
