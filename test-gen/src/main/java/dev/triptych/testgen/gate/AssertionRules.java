package dev.triptych.testgen.gate;

import dev.triptych.syntax.PythonNode;
import java.util.List;
import java.util.Set;

/** At least three test functions, and three that assert something of what the solution gives. */
final class AssertionRules {
    private static final int TESTS_MIN = 3;

    private final Suite suite;
    private final Findings findings;
    private final Derived derived;

    AssertionRules(Suite suite, Findings findings) {
        this.suite = suite;
        this.findings = findings;
        this.derived = new Derived(suite);
    }

    void check() {
        List<PythonNode> tests = suite.tests();
        if (tests.size() < TESTS_MIN) {
            findings.add(Rule.TOO_FEW_TESTS, 1, tests.size() + " test functions, " + TESTS_MIN + " are needed");
            return;
        }
        List<PythonNode> idle =
                tests.stream().filter(test -> !assertsOnResult(test)).toList();
        if (tests.size() - idle.size() < TESTS_MIN) {
            idle.forEach(test ->
                    findings.add(Rule.NO_ASSERTION, test, Suite.nameOf(test) + " asserts nothing of the result"));
        }
    }

    private boolean assertsOnResult(PythonNode test) {
        Set<String> variables = derived.variables(test);
        return test.tree().stream().anyMatch(node -> switch (node.type()) {
            case "assert_statement" ->
                derived.mentions(node.namedChildren().getFirst(), variables) && alwaysReached(node, test, variables);
            case "with_statement" -> expectsException(node, variables);
            case "call" ->
                derived.asserts(node)
                        || (suite.callee(node).equals("pytest.raises")
                                && node.child("arguments")
                                        .filter(arguments -> arguments.all("identifier").stream()
                                                .anyMatch(name -> name.text().equals(suite.entryPoint())))
                                        .isPresent());
            default -> false;
        });
    }

    /** Not in a function inside the test, nor under a condition that the solution decides. */
    private boolean alwaysReached(PythonNode assertion, PythonNode test, Set<String> variables) {
        boolean direct = assertion
                .enclosing(Set.of("function_definition", "lambda", "class_definition"))
                .filter(scope -> scope == test)
                .isPresent();
        return direct
                && assertion
                        .enclosing(Set.of("if_statement", "while_statement", "except_clause", "match_statement"))
                        .filter(branch -> branch.start() > test.start())
                        .filter(branch -> branch.is("except_clause") || decidedBySolution(branch, variables))
                        .isEmpty();
    }

    private boolean decidedBySolution(PythonNode branch, Set<String> variables) {
        return branch.child("condition")
                .or(() -> branch.child("subject"))
                .filter(condition -> derived.mentions(condition, variables))
                .isPresent();
    }

    private boolean expectsException(PythonNode statement, Set<String> variables) {
        boolean raises = statement.all("with_item").stream()
                .flatMap(item -> item.all("call").stream())
                .anyMatch(call -> suite.callee(call).equals("pytest.raises"));
        return raises
                && statement
                        .child("body")
                        .filter(body -> derived.mentions(body, variables))
                        .isPresent();
    }
}
