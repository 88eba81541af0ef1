package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.ProfileConfig.Rates;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.bank.Problem;
import java.util.List;
import java.util.Optional;

/** Solutions and responses: right, wrong, or an attack on the judge. */
final class Programs {
    /** A program and what it is. */
    record Program(String source, Kind kind) {}

    private static final List<String> OPENINGS = List.of(
            "",
            "Here is the module.\n\n",
            "The function goes through the input once and keeps only what it needs.\n\n");
    private static final List<String> THOUGHTS = List.of(
            "Let me restate the task. The function `%s` gets its arguments as the question says.",
            "First I need to be sure what `%s` returns for the smallest inputs.",
            "I should implement `%s`. Let me look for the traps before I write anything.");
    private static final List<String> DOUBTS = List.of(
            "Wait, what about the empty input? The question says what happens then, so no special handling may be lost.",
            "Let me check the bounds again: the question includes the limit itself, so the comparison must not be strict there.",
            "Alternatively I could sort first, but the order of the input matters here, so a plain scan is safer.",
            "Hmm, ties need care. I follow the rule of the question and test it by hand on a short input.");

    private final Rates rates;

    Programs(Rates rates) {
        this.rates = rates;
    }

    Reply solution(Problem problem, Wanted wanted, Draw draw) {
        Program program = program(problem, wanted, draw);
        return Reply.of(draw.oneOf(OPENINGS) + wanted.fenced(program.source()), Truth.of(problem, program.kind()));
    }

    Reply response(Problem problem, Wanted wanted, Draw draw, boolean reasoningField) {
        boolean unclosed = draw.unit() < rates.unclosedThinking();
        Program program = program(problem, wanted, draw);
        String thinking = thinking(problem, wanted, draw);
        if (unclosed) {
            return new Reply(
                    reasoningField ? "" : "<think>\n" + thinking + "\nWait, let me think about it once more.",
                    reasoningField ? Optional.of(thinking) : Optional.empty(),
                    Reply.Finish.STOP,
                    Truth.of(problem, Kind.WRONG),
                    true);
        }
        String answer = "The approach follows the statement step by step.\n\n" + wanted.fenced(program.source());
        Truth truth = Truth.of(problem, program.kind());
        return reasoningField
                ? new Reply(answer, Optional.of(thinking), Reply.Finish.STOP, truth, true)
                : Reply.of("<think>\n" + thinking + "\n</think>\n\n" + answer, truth);
    }

    /** As Python. */
    static String fenced(String source) {
        return "```python\n" + source.strip() + "\n```\n";
    }

    private Program program(Problem problem, Wanted wanted, Draw draw) {
        double kind = draw.unit();
        if (kind < rates.solutionWrong()) {
            return new Program(draw.oneOf(wanted.wrong(problem)), Kind.WRONG);
        }
        if (kind < rates.solutionWrong() + rates.solutionCheating()) {
            return new Program(draw.oneOf(Cheats.of(problem, wanted)), Kind.CHEATING_SOLUTION);
        }
        return new Program(wanted.right(problem), Kind.RIGHT);
    }

    private static String thinking(Problem problem, Wanted wanted, Draw draw) {
        String name = wanted.stdio()
                ? problem.signature(0).name()
                : wanted.signature().name();
        StringBuilder text = new StringBuilder(draw.oneOf(THOUGHTS).formatted(name));
        for (int doubt = draw.below(3); doubt >= 0; doubt--) {
            text.append("\n\n").append(draw.oneOf(DOUBTS));
        }
        if (draw.unit() < 0.3) {
            text.append("\n\nA first sketch:\n")
                    .append(wanted.fenced(wanted.guess()))
                    .append("No, that is too simple.");
        }
        return text.append("\n\nNow I am sure enough to write it down.").toString();
    }
}
