package dev.triptych.contracts;

/**
 * One logical answer of a teacher (CORRECTNESS rule 4). A slot is answered once, whatever prompt template or model is
 * used when it is asked again; asking again on purpose is a new attempt or sample.
 *
 * @param attempt from 1; steps that are not repeated by attempt use 1
 * @param sample from 1
 */
public record SlotKey(CandidateId candidate, Step step, int attempt, int sample) {
    public SlotKey {
        if (attempt < 1 || sample < 1) {
            throw new IllegalArgumentException("attempt and sample are numbered from 1: " + attempt + ", " + sample);
        }
    }

    /** {@code <run>/<number>/<step>/<attempt>/<sample>}: what goes out as {@code Idempotency-Key}. */
    @Override
    public String toString() {
        return candidate + "/" + step + "/" + attempt + "/" + sample;
    }
}
