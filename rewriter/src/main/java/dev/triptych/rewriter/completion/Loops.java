package dev.triptych.rewriter.completion;

import dev.triptych.syntax.PythonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the names in a call stand for, as far as it can be read off the suite: the usual table of cases in a loop. */
final class Loops {
    private static final Set<String> SCOPES = Set.of("function_definition", "module");
    private static final Set<String> COMPREHENSIONS =
            Set.of("generator_expression", "list_comprehension", "set_comprehension");
    private static final Set<String> SEQUENCES = Set.of("list", "tuple", "set", "expression_list");

    private Loops() {}

    /** What the nearest loop around the call binds, a map for each time round; one empty map without such a loop. */
    static List<Map<String, PythonNode>> around(PythonNode call) {
        Optional<PythonNode> above = call.parent();
        while (above.isPresent() && !SCOPES.contains(above.get().type())) {
            Optional<PythonNode> loop = loop(above.get());
            if (loop.isPresent()) {
                return rounds(loop.get(), call);
            }
            above = above.get().parent();
        }
        return List.of(Map.of());
    }

    /** What a name was last set to above the call, in its function or else in the module; else the node itself. */
    static PythonNode resolved(PythonNode value, PythonNode call) {
        if (!value.is("identifier")) {
            return value;
        }
        Optional<PythonNode> scope = call.enclosing(SCOPES);
        while (scope.isPresent()) {
            Optional<PythonNode> assigned = assigned(value.text(), scope.get(), call);
            if (assigned.isPresent()) {
                return assigned.get();
            }
            scope = scope.get().enclosing(SCOPES);
        }
        return value;
    }

    /** The elements of a list, tuple or set as it is written. */
    static Optional<List<PythonNode>> elements(@Nullable PythonNode sequence) {
        return Optional.ofNullable(sequence)
                .map(PythonNode::unwrapped)
                .filter(node -> SEQUENCES.contains(node.type()))
                .map(PythonNode::namedChildren);
    }

    private static Optional<PythonNode> loop(PythonNode node) {
        if (node.is("for_statement")) {
            return Optional.of(node);
        }
        return COMPREHENSIONS.contains(node.type())
                ? node.namedChildren().stream()
                        .filter(child -> child.is("for_in_clause"))
                        .findFirst()
                : Optional.empty();
    }

    private static List<Map<String, PythonNode>> rounds(PythonNode loop, PythonNode call) {
        Optional<PythonNode> names = loop.child("left");
        Optional<List<PythonNode>> cases =
                loop.child("right").flatMap(right -> elements(resolved(right.unwrapped(), call)));
        if (names.isEmpty() || cases.isEmpty() || cases.get().isEmpty()) {
            return List.of(Map.of());
        }
        List<Map<String, PythonNode>> rounds = new ArrayList<>();
        cases.get().forEach(one -> rounds.add(bound(names.get(), one)));
        return rounds;
    }

    private static Map<String, PythonNode> bound(PythonNode names, PythonNode one) {
        if (names.is("identifier")) {
            return Map.of(names.text(), one.unwrapped());
        }
        List<PythonNode> targets = names.namedChildren();
        List<PythonNode> values = elements(one).orElse(List.of());
        Map<String, PythonNode> bound = new HashMap<>();
        for (int i = 0; i < targets.size() && i < values.size() && targets.size() == values.size(); i++) {
            bound.put(targets.get(i).text(), values.get(i).unwrapped());
        }
        return bound;
    }

    private static Optional<PythonNode> assigned(String name, PythonNode scope, PythonNode call) {
        return scope.all("assignment").stream()
                .filter(assignment -> assignment.end() <= call.start())
                .filter(assignment -> assignment.enclosing(SCOPES).orElse(scope) == scope)
                .filter(assignment -> assignment
                        .child("left")
                        .map(PythonNode::text)
                        .orElse("")
                        .equals(name))
                .reduce((earlier, later) -> later)
                .flatMap(assignment -> assignment.child("right"))
                .map(PythonNode::unwrapped);
    }
}
