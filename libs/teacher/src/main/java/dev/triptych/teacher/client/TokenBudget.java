package dev.triptych.teacher.client;

/**
 * Sees that a reply is longer than what was asked for, from a server that ignores {@code max_tokens}. Another model's
 * tokens are not ours, so the reply is let go on for a part more before it counts as over the budget.
 */
final class TokenBudget {
    /** How much more, as a factor. */
    private static final double SLACK = 1.25;

    /** Code and prose have more characters to a token, so that most replies are never counted. */
    private static final int CHARS_PER_TOKEN_MIN = 2;

    private static final int CHARS_MORE_MIN = 256;

    private final int tokensMax;
    private long countAgainAt;

    TokenBudget(int maxTokens) {
        this.tokensMax = (int) Math.min(Integer.MAX_VALUE, Math.ceil(maxTokens * SLACK));
        this.countAgainAt = (long) tokensMax * CHARS_PER_TOKEN_MIN;
    }

    /**
     * Whether the reply is too long; counts only when it could be.
     *
     * @param pieces in which it came: none has less than a token
     */
    boolean isExceededBy(StringBuilder content, StringBuilder thinking, int pieces) {
        if (pieces > tokensMax) {
            return true;
        }
        long chars = (long) content.length() + thinking.length();
        if (chars < countAgainAt) {
            return false;
        }
        int tokens = Tokens.count(content.toString()) + Tokens.count(thinking.toString());
        countAgainAt = chars + Math.max(CHARS_MORE_MIN, (long) (tokensMax - tokens) * CHARS_PER_TOKEN_MIN);
        return tokens > tokensMax;
    }
}
