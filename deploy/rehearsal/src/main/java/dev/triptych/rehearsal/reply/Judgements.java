package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.ProfileConfig.Rates;
import dev.triptych.rehearsal.bank.Bank;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.bank.Problem;
import java.util.List;
import java.util.Optional;

/** What is said of questions: whether two are one, how good one is and what it is about. */
final class Judgements {
    private static final List<String> CATEGORIES = List.of("numbers", "text", "lists", "grids", "dictionaries");

    private final Bank bank;
    private final Rates rates;

    Judgements(Bank bank, Rates rates) {
        this.bank = bank;
        this.rates = rates;
    }

    /** Yes or no; a question that is not in the bank is another one than any that is. */
    Reply same(Prompt prompt, Draw draw) {
        Optional<Problem> one = bank.recognise(prompt.question());
        Optional<Problem> other = bank.recognise(Prompt.section("other", prompt.message()));
        boolean same = one.isPresent() && other.isPresent() && one.get().asksTheSameAs(other.get());
        boolean right = draw.unit() >= rates.judgementWrong();
        return said(one.or(() -> other), same == right ? "yes" : "no", right);
    }

    /** Every question of the bank is a good one. */
    Reply labels(Prompt prompt, Draw draw) {
        Optional<Problem> known = bank.recognise(prompt.question());
        boolean right = draw.unit() >= rates.judgementWrong();
        String category = known.map(Judgements::category).orElse("other");
        String said = right
                ? "quality: " + (known.isPresent() ? 4 + draw.below(2) : 2) + "\ncategory: " + category
                : "quality: 1\ncategory: "
                        + draw.oneOf(CATEGORIES.stream()
                                .filter(name -> !name.equals(category))
                                .toList());
        return said(known, said, right);
    }

    /** By the widest type in the head. */
    private static String category(Problem problem) {
        String head = problem.signature(0).text();
        if (head.contains("dict[")) {
            return "dictionaries";
        }
        if (head.contains("list[list[")) {
            return "grids";
        }
        if (head.contains("list[")) {
            return "lists";
        }
        return head.contains("str") ? "text" : "numbers";
    }

    private static Reply said(Optional<Problem> about, String said, boolean right) {
        Kind kind = right ? Kind.JUDGEMENT_RIGHT : Kind.JUDGEMENT_WRONG;
        return about.map(problem -> Reply.of(said, Truth.of(problem, kind)))
                .orElseGet(() -> Reply.of(said, Truth.of(kind)).unrecognised());
    }
}
