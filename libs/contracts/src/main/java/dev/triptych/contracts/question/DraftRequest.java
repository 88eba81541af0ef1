package dev.triptych.contracts.question;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.TeacherChoice;

/**
 * @param subset configured subset, for example {@code Docs} or {@code Algorithm}
 * @param seed the run's seed: with the candidate's number it picks the seed material
 */
public record DraftRequest(CandidateId candidate, String tenant, String subset, long seed, TeacherChoice teacher) {}
