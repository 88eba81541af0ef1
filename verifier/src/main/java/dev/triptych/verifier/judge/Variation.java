package dev.triptych.verifier.judge;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a rerun does in another way, to find programs and suites whose verdict hangs on it.
 *
 * @param hashSeed of both interpreters; else the fixed one of every other run
 * @param orderSeed by which the checks are shuffled; else they run as they are written
 */
public record Variation(OptionalInt hashSeed, OptionalLong orderSeed) {
    /** As every program is judged. */
    public static final Variation NONE = new Variation(OptionalInt.empty(), OptionalLong.empty());
}
