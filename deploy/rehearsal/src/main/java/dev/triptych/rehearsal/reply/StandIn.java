package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.ProfileConfig;
import dev.triptych.rehearsal.bank.Bank;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Signature;
import java.util.Optional;

/** Reads a prompt as a model would and answers it from the bank. */
public final class StandIn {
    private final Bank bank;
    private final boolean reasoningField;
    private final Drafts drafts;
    private final Programs programs;
    private final Suites suites;
    private final Styles styles;

    public StandIn(Bank bank, ProfileConfig config) {
        this.bank = bank;
        this.reasoningField = config.reasoningField();
        this.drafts = new Drafts(bank, config.rates());
        this.programs = new Programs(config.rates());
        this.suites = new Suites(config.rates());
        this.styles = new Styles(config.rates());
    }

    /** @param message the last user message, or the prompt of a completion */
    public Reply reply(String message, Draw draw) {
        Prompt prompt = Prompt.read(message);
        return switch (prompt.task()) {
            case DRAFT_FROM_DOCUMENTATION, DRAFT_FROM_SNIPPET -> drafts.reply(prompt, draw);
            case PREFILL -> drafts.continuation(draw);
            case SOLVE, RESPOND, WRITE_TESTS, COMPLETION_STYLE -> aboutQuestion(prompt, draw);
            case UNKNOWN ->
                Reply.of("The result follows from the definition: it is the first argument.", Truth.of(Kind.WRONG))
                        .unrecognised();
        };
    }

    private Reply aboutQuestion(Prompt prompt, Draw draw) {
        Signature wanted = Signature.read(prompt.signature());
        Optional<Problem> known = bank.recognise(prompt.question());
        return known.map(problem -> answer(problem, prompt, wanted, draw))
                .orElseGet(() -> guess(prompt, wanted).unrecognised());
    }

    private Reply answer(Problem problem, Prompt prompt, Signature wanted, Draw draw) {
        return switch (prompt.task()) {
            case SOLVE -> programs.solution(problem, wanted, draw);
            case RESPOND -> programs.response(problem, wanted, draw, reasoningField);
            case WRITE_TESTS -> suites.reply(problem, wanted, draw);
            case COMPLETION_STYLE -> styles.reply(problem, prompt, wanted, draw);
            case DRAFT_FROM_DOCUMENTATION, DRAFT_FROM_SNIPPET, PREFILL, UNKNOWN ->
                throw new IllegalStateException("not about a question: " + prompt.task());
        };
    }

    private static Reply guess(Prompt prompt, Signature wanted) {
        return switch (prompt.task()) {
            case WRITE_TESTS -> Reply.of(Programs.fenced(Suites.guess(wanted)), Truth.of(Kind.TESTS_WRONG));
            case COMPLETION_STYLE ->
                Reply.of(Programs.fenced(Styles.guess(prompt.question(), wanted)), Truth.of(Kind.STYLE_CLEAN));
            case RESPOND ->
                Reply.of(
                        "<think>\nThis looks simple.\n</think>\n\n" + Programs.fenced(Programs.guess(wanted)),
                        Truth.of(Kind.WRONG));
            case SOLVE, DRAFT_FROM_DOCUMENTATION, DRAFT_FROM_SNIPPET, PREFILL, UNKNOWN ->
                Reply.of(Programs.fenced(Programs.guess(wanted)), Truth.of(Kind.WRONG));
        };
    }
}
