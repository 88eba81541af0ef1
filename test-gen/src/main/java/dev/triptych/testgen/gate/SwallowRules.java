package dev.triptych.testgen.gate;

import dev.triptych.syntax.PythonNode;
import java.util.List;
import java.util.Set;

/** A failed assertion must reach the runner: nothing catches it, wraps it, or leaves before it. */
final class SwallowRules {
    private static final Set<String> JUMPS =
            Set.of("return_statement", "break_statement", "continue_statement", "raise_statement");
    private static final Set<String> SCOPES = Set.of("function_definition", "lambda", "class_definition");
    private static final Set<String> HELPER_DECORATORS = Set.of(
            "classmethod",
            "dataclasses.dataclass",
            "functools.cache",
            "functools.cached_property",
            "functools.lru_cache",
            "functools.total_ordering",
            "functools.wraps",
            "property",
            "pytest.fixture",
            "staticmethod");

    private final Suite suite;
    private final Findings findings;

    SwallowRules(Suite suite, Findings findings) {
        this.suite = suite;
        this.findings = findings;
    }

    void check() {
        suite.nodes("except_clause").stream()
                .filter(handler -> catchesAssertions(handler) && !endsInFailure(handler))
                .forEach(handler -> findings.add(Rule.CANNOT_FAIL, handler, "catches failed assertions and goes on"));
        suite.nodes("finally_clause").stream()
                .filter(clause -> clause.tree().stream().anyMatch(node -> JUMPS.contains(node.type())))
                .forEach(clause -> findings.add(Rule.CANNOT_FAIL, clause, "leaves by finally, which drops failures"));
        suite.nodes("with_statement").forEach(this::checkWith);
        suite.nodes("block").forEach(this::checkDeadCode);
        suite.nodes("decorator").forEach(this::checkDecorator);
        suite.tests().forEach(this::checkTest);
    }

    private boolean catchesAssertions(PythonNode handler) {
        List<PythonNode> types = handler.childrenIn("value");
        if (types.isEmpty()) {
            return true;
        }
        return types.stream().anyMatch(type -> !harmless(type));
    }

    private boolean harmless(PythonNode type) {
        PythonNode bare = type.unwrapped();
        if (bare.is("as_pattern")) {
            return harmless(bare.namedChildren().getFirst());
        }
        if (bare.is("tuple") || bare.is("pattern_list") || bare.is("expression_list")) {
            return bare.namedChildren().stream().allMatch(inner -> inner.is("tuple") ? false : harmless(inner));
        }
        String name = suite.dotted(bare);
        boolean ofModule = bare.is("attribute") && !name.startsWith("pytest") && name.endsWith("Error");
        boolean imported = bare.is("identifier") && name.contains(".") && name.endsWith("Error");
        return PythonNames.HARMLESS_EXCEPTIONS.contains(name) || ofModule || imported;
    }

    private boolean endsInFailure(PythonNode handler) {
        return handler.namedChildren().stream()
                .filter(child -> child.is("block"))
                .map(block -> block.namedChildren().getLast())
                .anyMatch(this::fails);
    }

    private boolean fails(PythonNode statement) {
        if (statement.is("raise_statement")) {
            return true;
        }
        if (statement.is("assert_statement")) {
            PythonNode expression = statement.namedChildren().getFirst();
            return Set.of("False", "0").contains(expression.text()) || demandsHarmless(expression);
        }
        return statement.is("expression_statement")
                && statement.namedChildren().getFirst().is("call")
                && suite.callee(statement.namedChildren().getFirst()).equals("pytest.fail");
    }

    /** {@code isinstance(error, ValueError)}: a failed assertion would not be one. */
    private boolean demandsHarmless(PythonNode expression) {
        return expression.is("call")
                && suite.callee(expression).equals("isinstance")
                && expression.child("arguments").stream()
                        .flatMap(arguments -> arguments.namedChildren().stream())
                        .skip(1)
                        .findFirst()
                        .filter(this::harmless)
                        .isPresent();
    }

