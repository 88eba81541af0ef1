package dev.triptych.testgen.gate;

import dev.triptych.syntax.PythonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What in a suite depends on the solution: calls of the entry point, of functions of the suite that call it, and the
 * variables that such calls give or change. Errs on the side of "depends", which the runs against stubs make good.
 */
final class Derived {
    private static final int ROUNDS_MAX = 20;
    private static final Set<String> SIMPLE =
            Set.of("expression_statement", "assignment", "augmented_assignment", "named_expression", "for_in_clause");

    private final Suite suite;
    private final Set<String> callables = new HashSet<>();
    private final Set<String> asserting = new HashSet<>();

    Derived(Suite suite) {
        this.suite = suite;
        callables.add(suite.entryPoint());
        suite.nodes("assignment").stream()
                .filter(assignment -> assignment
                        .child("right")
                        .filter(right -> right.text().equals(suite.entryPoint()))
                        .isPresent())
                .forEach(assignment -> assignment.child("left").ifPresent(left -> callables.add(left.text())));
        List<PythonNode> helpers = suite.nodes("function_definition").stream()
                .filter(function -> !Suite.nameOf(function).startsWith("test"))
                .toList();
        boolean grown = true;
        for (int round = 0; grown && round < ROUNDS_MAX; round++) {
            grown = false;
            for (PythonNode helper : helpers) {
                if (calls(helper, callables)) {
                    grown |= callables.add(Suite.nameOf(helper));
                }
                if (runsWhenCalled(helper) && (!helper.all("assert_statement").isEmpty() || calls(helper, asserting))) {
                    grown |= asserting.add(Suite.nameOf(helper));
                }
            }
        }
    }

    /** Calling a generator or a coroutine runs nothing of it. */
    private static boolean runsWhenCalled(PythonNode function) {
        return function.all("yield").isEmpty() && function.children().stream().noneMatch(child -> child.is("async"));
    }

    private boolean calls(PythonNode node, Set<String> names) {
        return node.all("call").stream().anyMatch(call -> names.contains(called(call)));
    }

    private String called(PythonNode call) {
        String callee = suite.callee(call);
        boolean ownMethod = callee.startsWith("self.") && !callee.equals("self." + suite.entryPoint());
        return ownMethod ? callee.substring("self.".length()) : callee;
    }

    /** Whether this is a call of a function of the suite that asserts something. */
    boolean asserts(PythonNode call) {
        return asserting.contains(called(call));
    }

    /** Whether this is a call of the entry point, or of a function of the suite that calls it. */
    boolean callsSolution(PythonNode call) {
        return callables.contains(called(call));
    }

    /** The variables of that function that depend on the solution. */
    Set<String> variables(PythonNode function) {
        Set<String> derived = new HashSet<>();
        function.child("parameters").stream()
                .flatMap(parameters -> parameters.all("identifier").stream())
                .filter(parameter -> callables.contains(parameter.text()))
                .forEach(parameter -> derived.add(parameter.text()));
        List<PythonNode> tree = function.tree();
        boolean grown = true;
        for (int round = 0; grown && round < ROUNDS_MAX; round++) {
            grown = false;
            for (PythonNode node : tree) {
                if (SIMPLE.contains(node.type()) && mentions(node, derived)) {
                    grown |= addNames(node, derived);
                } else if (node.is("for_statement")
                        && node.child("right")
                                .filter(right -> mentions(right, derived))
                                .isPresent()) {
                    grown |= node.child("left")
                            .map(left -> addNames(left, derived))
                            .orElse(false);
                }
            }
        }
        return derived;
    }

    private boolean addNames(PythonNode node, Set<String> derived) {
        boolean grown = false;
        for (PythonNode name : node.tree()) {
            if (Suite.isName(name)
                    && !PythonNames.own(name.text())
                    && !suite.modules().containsKey(name.text())
                    && !callables.contains(name.text())) {
                grown |= derived.add(name.text());
            }
        }
        return grown;
    }

    /** Whether the expression calls the solution or uses one of those variables. */
    boolean mentions(PythonNode expression, Set<String> derived) {
        for (PythonNode node : expression.tree()) {
            if ((node.is("call") && callsSolution(node)) || (Suite.isName(node) && derived.contains(node.text()))) {
                return true;
            }
        }
        return false;
    }
}
