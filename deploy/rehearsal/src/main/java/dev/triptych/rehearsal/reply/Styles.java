package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.ProfileConfig.Rates;
import dev.triptych.rehearsal.bank.Call;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.bank.Lines;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Python;
import dev.triptych.rehearsal.bank.Signature;
import dev.triptych.rehearsal.bank.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rewritten questions: a head and a docstring, or about a program that reads and writes; leaky ones show the solution or the hidden tests too. */
final class Styles {
    private static final int WIDTH = 92;
    private static final int LEAKED_CALLS_MAX = 8;

    private final Rates rates;

    Styles(Rates rates) {
        this.rates = rates;
    }

    Reply reply(Problem problem, Prompt prompt, Signature wanted, Draw draw) {
        if (draw.unit() < rates.styleLeaky()) {
            String solution = Prompt.section("solution", prompt.message());
            String tests = Prompt.section("tests", prompt.message());
            String leaky = draw.below(2) == 0
                    ? leakingTests(prompt.question(), wanted, tests)
                    : leakingSolution(problem, prompt.question(), wanted, solution);
            return Reply.of(Programs.fenced(leaky), Truth.of(problem, Kind.STYLE_LEAKY));
        }
        return Reply.of(
                Programs.fenced(clean(problem, prompt.question(), wanted)), Truth.of(problem, Kind.STYLE_CLEAN));
    }

    /** The question about a program that reads and writes. */
    Reply stdio(Problem function, Prompt prompt, Signature wanted, Draw draw) {
        Problem problem = function.with(Variant.STDIO);
        String question = Variants.with(Variant.STDIO, problem, wanted, prompt.question());
        if (draw.unit() < rates.styleLeaky()) {
            String leak = draw.below(2) == 0
                    ? hiddenCalls(problem)
                    : Prompt.section("solution", prompt.message()).indent(4);
            return Reply.of(
                    Sections.of(question + "\n\nFor orientation:\n\n" + leak.stripTrailing(), Prompt.STDIO),
                    Truth.of(problem, Kind.STYLE_LEAKY));
        }
        return Reply.of(Sections.of(question, Prompt.STDIO), Truth.of(problem, Kind.STYLE_CLEAN));
    }

    private static String hiddenCalls(Problem problem) {
        return problem.checks().stream()
                .flatMap(check -> check.calls().stream())
                .limit(LEAKED_CALLS_MAX)
                .map(call -> "Input:\n" + Lines.input(call).indent(4) + "Output:\n"
                        + Lines.of(problem.answer(call)).indent(4))
                .collect(Collectors.joining());
    }

    static String clean(Problem problem, String question, Signature wanted) {
        return head(wanted) + wrapped(question) + examples(problem, wanted) + "    \"\"\"\n";
    }

    static String leakingTests(String question, Signature wanted, String tests) {
        String calls = tests.lines()
                .map(String::strip)
                .filter(line -> line.contains(wanted.name() + "(") && !line.startsWith("def "))
                .limit(LEAKED_CALLS_MAX)
                .map(line -> "    >>> " + line + "\n")
                .collect(Collectors.joining());
        return head(wanted) + wrapped(question) + "\n" + calls + "    \"\"\"\n";
    }

    static String leakingSolution(Problem problem, String question, Signature wanted, String solution) {
        List<String> body = solution.lines()
                .dropWhile(line -> !line.startsWith("def " + wanted.name()))
                .skip(1)
                .filter(line -> !line.isBlank())
                .toList();
        List<String> shown = new ArrayList<>(body.subList(0, (body.size() + 1) / 2));
        if (!shown.isEmpty() && shown.getLast().endsWith(":")) {
            shown.add(" ".repeat(indentation(shown.getLast()) + 4) + "...");
        }
        return clean(problem, question, wanted) + String.join("\n", shown) + "\n";
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** For a question that is not in the bank. */
    static String guess(String question, Signature wanted) {
        return head(wanted) + wrapped(question) + "    \"\"\"\n";
    }

    private static String head(Signature wanted) {
        return "def " + wanted.text() + ":\n    \"\"\"\n";
    }

    private static String examples(Problem problem, Signature wanted) {
        return problem.examples().stream()
                .map(call -> example(problem, call, wanted))
                .collect(Collectors.joining("", "\n", ""));
    }

    private static String example(Problem problem, Call call, Signature wanted) {
        return "    >>> " + call.of(wanted.name()) + "\n    " + Python.literal(problem.answer(call)) + "\n";
    }

    /** The text as lines of a docstring. */
    private static String wrapped(String question) {
        StringBuilder lines = new StringBuilder();
        for (String paragraph : question.strip().split("\\n\\s*\\n")) {
            lines.append(lines.isEmpty() ? "" : "\n");
            StringBuilder line = new StringBuilder("   ");
            for (String word : paragraph
                    .strip()
                    .replace("\\", "/")
                    .replace("\"\"\"", "'''")
                    .split("\\s+")) {
                if (line.length() + word.length() > WIDTH) {
                    lines.append(line).append('\n');
                    line = new StringBuilder("   ");
                }
                line.append(' ').append(word);
            }
            lines.append(line).append('\n');
        }
        return lines.toString();
    }
}
