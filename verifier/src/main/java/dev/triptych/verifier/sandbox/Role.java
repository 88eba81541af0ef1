package dev.triptych.verifier.sandbox;

import java.util.regex.Pattern;

/** What a jail's worker does: which zygote it is cloned from, and which part of the harness it runs. */
public enum Role {
    SOLUTION(Flavour.SOLUTION, 0),
    /** Scripts; see {@code stdio_jail.py}. */
    STDIO(Flavour.SOLUTION, 1),
    PROBE(Flavour.SOLUTION, 2),
    /** As {@link #SOLUTION} and {@link #STDIO}, cloned from an interpreter that has numpy in it. */
    SOLUTION_WITH_NUMPY(Flavour.NUMPY, 0),
    STDIO_WITH_NUMPY(Flavour.NUMPY, 1),
    TESTS(Flavour.TESTS, 0),
    ANALYZE(Flavour.TESTS, 1),
    /** As {@link #TESTS}, cloned from an interpreter that has pytest in it. */
    TESTS_WITH_PYTEST(Flavour.PYTEST, 0),
    /** Compilers and compiled programs. */
    NATIVE(Flavour.NATIVE, 0);

    /** A kind of zygote; the order is that of the supervisor's option. */
    enum Flavour {
        SOLUTION,
        TESTS,
        NATIVE,
        PYTEST,
        NUMPY
    }

    private static final Pattern IMPORTS_NUMPY = Pattern.compile("(?m)^[ \\t]*(?:import|from)[ \\t]+numpy\\b");

    private final Flavour flavour;
    private final int number;

    Role(Flavour flavour, int number) {
        this.flavour = flavour;
        this.number = number;
    }

    /** The same for a program that imports numpy, where it is there: only faster, any program may import it anywhere. */
    public Role warmFor(String source, Toolchain tools) {
        if (tools.numpy().isEmpty()
                || !source.contains("numpy")
                || !IMPORTS_NUMPY.matcher(source).find()) {
            return this;
        }
        return switch (this) {
            case SOLUTION -> SOLUTION_WITH_NUMPY;
            case STDIO -> STDIO_WITH_NUMPY;
            case PROBE, SOLUTION_WITH_NUMPY, STDIO_WITH_NUMPY, TESTS, ANALYZE, TESTS_WITH_PYTEST, NATIVE -> this;
        };
    }

    Flavour flavour() {
        return flavour;
    }

    /** Position in {@code zygote.py}'s list. */
    int number() {
        return number;
    }
}
