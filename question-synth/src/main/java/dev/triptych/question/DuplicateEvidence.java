package dev.triptych.question;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.Sha256;

/**
 * Which question was there first.
 *
 * @param net what caught it
 * @param score how alike they are, 0 to 1
 * @param fingerprint what both have in common
 */
record DuplicateEvidence(
        RejectReason reason,
        String net,
        double score,
        CandidateId duplicateOf,
        Sha256 fingerprint,
        Sha256 text,
        Sha256 reply,
        Sha256 seed) {}
