package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.ProfileConfig;
import dev.triptych.rehearsal.bank.Bank;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Variant;
import java.util.Optional;

/** Reads a prompt as a model would and answers it from the bank. */
public final class StandIn {
    private final Bank bank;
    private final boolean reasoningField;
    private final Drafts drafts;
    private final Programs programs;
    private final Suites suites;
    private final Styles styles;
    private final Variants variants;
    private final CasePrograms casePrograms;
    private final Judgements judgements;

    public StandIn(Bank bank, ProfileConfig config) {
        this.bank = bank;
        this.reasoningField = config.reasoningField();
        this.drafts = new Drafts(bank, config.rates());
        this.programs = new Programs(config.rates());
        this.suites = new Suites(config.rates());
        this.styles = new Styles(config.rates());
        this.variants = new Variants(config.rates());
        this.casePrograms = new CasePrograms(config.rates());
        this.judgements = new Judgements(bank, config.rates());
    }

    /** Without a system message. */
    public Reply reply(String message, Draw draw) {
        return reply("", message, draw);
    }

    /** @param message the last user message, or the prompt of a completion */
    public Reply reply(String system, String message, Draw draw) {
        Prompt prompt = Prompt.read(system, message);
        return switch (prompt.task()) {
            case DRAFT_FROM_DOCUMENTATION, DRAFT_FROM_SNIPPET -> drafts.reply(prompt, draw);
            case PREFILL -> drafts.continuation(draw);
            case JUDGE_DUPLICATE -> judgements.same(prompt, draw);
            case LABEL -> judgements.labels(prompt, draw);
            case SOLVE,
                    RESPOND,
                    WRITE_TESTS,
                    STRENGTHEN_TESTS,
                    COMPLETION_STYLE,
                    STDIO_STYLE,
                    CLARIFY,
                    HARDER,
                    EASIER,
                    GENERATE_INPUTS,
                    VALIDATE_INPUTS -> aboutQuestion(prompt, draw);
            case UNKNOWN ->
                Reply.of("The result follows from the definition: it is the first argument.", Truth.of(Kind.WRONG))
                        .unrecognised();
        };
    }

    private Reply aboutQuestion(Prompt prompt, Draw draw) {
        Optional<Problem> known = bank.recognise(prompt.question());
        return known.map(problem -> answer(problem, prompt, draw))
                .orElseGet(() -> guess(prompt).unrecognised());
    }

    private Reply answer(Problem problem, Prompt prompt, Draw draw) {
        Wanted wanted = prompt.wanted();
        return switch (prompt.task()) {
            case SOLVE -> programs.solution(problem, wanted, draw);
            case RESPOND -> programs.response(problem, wanted, draw, reasoningField);
            case WRITE_TESTS, STRENGTHEN_TESTS -> suites.reply(problem, wanted.signature(), draw);
            case COMPLETION_STYLE -> styles.reply(problem, prompt, wanted.signature(), draw);
            case STDIO_STYLE -> styles.stdio(problem, prompt, wanted.signature(), draw);
            case CLARIFY -> variants.reply(problem.with(Variant.CLARIFIED), Variant.CLARIFIED, prompt, draw);
            case HARDER -> variants.reply(problem.with(Variant.HARDER), Variant.HARDER, prompt, draw);
            case EASIER -> variants.reply(problem.with(Variant.EASIER), Variant.EASIER, prompt, draw);
            case GENERATE_INPUTS -> casePrograms.generator(problem, draw);
            case VALIDATE_INPUTS -> casePrograms.validator(problem, draw);
            case DRAFT_FROM_DOCUMENTATION, DRAFT_FROM_SNIPPET, PREFILL, JUDGE_DUPLICATE, LABEL, UNKNOWN ->
                throw new IllegalStateException("not about a question: " + prompt.task());
        };
    }

    private static Reply guess(Prompt prompt) {
        Wanted wanted = prompt.wanted();
        String program = wanted.fenced(wanted.guess());
        return switch (prompt.task()) {
            case WRITE_TESTS, STRENGTHEN_TESTS ->
                Reply.of(Programs.fenced(Suites.guess(wanted.signature())), Truth.of(Kind.TESTS_WRONG));
            case COMPLETION_STYLE ->
                Reply.of(
                        Programs.fenced(Styles.guess(prompt.question(), wanted.signature())),
                        Truth.of(Kind.STYLE_CLEAN));
            case STDIO_STYLE, CLARIFY, HARDER, EASIER -> Reply.of(prompt.question(), Truth.of(Kind.UNREADABLE));
            case GENERATE_INPUTS ->
                Reply.of(Programs.fenced(CasePrograms.GENERATOR_GUESS), Truth.of(Kind.GENERATOR_SAME));
            case VALIDATE_INPUTS ->
                Reply.of(Programs.fenced(CasePrograms.VALIDATOR_GUESS), Truth.of(Kind.VALIDATOR_LAX));
            case RESPOND -> Reply.of("<think>\nThis looks simple.\n</think>\n\n" + program, Truth.of(Kind.WRONG));
            case SOLVE, DRAFT_FROM_DOCUMENTATION, DRAFT_FROM_SNIPPET, PREFILL, JUDGE_DUPLICATE, LABEL, UNKNOWN ->
                Reply.of(program, Truth.of(Kind.WRONG));
        };
    }
}
