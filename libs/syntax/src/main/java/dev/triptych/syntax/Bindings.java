package dev.triptych.syntax;

import dev.triptych.syntax.Definition.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Finds the names that a module binds, at its top level or in every scope, in the order of the source. */
final class Bindings {
    private static final Set<String> TARGET_LISTS = Set.of(
            "pattern_list",
            "tuple_pattern",
            "list_pattern",
            "list_splat_pattern",
            "tuple",
            "list",
            "list_splat",
            "expression_list",
            "parenthesized_expression",
            "as_pattern_target");

    private final List<Definition> found = new ArrayList<>();
    private final Deque<PythonNode> open = new ArrayDeque<>();

    private final boolean everyScope;

    private Bindings(boolean everyScope) {
        this.everyScope = everyScope;
    }

    static List<Definition> atTopLevel(PythonNode module) {
        return in(module, false);
    }

    /** Those of functions, classes, lambdas and comprehensions too, parameters included. */
    static List<Definition> inEveryScope(PythonNode module) {
        return in(module, true);
    }

    private static List<Definition> in(PythonNode module, boolean everyScope) {
        Bindings bindings = new Bindings(everyScope);
        bindings.open.push(module);
        while (!bindings.open.isEmpty()) {
            bindings.visit(bindings.open.pop());
        }
        for (PythonNode statement : module.all("global_statement")) {
            statement.namedChildren().forEach(name -> bindings.bind(name, Kind.GLOBAL));
        }
        return List.copyOf(bindings.found);
    }

    private void visit(PythonNode node) {
        switch (node.type()) {
            case "function_definition" -> {
                node.child("name").ifPresent(name -> bind(name, Kind.FUNCTION));
                descend(node, "body");
                return;
            }
            case "class_definition" -> {
                node.child("name").ifPresent(name -> bind(name, Kind.CLASS));
                descend(node, "body");
                return;
            }
            case "lambda" -> {
                descend(node, "body");
                return;
            }
            case "parameters", "lambda_parameters" -> bindParameters(node);
            case "for_in_clause" -> {
                if (everyScope) {
                    node.child("left").ifPresent(this::bindTargets);
                }
            }
            case "assignment" -> {
                if (node.child("right").isPresent()) {
                    node.child("left").ifPresent(this::bindTargets);
                }
            }
            case "augmented_assignment", "for_statement" -> node.child("left").ifPresent(this::bindTargets);
            case "named_expression" -> node.child("name").ifPresent(name -> bind(name, Kind.ASSIGNMENT));
            case "as_pattern_target" -> bindTargets(node);
            case "except_clause" -> node.child("alias").ifPresent(this::bindTargets);
            case "case_pattern" -> bindCaptures(node);
            case "type_alias_statement" ->
                node.child("left").ifPresent(left -> left.all("identifier").stream()
                        .findFirst()
                        .ifPresent(name -> bind(name, Kind.ASSIGNMENT)));
            case "import_statement", "import_from_statement", "future_import_statement" ->
                Imports.of(node).forEach(name -> found.add(new Definition(name.boundName(), Kind.IMPORT, name.line())));
            default -> {
                // binds nothing itself
            }
        }
        descend(node, "");
    }

    private void descend(PythonNode node, String exceptField) {
        List<PythonNode> children = node.children();
        for (int i = children.size() - 1; i >= 0; i--) {
            PythonNode child = children.get(i);
            if (everyScope || !child.field().orElse("-").equals(exceptField)) {
                open.push(child);
            }
        }
    }

    private void bindParameters(PythonNode parameters) {
        if (!everyScope) {
            return;
        }
        for (PythonNode parameter : parameters.namedChildren()) {
            PythonNode named = parameter.child("name").orElse(parameter);
            named.all("identifier").stream().findFirst().ifPresent(name -> bind(name, Kind.PARAMETER));
        }
    }

    private void bind(PythonNode name, Kind kind) {
        found.add(new Definition(name.text(), kind, name.line()));
    }

    /** The names in an assignment's target; attributes and subscripts bind no name. */
    private void bindTargets(PythonNode target) {
        Deque<PythonNode> targets = new ArrayDeque<>();
        targets.push(target);
        while (!targets.isEmpty()) {
            PythonNode node = targets.pop();
            if (node.is("identifier")) {
                bind(node, Kind.ASSIGNMENT);
            } else if (TARGET_LISTS.contains(node.type())) {
                node.namedChildren().reversed().forEach(targets::push);
            }
        }
    }

    /** What a pattern of {@code case} captures: bare names, the rest behind a star, and the name behind {@code as}. */
    private void bindCaptures(PythonNode pattern) {
        for (PythonNode node : pattern.namedChildren()) {
            switch (node.type()) {
                case "dotted_name" -> bindBareName(node);
                case "splat_pattern" -> node.all("identifier").forEach(name -> bind(name, Kind.ASSIGNMENT));
                case "as_pattern" -> bind(node.namedChildren().getLast(), Kind.ASSIGNMENT);
                case "keyword_pattern" ->
                    node.namedChildren().stream()
                            .filter(value -> value.is("dotted_name"))
                            .forEach(this::bindBareName);
                case "list_pattern", "tuple_pattern", "dict_pattern" ->
                    node.namedChildren().stream()
                            .filter(inner -> inner.is("splat_pattern"))
                            .flatMap(inner -> inner.all("identifier").stream())
                            .forEach(name -> bind(name, Kind.ASSIGNMENT));
                default -> {
                    // inner patterns are visited as nodes of their own
                }
            }
        }
    }

    private void bindBareName(PythonNode dottedName) {
        if (dottedName.namedChildren().size() == 1) {
            bind(dottedName, Kind.ASSIGNMENT);
        }
    }
}