    /** Of context managers only those of pytest are known not to swallow, and those that expect a failure need one. */
    private void checkWith(PythonNode statement) {
        boolean holdsAssertion = statement.child("body").stream()
                .flatMap(body -> body.tree().stream())
                .anyMatch(node -> node.is("assert_statement")
                        || (node.is("call") && suite.callee(node).equals("pytest.fail")));
        for (PythonNode item : statement.all("with_item")) {
            PythonNode value = item.child("value").orElse(item);
            PythonNode manager = value.is("as_pattern") ? value.namedChildren().getFirst() : value;
            String callee = manager.is("call") ? suite.callee(manager) : "";
            if (callee.equals("pytest.raises")) {
                if (holdsAssertion && raisesCatches(manager)) {
                    findings.add(Rule.CANNOT_FAIL, item, "expects the assertion inside it to fail");
                }
                statement
                        .child("body")
                        .filter(this::raisesItself)
                        .ifPresent(body ->
                                findings.add(Rule.CANNOT_FAIL, body, "raises what it expects the solution to raise"));
            } else if (!Set.of("pytest.warns", "pytest.deprecated_call", "decimal.localcontext")
                    .contains(callee)) {
                findings.add(Rule.CANNOT_FAIL, item, "a context manager that may swallow failures");
            }
        }
    }

    /** The last statement is to be the call that raises; what would raise behind it or around it needs no solution. */
    private boolean raisesItself(PythonNode body) {
        PythonNode last = body.namedChildren().getLast();
        return !body.all("raise_statement").isEmpty()
                || (last.is("expression_statement")
                        && Set.of("binary_operator", "subscript", "attribute", "unary_operator", "identifier")
                                .contains(last.namedChildren()
                                        .getFirst()
                                        .unwrapped()
                                        .type()));
    }

    private boolean raisesCatches(PythonNode call) {
        return call.child("arguments").stream()
                .flatMap(arguments -> arguments.namedChildren().stream())
                .findFirst()
                .map(type -> !harmless(type))
                .orElse(true);
    }

    private void checkDeadCode(PythonNode block) {
        List<PythonNode> statements = block.namedChildren();
        for (int i = 0; i < statements.size() - 1; i++) {
            if (JUMPS.contains(statements.get(i).type())) {
                findings.add(Rule.CANNOT_FAIL, statements.get(i + 1), "never runs");
                return;
            }
        }
    }

    private void checkDecorator(PythonNode decorator) {
        decorator.all("call").stream()
                .filter(call -> suite.callee(call).equals("pytest.mark.parametrize"))
                .flatMap(call -> call.child("arguments").stream())
                .filter(arguments -> arguments.namedChildren().stream().anyMatch(Truth::isEmptyDisplay))
                .forEach(arguments -> findings.add(Rule.SKIPS, arguments, "no parameters, so no test"));
        PythonNode expression = decorator.namedChildren().getFirst();
        String name = expression.is("call") ? suite.callee(expression) : suite.dotted(expression);
        boolean mark = name.startsWith("pytest.mark.") && name.matches("[A-Za-z_.]+");
        if (!mark && !HELPER_DECORATORS.contains(name)) {
            findings.add(Rule.CANNOT_FAIL, decorator, "a decorator that may replace what it decorates");
        }
    }

    private void checkTest(PythonNode test) {
        if (test.children().stream().anyMatch(child -> child.is("async"))) {
            findings.add(Rule.CANNOT_FAIL, test, "a coroutine is never awaited");
        }
        boolean generator = test.all("yield").stream()
                .anyMatch(node ->
                        node.enclosing(SCOPES).filter(scope -> scope == test).isPresent());
        if (generator) {
            findings.add(Rule.CANNOT_FAIL, test, "a generator is never run");
        }
        test.all("return_statement").stream()
                .filter(node ->
                        node.enclosing(SCOPES).filter(scope -> scope == test).isPresent())
                .filter(node -> test.all("assert_statement").stream().anyMatch(later -> later.start() > node.start()))
                .forEach(node -> findings.add(Rule.SKIPS, node, "may return before its assertions"));
    }
}
