package dev.triptych.verifier.sandbox;

/** What a jail's worker does: which zygote it is cloned from, and which part of the harness it runs. */
public enum Role {
    SOLUTION(Flavour.PLAIN, 0),
    TESTS(Flavour.PLAIN, 1),
    /** As {@link #TESTS}, cloned from an interpreter that has pytest in it. */
    TESTS_WITH_PYTEST(Flavour.PYTEST, 1),
    ANALYZE(Flavour.PLAIN, 2),
    STDIO(Flavour.PLAIN, 3),
    PROBE(Flavour.PLAIN, 4),
    /** Compilers and compiled programs: see {@code native.c}. */
    NATIVE(Flavour.NATIVE, 0);

    /** A kind of zygote; the order is that of the supervisor's option. */
    enum Flavour {
        PLAIN,
        PYTEST,
        NATIVE
    }

    private final Flavour flavour;
    private final int number;

    Role(Flavour flavour, int number) {
        this.flavour = flavour;
        this.number = number;
    }

    Flavour flavour() {
        return flavour;
    }

    /** Position in {@code zygote.py}'s list. */
    int number() {
        return number;
    }
}
