package dev.triptych.testgen.gate;

import dev.triptych.syntax.PythonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an expression is worth whatever the solution does, where its form alone shows it. */
final class Truth {
    private static final int DEPTH_MAX = 40;
    private static final Set<String> DISPLAYS = Set.of("tuple", "list", "set", "dictionary");
    private static final Set<String> ALWAYS_OBJECTS = Set.of("lambda", "generator_expression", "ellipsis");
    private static final Set<String> SAME = Set.of("==", "<=", ">=", "is");
    private static final Set<String> DIFFERENT = Set.of("!=", "<", ">", "is not");
    private static final Set<Set<String>> OPPOSITES = Set.of(
            Set.of("==", "!="), Set.of("is", "is not"), Set.of("in", "not in"), Set.of("<", ">="), Set.of(">", "<="));

    private final Suite suite;

    Truth(Suite suite) {
        this.suite = suite;
    }

    /** True or false when that is certain; empty when it depends. Too deep an expression is judged as {@code true}. */
    Optional<Boolean> of(PythonNode expression) {
        return of(expression, 0);
    }

    private Optional<Boolean> of(PythonNode wrapped, int depth) {
        if (depth > DEPTH_MAX) {
            return Optional.of(true);
        }
        PythonNode node = inner(wrapped);
        if (DISPLAYS.contains(node.type())) {
            return display(node);
        }
        if (ALWAYS_OBJECTS.contains(node.type())) {
            return Optional.of(true);
        }
        return switch (node.type()) {
            case "true" -> Optional.of(true);
            case "false", "none" -> Optional.of(false);
            case "integer", "float" -> Optional.of(!node.text().matches("[0._xXoObBeEjJ]+"));
            case "string" -> text(node);
            case "concatenated_string" ->
                node.namedChildren().stream().map(this::text).allMatch(part -> part.equals(Optional.of(false)))
                        ? Optional.of(false)
                        : Optional.of(true);
            case "identifier" -> isFunction(node) ? Optional.of(true) : Optional.empty();
            case "not_operator" ->
                node.child("argument")
                        .flatMap(argument -> of(argument, depth + 1))
                        .map(value -> !value);
            case "boolean_operator" -> logical(node, depth);
            case "conditional_expression" -> conditional(node, depth);
            case "comparison_operator" -> comparison(node);
            case "call" -> call(node, depth);
            default -> Optional.empty();
        };
    }

    /** Without parentheses and without the name that {@code :=} gives. */
    private static PythonNode inner(PythonNode wrapped) {
        PythonNode node = wrapped.unwrapped();
        while (node.is("named_expression")) {
            node = node.child("value").orElseThrow().unwrapped();
        }
        return node;
    }

    private static Optional<Boolean> display(PythonNode node) {
        List<PythonNode> items = node.namedChildren();
        boolean certain = items.stream().anyMatch(item -> !item.type().contains("splat"));
        return items.isEmpty() ? Optional.of(false) : certain ? Optional.of(true) : Optional.empty();
    }

    private Optional<Boolean> text(PythonNode string) {
        boolean content = !string.all("string_content").isEmpty();
        boolean filled = !string.all("interpolation").isEmpty();
        return content ? Optional.of(true) : filled ? Optional.empty() : Optional.of(false);
    }

    private boolean isFunction(PythonNode name) {
        return name.text().equals(suite.entryPoint())
                || (PythonNames.own(name.text()) && !suite.binds(name.text()))
                || suite.nodes("function_definition").stream()
                        .anyMatch(function -> Suite.nameOf(function).equals(name.text()));
    }

    private Optional<Boolean> logical(PythonNode node, int depth) {
        PythonNode left = node.child("left").orElseThrow();
        PythonNode right = node.child("right").orElseThrow();
        Optional<Boolean> first = of(left, depth + 1);
        Optional<Boolean> second = of(right, depth + 1);
        boolean or = node.child("operator")
                .map(operator -> operator.text().equals("or"))
                .orElse(false);
        if (opposite(left, right)) {
            return Optional.of(or);
        }
        if (first.equals(Optional.of(or)) || second.equals(Optional.of(or))) {
            return Optional.of(or);
        }
        return first.isPresent() && second.isPresent() ? Optional.of(!or) : Optional.empty();
    }

    /** {@code x} and {@code not x}, {@code a == b} and {@code a != b}, and their like. */
    private static boolean opposite(PythonNode left, PythonNode right) {
        PythonNode first = inner(left);
        PythonNode second = inner(right);
        if (negates(first, second) || negates(second, first)) {
            return true;
        }
        if (!first.is("comparison_operator") || !second.is("comparison_operator")) {
            return false;
        }
        List<PythonNode> a = first.namedChildren();
        List<PythonNode> b = second.namedChildren();
        return a.size() == 2
                && b.size() == 2
                && same(a.get(0), b.get(0))
                && same(a.get(1), b.get(1))
                && OPPOSITES.contains(pair(operator(first), operator(second)));
    }

    private static Set<String> pair(String first, String second) {
        return first.equals(second) ? Set.of(first) : Set.of(first, second);
    }

