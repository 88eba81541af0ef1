package dev.triptych.question.seeds;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a piece of seed material is. */
public enum SeedKind {
    /** Prose about a library. */
    DOCUMENTATION,
    /** A piece of source code. */
    SNIPPET;

    /** The name in the API, in configuration and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a {@link #word}. */
    static Optional<SeedKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findAny();
    }
}
