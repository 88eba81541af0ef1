package dev.triptych.testgen.gate;

import dev.triptych.syntax.Definition;
import dev.triptych.syntax.ImportedName;
import dev.triptych.syntax.PythonNode;
import dev.triptych.syntax.PythonSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A suite as the rules look at it. What stands under {@code if __name__ == "__main__":} is left out, because it does not
 * run when the suite is judged; {@link TamperRules} looks at it.
 */
final class Suite {
    private static final Set<String> IMPORTS =
            Set.of("import_statement", "import_from_statement", "future_import_statement");
    private static final Set<String> MAIN_CONDITIONS = Set.of("__name__ == \"__main__\"", "\"__main__\" == __name__");

    private final PythonSource source;
    private final String entryPoint;
    private final Optional<PythonNode> mainBlock;
    private final List<PythonNode> nodes;
    private final List<PythonNode> names;
    private final List<Definition> bindings;
    private final List<ImportedName> imports;
    private final Map<String, String> modules = new HashMap<>();
    private final Map<String, String> members = new HashMap<>();

    Suite(PythonSource source, String entryPoint) {
        this.source = source;
        this.entryPoint = entryPoint;
        this.mainBlock = source.root().namedChildren().stream()
                .filter(Suite::isMainBlock)
                .findFirst();
        this.nodes = source.root().tree().stream().filter(this::runs).toList();
        this.names = nodes.stream().filter(Suite::isName).toList();
        this.bindings = source.bindings();
        this.imports = source.imports().stream().filter(this::runs).toList();
        for (ImportedName imported : imports) {
            if (imported.member().isPresent()) {
                members.put(
                        imported.boundName(),
                        imported.module() + "." + imported.member().get());
            } else {
                modules.put(
                        imported.boundName(), imported.alias().isPresent() ? imported.module() : imported.topModule());
            }
        }
        members.remove(entryPoint);
    }

    private boolean runs(ImportedName imported) {
        return mainBlock
                .map(block -> imported.line() < block.line()
                        || imported.line()
                                >= block.line() + block.text().lines().count())
                .orElse(true);
    }

    private static boolean isMainBlock(PythonNode node) {
        return node.is("if_statement")
                && node.child("alternative").isEmpty()
                && node.child("condition")
                        .map(condition ->
                                MAIN_CONDITIONS.contains(condition.unwrapped().normalised()))
                        .orElse(false);
    }

    private boolean runs(PythonNode node) {
        return mainBlock
                .map(block -> node.start() < block.start() || node.end() > block.end())
                .orElse(true);
    }

    /** Whether this identifier stands for a variable: not an attribute, a keyword, or a part of an import. */
    static boolean isName(PythonNode node) {
        if (!node.is("identifier")) {
            return false;
        }
        PythonNode parent = node.parent().orElse(node);
        String field = node.field().orElse("");
        if ((parent.is("attribute") && field.equals("attribute"))
                || (parent.is("keyword_argument") && field.equals("name"))
                || parent.is("aliased_import")) {
            return false;
        }
        return !(parent.is("dotted_name")
                && parent.parent()
                        .map(above -> IMPORTS.contains(above.type()) || above.is("aliased_import"))
                        .orElse(false));
    }

    PythonSource source() {
        return source;
    }

    String entryPoint() {
        return entryPoint;
    }

    Optional<PythonNode> mainBlock() {
        return mainBlock;
    }

    /** Every node of what runs. */
    List<PythonNode> nodes() {
        return nodes;
    }

    List<PythonNode> nodes(String type) {
        return nodes.stream().filter(node -> node.is(type)).toList();
    }

    /** Every identifier that stands for a variable. */
    List<PythonNode> names() {
        return names;
    }

    /** What is bound in any scope. */
    List<Definition> bindings() {
        return bindings;
    }

    boolean binds(String name) {
        return bindings.stream().anyMatch(binding -> binding.name().equals(name));
    }

    /** The imports of what runs. */
    List<ImportedName> imports() {
        return imports;
    }

    /** Names that {@code import} statements bind to modules, with the module. */
    Map<String, String> modules() {
        return modules;
    }

    /** Test functions as pytest collects them: at top level, and methods of top-level classes named {@code Test…}. */
    List<PythonNode> tests() {
        List<PythonNode> tests = new ArrayList<>();
        for (PythonNode statement : source.root().namedChildren()) {
            PythonNode definition = undecorated(statement);
            if (definition.is("function_definition")) {
                tests.add(definition);
            } else if (definition.is("class_definition") && nameOf(definition).startsWith("Test")) {
                definition.child("body").stream()
                        .flatMap(body -> body.namedChildren().stream())
                        .map(Suite::undecorated)
                        .filter(member -> member.is("function_definition"))
                        .forEach(tests::add);
            }
        }
        return tests.stream().filter(test -> nameOf(test).startsWith("test")).toList();
    }

    private static PythonNode undecorated(PythonNode statement) {
        return statement.is("decorated_definition")
                ? statement.child("definition").orElse(statement)
                : statement;
    }

    static String nameOf(PythonNode definition) {
        return definition.child("name").map(PythonNode::text).orElse("");
    }

    /** The function that this node runs in; empty at the top level. */
    static Optional<PythonNode> functionOf(PythonNode node) {
        return node.enclosing(Set.of("function_definition", "lambda"));
    }

    /** The dotted text of what is called, with aliases of modules replaced: {@code pytest.raises}. */
    String callee(PythonNode call) {
        return call.child("function").map(this::dotted).orElse("");
    }

    /** A dotted name with its spaces removed and the alias of a module or of an imported member replaced. */
    String dotted(PythonNode expression) {
        String text = expression.unwrapped().normalised().replace(" ", "");
        int dot = text.indexOf('.');
        String root = dot < 0 ? text : text.substring(0, dot);
        String rest = dot < 0 ? "" : text.substring(dot);
        return modules.getOrDefault(root, members.getOrDefault(root, root)) + rest;
    }
}
