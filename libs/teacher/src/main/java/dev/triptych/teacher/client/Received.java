package dev.triptych.teacher.client;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a call has brought so far.
 *
 * @param thinking content of the separate reasoning field
 * @param usage as the teacher counted it
 * @param overrun tokens that came, by our count and at least, from a teacher that keeps no bound: it wrote far more than
 *     was asked for, or counts what cannot be
 */
public record Received(
        String content,
        Optional<String> thinking,
        Optional<Usage> usage,
        Optional<Instant> firstTokenAt,
        OptionalLong overrun) {
    /** Nothing came. */
    public static final Received NOTHING = new Received("", Optional.empty(), Optional.empty(), Optional.empty());

    /** From a teacher that keeps its bounds, as far as is known. */
    public Received(String content, Optional<String> thinking, Optional<Usage> usage, Optional<Instant> firstTokenAt) {
        this(content, thinking, usage, firstTokenAt, OptionalLong.empty());
    }

    /** Whether any part of a reply came. */
    public boolean isEmpty() {
        return content.isEmpty() && thinking.isEmpty() && usage.isEmpty();
    }

    /** The teacher's count, else ours. */
    public Usage usageOrEstimate(Outgoing outgoing) {
        return usage.orElseGet(() -> new Usage(
                Tokens.count(outgoing),
                overrun.orElseGet(() -> Tokens.count(content) + Tokens.count(thinking.orElse(""))),
                true));
    }
}
