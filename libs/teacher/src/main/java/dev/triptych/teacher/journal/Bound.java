package dev.triptych.teacher.journal;

import dev.triptych.teacher.client.Profile;
import dev.triptych.teacher.client.Usage;

/**
 * What a call may use at most: no token of a prompt has less than a byte, and a message adds a few of its own.
 *
 * @param tokens of prompt and completion together
 */
record Bound(long microUsd, long tokens) {
    /** More than any chat template spends on a message. */
    static final int TOKENS_PER_MESSAGE = 64;

    static Bound of(Profile profile, int requestBytes, int messages, long maxTokens) {
        long promptTokens = requestBytes + (long) TOKENS_PER_MESSAGE * messages;
        return new Bound(profile.costMicroUsd(new Usage(promptTokens, maxTokens, true)), promptTokens + maxTokens);
    }
}
