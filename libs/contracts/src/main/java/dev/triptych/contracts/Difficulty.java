package dev.triptych.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How hard a question is for the teacher that tried it, by the share of counted attempts that passed. */
public enum Difficulty {
    /** At least two thirds passed. */
    @JsonProperty("easy")
    EASY,
    /** Between a third and two thirds passed. */
    @JsonProperty("medium")
    MEDIUM,
    /** Less than a third passed. */
    @JsonProperty("hard")
    HARD,
    /** No attempt was judged. */
    @JsonProperty("unknown")
    UNKNOWN;

    /**
     * The label of KodCode (arXiv 2503.02951): easy from 2/3, hard below 1/3.
     *
     * @param passed attempts that passed, 0 to {@code counted}
     * @param counted attempts that count, at least 1
     */
    public static Difficulty of(int passed, int counted) {
        if (counted < 1 || passed < 0 || passed > counted) {
            throw new IllegalArgumentException(
                    "passed must be 0 to counted, counted at least 1: " + passed + " of " + counted);
        }
        if (3 * passed >= 2 * counted) {
            return EASY;
        }
        return 3 * passed < counted ? HARD : MEDIUM;
    }
}
