package dev.triptych.contracts;

/**
 * A kept question.
 *
 * @param text hash of the question's text, as a solver is to see it; it names the entry point
 * @param subset the row of configuration it was made by, for example {@code Docs}
 * @param seed hash of the seed material
 */
public record Question(
        CandidateId id, Sha256 text, EntryPoint entryPoint, Language language, String subset, Sha256 seed) {}
