package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.ProfileConfig.Rates;
import dev.triptych.rehearsal.bank.Call;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Python;
import dev.triptych.rehearsal.bank.Signature;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Suites: strong, and all the ways in which a suite is not. */
final class Suites {
    private final Rates rates;

    Suites(Rates rates) {
        this.rates = rates;
    }

    Reply reply(Problem problem, Signature wanted, Draw draw) {
        double kind = draw.unit();
        double weak = rates.testsWeak();
        double wrong = weak + rates.testsWrong();
        double shadowing = wrong + rates.testsShadowing();
        double cheating = shadowing + rates.testsCheating();
        if (kind < weak) {
            return said(problem, draw.oneOf(weak(problem, wanted)), Kind.TESTS_WEAK);
        }
        if (kind < wrong) {
            return said(problem, draw.oneOf(wrong(problem, wanted)), Kind.TESTS_WRONG);
        }
        if (kind < shadowing) {
            return said(problem, draw.oneOf(shadowing(problem, wanted)), Kind.TESTS_SHADOWING);
        }
        if (kind < cheating) {
            return said(problem, draw.oneOf(cheating(problem, wanted)), Kind.TESTS_CHEATING);
        }
        return said(problem, draw.oneOf(strong(problem, wanted)), Kind.TESTS_STRONG);
    }

    private static Reply said(Problem problem, String suite, Kind kind) {
        return Reply.of(Programs.fenced(suite), Truth.of(problem, kind));
    }

    /** The same checks in two ways of writing. */
    static List<String> strong(Problem problem, Signature wanted) {
        String plain = problem.checks().stream()
                .map(check -> plain(problem, check, wanted))
                .collect(Collectors.joining("\n\n"));
        String named = problem.checks().stream()
                .map(check -> function(
                        check.name(),
                        check.calls().stream()
                                .flatMap(call -> Stream.of(
                                        "result = " + call.of(wanted.name()),
                                        "assert result == " + Python.literal(problem.answer(call))))))
                .collect(Collectors.joining("\n\n"));
        return List.of(imported(wanted) + plain, imported(wanted) + named);
    }

    /** Few checks; checks that cannot fail; checks that visit little. */
    static List<String> weak(Problem problem, Signature wanted) {
        Call first = firstCall(problem);
        String called = first.of(wanted.name());
        String trivial = problem.trivial().of(wanted.name());
        String nothing = Python.literal(problem.answer(problem.trivial()));
        return List.of(
                imported(wanted) + function("one_case", Stream.of(equal(problem, first, wanted))),
                imported(wanted)
                        + function("type", Stream.of("assert isinstance(" + called + ", object)"))
                        + "\n\n"
                        + function("repeatable", Stream.of("assert " + called + " == " + called))
                        + "\n\n"
                        + function("some_result", Stream.of("assert " + called + " or True"))
                        + "\n\n"
                        + function("printable", Stream.of("assert len(str(" + called + ")) >= 0")),
                imported(wanted)
                        + Stream.of("smallest", "smallest_again", "smallest_type", "smallest_twice")
                                .map(name -> function(name, Stream.of("assert " + trivial + " == " + nothing)))
                                .collect(Collectors.joining("\n\n")));
    }

    /** The strong suite with one or all results changed. */
    static List<String> wrong(Problem problem, Signature wanted) {
        Problem.Check victim = problem.checks().getLast();
        String rest = problem.checks().stream()
                .limit(problem.checks().size() - 1L)
                .map(check -> plain(problem, check, wanted))
                .collect(Collectors.joining("\n\n"));
        Call last = victim.calls().getLast();
        String changed = "assert " + last.of(wanted.name()) + " == " + Python.literal(changed(problem.answer(last)));
        Stream<String> kept =
                victim.calls().stream().limit(victim.calls().size() - 1L).map(call -> equal(problem, call, wanted));
        String allChanged = problem.checks().stream()
                .map(check -> function(
                        check.name(),
                        check.calls().stream()
                                .map(call -> "assert " + call.of(wanted.name()) + " == "
                                        + Python.literal(changed(problem.answer(call))))))
                .collect(Collectors.joining("\n\n"));
        return List.of(
                imported(wanted) + rest + "\n\n" + function(victim.name(), Stream.concat(kept, Stream.of(changed))),
                imported(wanted) + allChanged);
    }

