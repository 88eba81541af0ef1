package dev.triptych.question.seeds;

import dev.triptych.contracts.Sha256;

/**
 * A piece of source material that a question is made from.
 *
 * @param hash hash of {@code text}: the seed's name
 */
public record Seed(Sha256 hash, String title, String text) {}
