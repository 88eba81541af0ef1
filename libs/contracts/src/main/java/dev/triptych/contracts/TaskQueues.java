package dev.triptych.contracts;

/** Temporal task queues, one per service. */
public final class TaskQueues {
    /** Workflows, and the ledger's activities. */
    public static final String FACTORY = "triptych";

    public static final String QUESTION = "triptych.question";
    public static final String SOLUTION = "triptych.solution";
    public static final String TESTS = "triptych.test";
    public static final String VERIFY = "triptych.verify";
    public static final String REWRITE = "triptych.rewrite";

    private TaskQueues() {}
}
