package dev.triptych.contracts;

/** Why a candidate left a run without becoming a triplet. Closed: every rejected row has exactly one. */
public enum RejectReason {
    /** The teacher said that the seed cannot carry a question. */
    ABSTAINED,
    /** The draft has not the sections that were asked for, was cut, or was refused. */
    UNREADABLE_DRAFT,
    /** The draft does not state a usable function name and signature. */
    NO_ENTRY_POINT,
    /** The question is already in the corpus. */
    DUPLICATE,
    /** The question is in a registered benchmark. */
    CONTAMINATED,
    /** No attempt passed. */
    UNSOLVED,
    /** Attempts passed, but only with suites that do not test: a stub passes a check, or coverage is below the floor. */
    WEAK_TESTS,
    /** No suite of any attempt passed the static gate. */
    INVALID_TESTS,
    /** No response of the teacher holds closed reasoning and a program that defines the entry point. */
    UNREADABLE_RESPONSE,
    /** Passed every gate when the run had all it asked for; the triplet is kept beside the run. */
    SURPLUS
}
