package dev.triptych.teacher.client;

/**
 * Tokens of a call.
 *
 * @param promptTokens all of the prompt's
 * @param cachedTokens those of the prompt that the teacher had kept from before, and charges less for
 * @param estimated true where the teacher did not say and we counted
 */
public record Usage(long promptTokens, long cachedTokens, long completionTokens, boolean estimated) {
    /** A hundred times what the largest contexts hold: who counts more does not count tokens. */
    static final long TOKENS_MAX = 1_000_000_000;

    /** What is above {@link #TOKENS_MAX} counts as that, so that no sum or price of it is too large for a number. */
    public Usage {
        promptTokens = Math.min(promptTokens, TOKENS_MAX);
        cachedTokens = Math.min(cachedTokens, TOKENS_MAX);
        completionTokens = Math.min(completionTokens, TOKENS_MAX);
        if (cachedTokens < 0 || promptTokens < cachedTokens || completionTokens < 0) {
            throw new IllegalArgumentException("tokens: must be ≥ 0, were " + promptTokens + " with " + cachedTokens
                    + " cached, " + completionTokens);
        }
    }

    /** Nothing from a cache. */
    public Usage(long promptTokens, long completionTokens, boolean estimated) {
        this(promptTokens, 0, completionTokens, estimated);
    }

    /** All tokens together. */
    public long tokens() {
        return promptTokens + completionTokens;
    }
}
