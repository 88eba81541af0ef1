package dev.triptych.solution;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.question.GivenQuestion;
import dev.triptych.contracts.question.QuestionChunk;
import dev.triptych.contracts.question.QuestionSet;
import dev.triptych.store.ArtifactException;
import dev.triptych.store.Artifacts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads pages of given questions. What was read lately is kept: a set and its chunks never change. */
@Singleton
class GivenQuestions {
    /** Sets and chunks that are kept; at a hundred questions of some kilobytes each, tens of megabytes at most. */
    private static final int KEPT_MAX = 32;

    private final Artifacts artifacts;
    private final Map<Sha256, Object> kept = new LinkedHashMap<>(KEPT_MAX, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sha256, Object> eldest) {
            return size() > KEPT_MAX;
        }
    };

    @Inject
    GivenQuestions(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    int count(Sha256 set) {
        return read(set, QuestionSet.class).count();
    }

    /** Questions {@code first} to {@code last}, both included, from 1. */
    List<GivenQuestion> page(Sha256 name, int first, int last) {
        QuestionSet set = read(name, QuestionSet.class);
        if (last > set.count()) {
            throw new ArtifactException(
                    ErrorCode.ARTIFACT_MISSING, "question " + last + " of a set that has " + set.count());
        }
        List<GivenQuestion> page = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            page.add(read(set.chunkOf(number), QuestionChunk.class).questions().get(set.placeOf(number)));
        }
        return page;
    }

    private <T> T read(Sha256 hash, Class<T> type) {
        Object known;
        synchronized (kept) {
            known = kept.get(hash);
        }
        if (type.isInstance(known)) {
            return type.cast(known);
        }
        T read = parsed(hash, type);
        synchronized (kept) {
            kept.put(hash, read);
        }
        return read;
    }

    private <T> T parsed(Sha256 hash, Class<T> type) {
        try {
            return TriptychJson.mapper().readValue(artifacts.read(hash), type);
        } catch (IOException e) {
            throw new ArtifactException(
                    ErrorCode.ARTIFACT_CORRUPT, "artifact " + hash + " is no " + type.getSimpleName());
        }
    }
}
