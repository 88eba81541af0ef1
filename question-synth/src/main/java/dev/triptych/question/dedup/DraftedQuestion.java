package dev.triptych.question.dedup;

import dev.triptych.contracts.Question;
import dev.triptych.contracts.Sha256;

/**
 * A question about to be decided on.
 *
 * @param draft hash of the draft it was read from
 * @param fingerprint {@link Fingerprint#of} its text
 */
public record DraftedQuestion(Question question, String tenant, Sha256 draft, Sha256 fingerprint) {}
