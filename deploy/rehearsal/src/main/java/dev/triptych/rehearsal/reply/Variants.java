package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.ProfileConfig.Rates;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Signature;
import dev.triptych.rehearsal.bank.Variant;

/** Questions made from questions: the text stays, a paragraph is added. */
final class Variants {
    private final Rates rates;

    Variants(Rates rates) {
        this.rates = rates;
    }

    /** @param problem of the question that is replied, which has {@code variant} */
    Reply reply(Problem problem, Variant variant, Prompt prompt, Draw draw) {
        Signature signature = signature(problem, variant, prompt);
        String question = with(variant, problem, signature, prompt.question());
        if (draw.unit() < rates.unreadable()) {
            return Reply.of(Sections.none(question, draw), Truth.of(problem, Kind.UNREADABLE));
        }
        String entryPoint = problem.is(Variant.STDIO) ? Prompt.STDIO : "`" + signature.text() + "`";
        return Reply.of(Sections.of(question, entryPoint), Truth.of(problem, Kind.QUESTION));
    }

    /** The question with a paragraph more; one that says it already stays as it is. What is said of lines stays last. */
    static String with(Variant variant, Problem problem, Signature signature, String question) {
        String text = question.strip();
        if (variant.isIn(text)) {
            return text;
        }
        String added = "\n\n" + variant.paragraph(problem, signature);
        return problem.is(Variant.STDIO) && variant != Variant.STDIO
                ? Variant.STDIO.before(text) + added + "\n\n" + Variant.STDIO.paragraph(problem, signature)
                : text + added;
    }

    private static Signature signature(Problem problem, Variant variant, Prompt prompt) {
        if (prompt.signature().isEmpty()) {
            return problem.signature(0);
        }
        Signature stated = Signature.read(prompt.signature());
        boolean widened = variant == Variant.HARDER && !variant.isIn(prompt.question());
        return widened ? problem.signature(stated.name()) : stated;
    }
}
