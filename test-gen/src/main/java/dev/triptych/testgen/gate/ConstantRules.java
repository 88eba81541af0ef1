package dev.triptych.testgen.gate;

import dev.triptych.syntax.PythonNode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** No assertion holds, or is left out, whatever the solution does. */
final class ConstantRules {
    private static final Set<String> TOLERANCES = Set.of("abs", "rel", "abs_tol", "rel_tol");
    private static final double RELATIVE_MAX = 0.1;
    private static final double ABSOLUTE_MAX = 1_000;

    private final Suite suite;
    private final Findings findings;
    private final Truth truth;
    private final Derived derived;
    private final Map<PythonNode, Set<String>> variables = new IdentityHashMap<>();

    ConstantRules(Suite suite, Findings findings) {
        this.suite = suite;
        this.findings = findings;
        this.truth = new Truth(suite);
        this.derived = new Derived(suite);
    }

    void check() {
        suite.nodes("assert_statement").forEach(this::checkAssertion);
        suite.nodes("call").forEach(this::checkTolerance);
        for (String type : List.of("if_statement", "elif_clause", "while_statement")) {
            suite.nodes(type).stream()
                    .filter(node -> node.child("condition")
                            .flatMap(truth::of)
                            .filter(value -> !(value && type.equals("while_statement")))
                            .isPresent())
                    .forEach(node -> findings.add(Rule.CANNOT_FAIL, node, "a branch that is decided beforehand"));
        }
        suite.nodes("for_statement").stream()
                .filter(loop -> loop.child("right").filter(this::isEmpty).isPresent())
                .forEach(loop -> findings.add(Rule.CANNOT_FAIL, loop, "a loop over nothing"));
    }

    private void checkAssertion(PythonNode assertion) {
        PythonNode expression = assertion.namedChildren().getFirst();
        if (truth.of(expression).equals(Optional.of(true))) {
            findings.add(Rule.CANNOT_FAIL, assertion, "holds whatever the solution does");
        } else if (isConstant(assertion, expression)) {
            findings.add(Rule.CANNOT_FAIL, assertion, "is about constants only");
        } else if (repeatsItsCondition(assertion, expression)) {
            findings.add(Rule.CANNOT_FAIL, assertion, "stands under its own condition");
        } else if (comparesACallWithItself(assertion, expression)) {
            findings.add(Rule.CANNOT_FAIL, assertion, "compares the result with itself");
        }
    }

    /** {@code assert False} in a branch is a way to fail, so only what is not a plain constant counts. */
    private boolean isConstant(PythonNode assertion, PythonNode expression) {
        boolean plain = Set.of("false", "none", "integer")
                .contains(expression.unwrapped().type());
        return !plain
                && !derived.mentions(expression, variablesAt(assertion))
                && expression.tree().stream()
                        .filter(Suite::isName)
                        .allMatch(name -> isConstantName(assertion, name.text()));
    }

    private Set<String> variablesAt(PythonNode assertion) {
        return Suite.functionOf(assertion)
                .map(function -> variables.computeIfAbsent(function, derived::variables))
                .orElse(Set.of());
    }

    private boolean isConstantName(PythonNode assertion, String name) {
        return (PythonNames.own(name) && !suite.binds(name))
                || suite.modules().containsKey(name)
                || literalOf(assertion, name).isPresent();
    }

    /** The literal that a variable of the assertion's function holds, when it is bound exactly once. */
    private Optional<PythonNode> literalOf(PythonNode assertion, String name) {
        return valueOf(assertion, name).filter(value -> value.tree().stream().noneMatch(Suite::isName));
    }

    private Optional<PythonNode> valueOf(PythonNode assertion, String name) {
        Optional<PythonNode> function = Suite.functionOf(assertion);
        if (function.isEmpty()) {
            return Optional.empty();
        }
        List<PythonNode> bound = function.get().tree().stream()
                .filter(node -> Suite.isName(node) && node.text().equals(name))
                .filter(node -> !isPlainUse(node))
                .toList();
        boolean once = bound.size() == 1
                && suite.bindings().stream()
                                .filter(binding -> binding.name().equals(name))
                                .filter(binding ->
                                        binding.line() >= function.get().line()
                                                && binding.line()
                                                        < function.get().line()
                                                                + function.get()
                                                                        .text()
                                                                        .lines()
                                                                        .count())
                                .count()
                        == 1;
        return once
                ? bound.getFirst()
                        .parent()
                        .filter(parent -> parent.is("assignment"))
                        .flatMap(parent -> parent.child("right"))
                : Optional.empty();
    }