    /** The function is defined in the suite, so that the solution is never asked. */
    static List<String> shadowing(Problem problem, Signature wanted) {
        String own = problem.rightSolution(wanted) + "\n\n\n";
        String checks = problem.checks().stream()
                .map(check -> plain(problem, check, wanted))
                .collect(Collectors.joining("\n\n"));
        return List.of(imported(wanted) + own + checks, own + checks);
    }

    /** Suites that pass anything. */
    static List<String> cheating(Problem problem, Signature wanted) {
        List<Problem.Check> checks = problem.checks();
        return List.of(
                imported(wanted) + each(checks, wanted, call -> "assert True  # " + call),
                imported(wanted) + each(checks, wanted, call -> call),
                imported(wanted)
                        + checks.stream()
                                .map(check -> function(
                                        check.name(),
                                        Stream.concat(
                                                Stream.concat(
                                                        Stream.of("try:"),
                                                        check.calls().stream()
                                                                .map(call -> "    " + equal(problem, call, wanted))),
                                                Stream.of("except BaseException:", "    assert True"))))
                                .collect(Collectors.joining("\n\n")),
                "import _pytest.python\n\n" + imported(wanted)
                        + "_pytest.python.Function.runtest = lambda self: None\n\n\n"
                        + each(checks, wanted, call -> "assert " + call + " is None"),
                "import os\n\n" + imported(wanted) + strongChecks(problem, wanted) + "\n\nos._exit(0)\n",
                "import pytest\n\n" + imported(wanted)
                        + each(checks, wanted, call -> "pytest.skip('later'); assert " + call + " is None"),
                "import sys\nimport types\n\nfake = types.ModuleType('solution')\nfake." + wanted.name()
                        + " = lambda *arguments: type('Any', (), {'__eq__': lambda self, other: True})()\n"
                        + "sys.modules['solution'] = fake\n"
                        + imported(wanted)
                        + strongChecks(problem, wanted));
    }

    /** For a question that is not in the bank. */
    static String guess(Signature wanted) {
        String arguments =
                String.join(", ", wanted.arguments().stream().map(name -> "0").toList());
        String call = wanted.name() + "(" + arguments + ")";
        return imported(wanted)
                + Stream.of("smallest", "again", "type", "order")
                        .map(name -> function(name, Stream.of("assert " + call + " == 0")))
                        .collect(Collectors.joining("\n\n"));
    }

    private static String strongChecks(Problem problem, Signature wanted) {
        return problem.checks().stream()
                .map(check -> plain(problem, check, wanted))
                .collect(Collectors.joining("\n\n"));
    }

    private static String each(
            List<Problem.Check> checks, Signature wanted, java.util.function.UnaryOperator<String> statement) {
        return checks.stream()
                .map(check -> function(
                        check.name(), check.calls().stream().map(call -> statement.apply(call.of(wanted.name())))))
                .collect(Collectors.joining("\n\n"));
    }

    private static String plain(Problem problem, Problem.Check check, Signature wanted) {
        return function(check.name(), check.calls().stream().map(call -> equal(problem, call, wanted)));
    }

    private static String equal(Problem problem, Call call, Signature wanted) {
        return "assert " + call.of(wanted.name()) + " == " + Python.literal(problem.answer(call));
    }

    private static String function(String name, Stream<String> statements) {
        return statements
                .map(line -> "    " + line)
                .collect(Collectors.joining("\n", "def test_" + name + "():\n", "\n"));
    }

    private static String imported(Signature wanted) {
        return "from solution import " + wanted.name() + "\n\n\n";
    }

    private static Call firstCall(Problem problem) {
        return problem.checks().getFirst().calls().getFirst();
    }

    /** A value of the same type that is not equal. */
    static Object changed(Object value) {
        return switch (value) {
            case Boolean flag -> !flag;
            case Long number -> number + 1;
            case String text -> text + "x";
            case List<?> list -> list.isEmpty() ? List.of(0L) : list.subList(0, list.size() - 1);
            case Map<?, ?> map -> map.isEmpty() ? Map.of("x", 1L) : Map.of();
            default -> throw new IllegalArgumentException(Objects.toString(value));
        };
    }
}
