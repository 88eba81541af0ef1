package dev.triptych.factory.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.question.GivenQuestion;
import dev.triptych.contracts.question.QuestionChunk;
import dev.triptych.contracts.question.QuestionSet;
import dev.triptych.store.Artifacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions of a set, asked for in their order; one chunk of them at a time is in memory. */
final class GivenTexts {
    private final Artifacts artifacts;
    private final QuestionSet set;
    private @Nullable Sha256 chunkRead;
    private List<GivenQuestion> chunk = List.of();

    GivenTexts(Artifacts artifacts, Sha256 questions) {
        this.artifacts = artifacts;
        this.set = read(questions, QuestionSet.class);
    }

    /** @param number from 1 */
    GivenQuestion question(int number) {
        Sha256 wanted = set.chunkOf(number);
        if (!wanted.equals(chunkRead)) {
            chunk = read(wanted, QuestionChunk.class).questions();
            chunkRead = wanted;
        }
        return chunk.get(set.placeOf(number));
    }

    private <T> T read(Sha256 hash, Class<T> type) {
        try {
            return TriptychJson.mapper().readValue(artifacts.readText(hash), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("artifact " + hash + " is no " + type.getSimpleName(), e);
        }
    }
}
