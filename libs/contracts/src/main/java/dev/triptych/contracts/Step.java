package dev.triptych.contracts;

/** What a teacher is asked for; part of a slot's key, so renaming one orphans its answers. */
public enum Step {
    QUESTION,
    SOLUTION,
    TESTS,
    RESTYLE,
    RESPONSE
}
