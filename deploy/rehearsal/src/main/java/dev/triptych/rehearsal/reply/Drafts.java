package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.ProfileConfig.Rates;
import dev.triptych.rehearsal.bank.Bank;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Signature;
import java.util.List;

/** Questions made from seeds. */
final class Drafts {
    private static final List<String> IDEAS = List.of(
            "The core idea is a single pass that keeps a little state; the cost is linear in the input.",
            "The core idea is to bring the input into an order in which one scan decides; sorting dominates the cost.",
            "The core idea is to count first and to decide afterwards; memory grows with the number of distinct items.",
            "The core idea is repeated reduction to a smaller case; depth and cost follow the size of the input.");
    private static final List<String> CARES = List.of(
            "Edge cases are the empty input and values exactly on a bound.",
            "Edge cases are a single element, ties, and inputs where nothing qualifies.",
            "The usual slips are off-by-one errors at both ends and forgetting the last group.");

    private final Bank bank;
    private final Rates rates;

    Drafts(Bank bank, Rates rates) {
        this.bank = bank;
        this.rates = rates;
    }

    Reply reply(Prompt prompt, Draw draw) {
        double kind = draw.unit();
        boolean mayAbstain = prompt.message().contains("BAD_DOCUMENT");
        if (mayAbstain && kind < rates.abstain()) {
            return Reply.of("BAD_DOCUMENT", Truth.of(Kind.ABSTAIN));
        }
        boolean common = draw.unit() < rates.common();
        Problem problem = common ? bank.common(draw) : bank.draw(draw);
        int look = common ? 0 : draw.below(1 << 16);
        Signature signature = problem.signature(look / 7);
        String statement = problem.statement(look, signature);
        if (kind >= 1 - rates.unreadable()) {
            return Reply.of(Sections.none(statement, draw), Truth.of(problem, Kind.UNREADABLE));
        }
        StringBuilder text = new StringBuilder();
        if (prompt.message().contains("\n## Analysis\n")) {
            text.append("## Analysis\n")
                    .append(draw.oneOf(IDEAS))
                    .append(' ')
                    .append(draw.oneOf(CARES))
                    .append("\n\n");
        }
        text.append(Sections.of(statement, "`" + signature.text() + "`"));
        return Reply.of(text.toString(), Truth.of(problem, Kind.QUESTION));
    }

    /** The rest of a user's message that somebody began: a statement on one line. */
    Reply continuation(Draw draw) {
        Problem problem = bank.draw(draw);
        int look = draw.below(1 << 16);
        String statement = problem.statement(look, problem.signature(look / 7));
        return Reply.of(" do this: " + statement.replaceAll("\\s+", " "), Truth.of(problem, Kind.QUESTION));
    }
}
