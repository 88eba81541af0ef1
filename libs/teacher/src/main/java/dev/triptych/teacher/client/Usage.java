package dev.triptych.teacher.client;

/**
 * Tokens of a call.
 *
 * @param estimated true where the teacher did not say and we counted bytes
 */
public record Usage(long promptTokens, long completionTokens, boolean estimated) {
    /** A common rule of thumb for English text and code. */
    private static final int BYTES_PER_TOKEN = 4;

    public Usage {
        if (promptTokens < 0 || completionTokens < 0) {
            throw new IllegalArgumentException("tokens: must be ≥ 0, were " + promptTokens + ", " + completionTokens);
        }
    }

    /** What a call without usage is taken for. */
    public static Usage estimate(int promptBytes, int completionBytes) {
        return new Usage(
                Math.ceilDiv(promptBytes, BYTES_PER_TOKEN), Math.ceilDiv(completionBytes, BYTES_PER_TOKEN), true);
    }
}