    private static boolean isPlainUse(PythonNode name) {
        PythonNode parent = name.parent().orElse(name);
        return !(parent.is("assignment") && name.field().orElse("").equals("left"));
    }

    private boolean repeatsItsCondition(PythonNode assertion, PythonNode expression) {
        return assertion
                .enclosing(Set.of("if_statement", "elif_clause", "function_definition"))
                .flatMap(branch -> branch.child("condition"))
                .filter(condition -> condition
                        .unwrapped()
                        .normalised()
                        .equals(expression.unwrapped().normalised()))
                .isPresent();
    }

    /** {@code a = f(3)}, {@code b = f(3)}, {@code assert a == b}: with literal arguments no solution fails it. */
    private boolean comparesACallWithItself(PythonNode assertion, PythonNode expression) {
        PythonNode comparison = expression.unwrapped();
        List<PythonNode> operands = comparison.namedChildren();
        if (!comparison.is("comparison_operator")
                || operands.size() != 2
                || !comparison.text().contains("==")) {
            return false;
        }
        Optional<PythonNode> left = calledWithLiterals(assertion, operands.get(0));
        Optional<PythonNode> right = calledWithLiterals(assertion, operands.get(1));
        return left.isPresent()
                && right.isPresent()
                && left.get().normalised().equals(right.get().normalised());
    }

    private Optional<PythonNode> calledWithLiterals(PythonNode assertion, PythonNode operand) {
        PythonNode bare = operand.unwrapped();
        return (bare.is("identifier") ? valueOf(assertion, bare.text()) : Optional.of(bare))
                .filter(value -> value.is("call") && derived.callsSolution(value))
                .filter(value -> value.child("arguments").stream()
                        .flatMap(arguments -> arguments.tree().stream())
                        .noneMatch(Suite::isName));
    }

    private void checkTolerance(PythonNode call) {
        String callee = suite.callee(call);
        if (!callee.equals("pytest.approx") && !callee.equals("math.isclose")) {
            return;
        }
        call.child("arguments").stream()
                .flatMap(arguments -> arguments.namedChildren().stream())
                .filter(argument -> argument.is("keyword_argument") && TOLERANCES.contains(Suite.nameOf(argument)))
                .filter(argument -> tooWide(
                        Suite.nameOf(argument),
                        argument.child("value").orElse(argument).text()))
                .forEach(argument -> findings.add(Rule.CANNOT_FAIL, argument, "a tolerance that allows anything"));
    }

    private static boolean tooWide(String name, String value) {
        try {
            return !(Double.parseDouble(value.replace("_", ""))
                    <= (name.startsWith("rel") ? RELATIVE_MAX : ABSOLUTE_MAX));
        } catch (NumberFormatException notALiteral) {
            return value.contains("inf") || value.contains("nan") || value.contains("max");
        }
    }

    private boolean isEmpty(PythonNode iterated) {
        PythonNode value = iterated.unwrapped();
        if (value.is("call") && suite.callee(value).equals("range")) {
            return value.child("arguments")
                    .map(PythonNode::normalised)
                    .orElse("")
                    .matches("\\( (0|-.*) \\)");
        }
        return Truth.isEmptyDisplay(value)
                || (value.is("identifier")
                        && valueOf(iterated, value.text())
                                .filter(Truth::isEmptyDisplay)
                                .filter(empty -> !isFilled(iterated, value.text()))
                                .isPresent());
    }

    private boolean isFilled(PythonNode iterated, String name) {
        return Suite.functionOf(iterated).stream()
                .flatMap(function -> function.all("attribute").stream())
                .anyMatch(attribute -> attribute
                        .child("object")
                        .filter(object -> object.text().equals(name))
                        .isPresent());
    }
}
