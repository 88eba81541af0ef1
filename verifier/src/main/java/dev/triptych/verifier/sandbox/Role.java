package dev.triptych.verifier.sandbox;

/** What a jail is for; the argument of the harness. */
public enum Role {
    SOLUTION("solution"),
    TESTS("tests"),
    /** As {@link #TESTS}, with pytest imported before the limits begin to count. */
    TESTS_WITH_PYTEST("tests-pytest"),
    ANALYZE("analyze"),
    STDIO("stdio"),
    PROBE("probe");

    private final String argument;

    Role(String argument) {
        this.argument = argument;
    }

    String argument() {
        return argument;
    }
}
