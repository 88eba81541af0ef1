package dev.triptych.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.store.ArtifactException;
import dev.triptych.store.Artifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Artifacts that last as long as the test. */
public final class MemoryArtifacts implements Artifacts {
    private final Map<Sha256, byte[]> bodies = new ConcurrentHashMap<>();

    @Override
    public Sha256 put(String mediaType, byte[] bytes) {
        Sha256 hash = Sha256.of(bytes);
        bodies.put(hash, bytes.clone());
        return hash;
    }

    @Override
    public Sha256 putText(String text) {
        return put("text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Sha256 putJson(Object value) {
        try {
            return put("application/json", TriptychJson.mapper().writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + value.getClass().getName(), e);
        }
    }

    @Override
    public byte[] read(Sha256 hash) {
        byte[] body = bodies.get(hash);
        if (body == null) {
            throw new ArtifactException(ErrorCode.ARTIFACT_MISSING, "no artifact " + hash);
        }
        return body.clone();
    }

    @Override
    public String readText(Sha256 hash) {
        return new String(read(hash), StandardCharsets.UTF_8);
    }

    /** The body as JSON. */
    public JsonNode readJson(Sha256 hash) {
        try {
            return TriptychJson.mapper().readTree(read(hash));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
