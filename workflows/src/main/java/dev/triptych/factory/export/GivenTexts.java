package dev.triptych.factory.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.question.GivenQuestion;
import dev.triptych.contracts.question.QuestionChunk;
import dev.triptych.contracts.question.QuestionSet;
import dev.triptych.store.Artifacts;
import java.util.List;

/** The questions of a set, asked for in their order; one chunk of them at a time is in memory. */
final class GivenTexts {
    private final Artifacts artifacts;
    private final QuestionSet set;
    private int chunkRead = -1;
    private List<GivenQuestion> chunk = List.of();

    GivenTexts(Artifacts artifacts, Sha256 questions) {
        this.artifacts = artifacts;
        this.set = read(questions, QuestionSet.class);
    }

    /** @param number from 1 */
    GivenQuestion question(int number) {
        int wanted = (number - 1) / set.perChunk();
        if (wanted != chunkRead) {
            chunk = read(set.chunks().get(wanted), QuestionChunk.class).questions();
            chunkRead = wanted;
        }
        return chunk.get((number - 1) % set.perChunk());
    }

    private <T> T read(Sha256 hash, Class<T> type) {
        try {
            return TriptychJson.mapper().readValue(artifacts.readText(hash), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("artifact " + hash + " is no " + type.getSimpleName(), e);
        }
    }
}
