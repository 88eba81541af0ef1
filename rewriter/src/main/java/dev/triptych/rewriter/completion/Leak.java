package dev.triptych.rewriter.completion;

import java.util.List;

/**
 * What a prompt gives away.
 *
 * @param gate {@code solution-statement} or {@code hidden-tests}
 * @param shown the statements or calls, at most {@value #SHOWN_LISTED_MAX}
 * @param count how many of them
 * @param of how many there are to give away
 */
public record Leak(String gate, List<String> shown, int count, int of) {
    static final String SOLUTION_STATEMENT = "solution-statement";
    static final String HIDDEN_TESTS = "hidden-tests";
    static final int SHOWN_LISTED_MAX = 20;

    static Leak of(String gate, List<String> shown, int of) {
        return new Leak(gate, shown.stream().limit(SHOWN_LISTED_MAX).toList(), shown.size(), of);
    }
}
