package dev.triptych.teacher.client;

import java.time.Instant;
import java.util.Optional;

/**
 * What a call has brought so far.
 *
 * @param thinking content of the separate reasoning field
 * @param usage as the teacher counted it
 */
public record Received(
        String content, Optional<String> thinking, Optional<Usage> usage, Optional<Instant> firstTokenAt) {
    /** Nothing came. */
    public static final Received NOTHING = new Received("", Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether any part of a reply came. */
    public boolean isEmpty() {
        return content.isEmpty() && thinking.isEmpty() && usage.isEmpty();
    }

    /** The teacher's count, else ours. */
    public Usage usageOrEstimate(Outgoing outgoing) {
        return usage.orElseGet(() ->
                new Usage(Tokens.count(outgoing), Tokens.count(content) + Tokens.count(thinking.orElse("")), true));
    }
}
