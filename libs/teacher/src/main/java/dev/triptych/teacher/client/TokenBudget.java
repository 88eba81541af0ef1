package dev.triptych.teacher.client;

/**
 * Sees that a reply is longer than what was asked for, from a server that ignores {@code max_tokens}. Another model's
 * tokens are not ours, so the reply is let go on for a part more before it counts as over the budget.
 */
final class TokenBudget {
    /** How much more, as a factor. */
    private static final double SLACK = 1.25;

    /**
     * How many of our tokens another model's may be: {@code cl100k_base} needs up to three for one where a text is Chinese
     * or Hindi and the model's vocabulary was made for it.
     */
    private static final int OTHER_VOCABULARY = 4;

    /** Code and prose have more characters to a token, so that most replies are never counted. */
    private static final int CHARS_PER_TOKEN_MIN = 2;

    private static final int CHARS_MORE_MIN = 256;

    private final int asked;
    private final int tokensMax;
    private long countAgainAt;

    TokenBudget(int maxTokens) {
        this.asked = maxTokens;
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

    /**
     * Whether a reply that is too long shows that its teacher keeps no bound, whatever its vocabulary: servers send a
     * piece for each token of the model, so those are its own count, unless something on the way cuts them up.
     *
     * @param tokens of the reply by our count
     */
    boolean isIgnoredBy(long tokens, int pieces) {
        return pieces > asked && tokens > asked || tokens > (long) OTHER_VOCABULARY * asked;
    }
}