    private static boolean negates(PythonNode negation, PythonNode other) {
        return negation.is("not_operator")
                && negation.child("argument")
                        .filter(argument -> same(argument, other))
                        .isPresent();
    }

    private Optional<Boolean> conditional(PythonNode node, int depth) {
        List<PythonNode> parts = node.namedChildren();
        if (parts.size() != 3) {
            return Optional.empty();
        }
        Optional<Boolean> condition = of(parts.get(1), depth + 1);
        if (condition.isPresent()) {
            return of(parts.get(condition.get() ? 0 : 2), depth + 1);
        }
        Optional<Boolean> then = of(parts.get(0), depth + 1);
        return then.equals(of(parts.get(2), depth + 1)) ? then : Optional.empty();
    }

    private Optional<Boolean> comparison(PythonNode node) {
        List<PythonNode> operands = node.namedChildren();
        if (operands.size() != 2) {
            return Optional.empty();
        }
        PythonNode left = operands.get(0);
        PythonNode right = operands.get(1);
        String operator = operator(node);
        if (same(left, right)) {
            return SAME.contains(operator)
                    ? Optional.of(true)
                    : DIFFERENT.contains(operator) ? Optional.of(false) : Optional.empty();
        }
        if (operator.equals("in") && DISPLAYS.contains(inner(right).type())) {
            return inner(right).namedChildren().stream().anyMatch(item -> same(left, item))
                    ? Optional.of(true)
                    : Optional.empty();
        }
        if (operator.equals("!=") && (isNan(left) || isNan(right))) {
            return Optional.of(true);
        }
        return neverBelowZero(left, operator, right) || neverBelowZero(right, mirrored(operator), left)
                ? Optional.of(true)
                : Optional.empty();
    }

    /** {@code len(x) >= 0}, {@code abs(x) >= 0}, {@code len(x) > -1}. */
    private boolean neverBelowZero(PythonNode value, String operator, PythonNode bound) {
        PythonNode call = inner(value);
        boolean counted = call.is("call") && Set.of("len", "abs").contains(suite.callee(call));
        String limit = inner(bound).normalised().replace(" ", "");
        return counted
                && ((operator.equals(">=") && limit.equals("0"))
                        || (Set.of(">", ">=", "!=").contains(operator) && limit.matches("-[1-9][0-9]*")));
    }

    private static String mirrored(String operator) {
        return operator.replace('<', '~').replace('>', '<').replace('~', '>');
    }

    private boolean isNan(PythonNode node) {
        PythonNode value = inner(node);
        return value.normalised().replace(" ", "").equalsIgnoreCase("float(\"nan\")")
                || suite.dotted(value).equals("math.nan");
    }

    private static String operator(PythonNode comparison) {
        StringBuilder operator = new StringBuilder();
        comparison.children().stream()
                .filter(child -> child.field().orElse("").equals("operators"))
                .forEach(child -> operator.append(operator.isEmpty() ? "" : " ").append(child.normalised()));
        return operator.toString();
    }

    private static boolean same(PythonNode left, PythonNode right) {
        return inner(left).normalised().equals(inner(right).normalised());
    }

    private Optional<Boolean> call(PythonNode call, int depth) {
        List<PythonNode> arguments = call.child("arguments")
                .map(list -> list.is("generator_expression") ? List.of(list) : list.namedChildren())
                .orElse(List.of());
        return switch (suite.callee(call)) {
            case "bool" -> arguments.size() == 1 ? of(arguments.getFirst(), depth + 1) : Optional.empty();
            case "callable" -> arguments.size() == 1 ? of(arguments.getFirst(), depth + 1) : Optional.empty();
            case "object" -> Optional.of(true);
            case "isinstance" ->
                arguments.size() == 2
                                && arguments.get(1).all("identifier").stream()
                                        .anyMatch(type -> type.text().equals("object"))
                        ? Optional.of(true)
                        : Optional.empty();
            case "all", "any" ->
                arguments.size() == 1
                        ? quantified(suite.callee(call).equals("all"), inner(arguments.getFirst()), depth)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Boolean> quantified(boolean all, PythonNode argument, int depth) {
        if (Set.of("generator_expression", "list_comprehension", "set_comprehension")
                .contains(argument.type())) {
            boolean overNothing = argument.all("for_in_clause").stream().anyMatch(clause -> clause.child("right")
                    .filter(right -> isEmptyDisplay(inner(right)))
                    .isPresent());
            Optional<Boolean> each = argument.child("body").flatMap(body -> of(body, depth + 1));
            return all && (overNothing || each.equals(Optional.of(true))) ? Optional.of(true) : Optional.empty();
        }
        if (!DISPLAYS.contains(argument.type())) {
            return Optional.empty();
        }
        List<Optional<Boolean>> items = argument.namedChildren().stream()
                .map(item -> of(item, depth + 1))
                .toList();
        boolean certain = all
                ? items.stream().allMatch(item -> item.equals(Optional.of(true)))
                : items.stream().anyMatch(item -> item.equals(Optional.of(true)));
        return certain ? Optional.of(true) : Optional.empty();
    }

    static boolean isEmptyDisplay(PythonNode node) {
        return DISPLAYS.contains(node.type()) && node.namedChildren().isEmpty();
    }
}
