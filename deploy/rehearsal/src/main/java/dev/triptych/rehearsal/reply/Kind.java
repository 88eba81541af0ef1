package dev.triptych.rehearsal.reply;

/** What a reply truly is. */
public enum Kind {
    /** A draft or a variant that states a problem of the bank. */
    QUESTION("question"),
    /** BAD_DOCUMENT. */
    ABSTAIN("abstain"),
    /** A draft or a variant without its sections. */
    UNREADABLE("unreadable"),
    /** A polite refusal to help, whatever was asked. */
    REFUSAL("refusal"),
    /** A right solution or response. */
    RIGHT("right"),
    /** A solution or response with a mistake, or without a program. */
    WRONG("wrong"),
    /** A solution or response that attacks the judge. */
    CHEATING_SOLUTION("cheating-solution"),
    /** A suite that every right solution passes and every wrong one of the bank fails. */
    TESTS_STRONG("tests-strong"),
    /** A suite that right solutions pass, and many others. */
    TESTS_WEAK("tests-weak"),
    /** A suite that a right solution fails. */
    TESTS_WRONG("tests-wrong"),
    /** A suite that defines the function itself. */
    TESTS_SHADOWING("tests-shadowing"),
    /** A suite that passes whatever the solution does. */
    TESTS_CHEATING("tests-cheating"),
    /** A completion prompt, or a question rewritten for standard input, that gives nothing away. */
    STYLE_CLEAN("style-clean"),
    /** Such a rewriting with statements of the solution or calls of the hidden tests. */
    STYLE_LEAKY("style-leaky"),
    /** A generator whose inputs are legal and differ. */
    GENERATOR("generator"),
    /** A generator that makes one input again and again, whatever its seed. */
    GENERATOR_SAME("generator-same"),
    /** A generator whose inputs are not legal, or that makes none. */
    GENERATOR_ILLEGAL("generator-illegal"),
    /** A validator that accepts the legal inputs alone. */
    VALIDATOR("validator"),
    /** A validator that accepts whatever it is given. */
    VALIDATOR_LAX("validator-lax"),
    /** A validator that accepts no input. */
    VALIDATOR_STRICT("validator-strict"),
    /** What is said of a question, its category or that it is another one, is so. */
    JUDGEMENT_RIGHT("judgement-right"),
    /** What is said of a question is not so. */
    JUDGEMENT_WRONG("judgement-wrong");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
