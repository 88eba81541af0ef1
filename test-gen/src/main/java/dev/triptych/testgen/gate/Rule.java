package dev.triptych.testgen.gate;

/** What a suite can break; when it breaks several, the one declared first is the reason. */
public enum Rule {
    /** The suite does not begin by taking the entry point, and only that, from the solution. */
    ENTRY_POINT_NOT_IMPORTED("entry-point-not-imported"),
    /** Something else bears the entry point's name, or is put in its place. */
    SHADOWS_ENTRY_POINT("shadows-entry-point"),
    /** The suite reaches for what runs or judges it. */
    TAMPERS("tampers"),
    /** A test may be left out, or the run ended early. */
    SKIPS("skips"),
    /** Clock, network, files, processes, unseeded randomness. */
    NONDETERMINISTIC("nondeterministic"),
    /** An assertion that holds whatever the solution does. */
    CANNOT_FAIL("cannot-fail"),
    /** Fewer than three test functions. */
    TOO_FEW_TESTS("too-few-tests"),
    /** Fewer than three test functions that assert something of the result. */
    NO_ASSERTION("no-assertion");

    private final String word;

    Rule(String word) {
        this.word = word;
    }

    /** The fixed word of the contract. */
    public String word() {
        return word;
    }
}
