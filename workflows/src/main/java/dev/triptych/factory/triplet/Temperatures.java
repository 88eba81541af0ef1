package dev.triptych.factory.triplet;

/** How freely a teacher may answer at each step. */
public final class Temperatures {
    /** High, because many different questions are wanted of one seed collection. */
    static final double DRAFT = 0.8;

    /** The value that OpenCodeReasoning (arXiv 2504.01943) samples reasoning answers with. */
    public static final double RESPONSE = 0.6;

    private static final int STEPS = 5;

    private Temperatures() {}

    /** Rises by attempt, from 0.2 to 1: repeating what failed, at the temperature it failed at, mostly gives it again. */
    static double attempt(int number) {
        return (double) Math.min(number, STEPS) / STEPS;
    }

    static double restyle(int number) {
        return attempt(number);
    }
}
