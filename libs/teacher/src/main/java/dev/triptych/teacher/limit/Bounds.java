package dev.triptych.teacher.limit;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a limiter may do in this process.
 *
 * @param start calls that are open at once before anything is known, 1 to {@code max}
 * @param max calls that are ever open at once, at least 1
 * @param requestsPerMinute calls begun in a minute by all processes that ask the teacher, in equal parts; at least 1
 * @param tokensPerMinute prompt and completion tokens in a minute, likewise; at least 1
 */
public record Bounds(int start, int max, OptionalInt requestsPerMinute, OptionalLong tokensPerMinute) {
    public Bounds {
        if (max < 1 || start < 1 || start > max) {
            throw new IllegalArgumentException("start: must be 1 to max, were " + start + ", " + max);
        }
        if (requestsPerMinute.orElse(1) < 1 || tokensPerMinute.orElse(1) < 1) {
            throw new IllegalArgumentException("a rate must be at least 1 per minute");
        }
    }

    /** Without rates. */
    public static Bounds of(int start, int max) {
        return new Bounds(start, max, OptionalInt.empty(), OptionalLong.empty());
    }
}
