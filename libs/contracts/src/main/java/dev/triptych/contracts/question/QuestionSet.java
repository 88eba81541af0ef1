package dev.triptych.contracts.question;

import dev.triptych.contracts.Sha256;
import java.util.List;

/**
 * Given questions in their order. An artifact: who names its hash names every word in it, so a set never changes.
 *
 * @param count how many questions there are
 * @param perChunk how many each chunk holds, but for the last
 * @param chunks hashes of {@link QuestionChunk}s
 */
public record QuestionSet(int count, int perChunk, List<Sha256> chunks) {
    public QuestionSet {
        chunks = List.copyOf(chunks);
        if (perChunk < 1 || chunks.size() != (count + perChunk - 1) / perChunk) {
            throw new IllegalArgumentException(
                    "questions: " + count + " do not fill " + chunks.size() + " chunks of " + perChunk);
        }
    }

    /** The chunk that question {@code number}, from 1, is in. */
    public Sha256 chunkOf(int number) {
        return chunks.get((number - 1) / perChunk);
    }

    /** Where question {@code number}, from 1, is in its chunk, from 0. */
    public int placeOf(int number) {
        return (number - 1) % perChunk;
    }
}
