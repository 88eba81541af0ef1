package dev.triptych.question.subset;

import dev.triptych.question.seeds.SeedKind;

/** A way to make a question out of a seed. */
public enum Method {
    /** Library documentation to a question, or an abstention. */
    DOCUMENTATION(SeedKind.DOCUMENTATION, "question/documentation", "documentation"),
    /** A code snippet to an analysis and a question that must not quote the snippet. */
    SNIPPET(SeedKind.SNIPPET, "question/snippet", "snippet");

    private final SeedKind seedKind;
    private final String prompt;
    private final String placeholder;

    Method(SeedKind seedKind, String prompt, String placeholder) {
        this.seedKind = seedKind;
        this.prompt = prompt;
        this.placeholder = placeholder;
    }

    /** The seeds it works on where the subset names none. */
    SeedKind seedKind() {
        return seedKind;
    }

    /** The prompt it uses where the subset names none. */
    String prompt() {
        return prompt;
    }

    /** Where its prompts take the seed's text. */
    String placeholder() {
        return placeholder;
    }

    /** Whether a question that repeats its seed word for word is a defect. */
    public boolean mustNotQuoteSeed() {
        return this == SNIPPET;
    }
}
