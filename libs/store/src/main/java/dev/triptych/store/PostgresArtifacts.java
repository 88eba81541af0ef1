package dev.triptych.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.json.TriptychJson;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import org.jdbi.v3.core.Jdbi;

/** Artifacts as rows of {@code artifact.body}, reached only through its two functions. */
@Singleton
public class PostgresArtifacts implements Artifacts {
    /** The largest body, in bytes. A reply or log beyond it is a mistake of its writer. */
    public static final int BODY_BYTES_MAX = 64 * 1024 * 1024;

    private final Jdbi jdbi;

    @Inject
    public PostgresArtifacts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Sha256 put(String mediaType, byte[] bytes) {
        if (bytes.length > BODY_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a body has at most " + BODY_BYTES_MAX + " bytes, this one has " + bytes.length);
        }
        Sha256 hash = Sha256.of(bytes);
        byte[] deflated = Deflated.deflate(bytes);
        jdbi.useHandle(handle -> handle.createQuery("select 1 from artifact.put(:hash, :deflated, :media, :size)")
                .bind("hash", raw(hash))
                .bind("deflated", deflated)
                .bind("media", mediaType)
                .bind("size", bytes.length)
                .mapTo(Integer.class)
                .one());
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
        Row row = jdbi.withHandle(
                        handle -> handle.createQuery("select deflated, original_size from artifact.get(:hash)")
                                .bind("hash", raw(hash))
                                .map((rs, ctx) -> new Row(rs.getBytes(1), rs.getInt(2)))
                                .findOne())
                .orElseThrow(() -> new ArtifactException(ErrorCode.ARTIFACT_MISSING, "no artifact " + hash));
        return row.checked(hash);
    }

    @Override
    public String readText(Sha256 hash) {
        return new String(read(hash), StandardCharsets.UTF_8);
    }

    private static byte[] raw(Sha256 hash) {
        return HexFormat.of().parseHex(hash.hex());
    }

    private record Row(byte[] deflated, int size) {
        byte[] checked(Sha256 hash) {
            byte[] bytes;
            try {
                bytes = Deflated.inflate(deflated, size);
            } catch (DataFormatException e) {
                throw new ArtifactException(
                        ErrorCode.ARTIFACT_CORRUPT, "artifact " + hash + " cannot be unpacked: " + e.getMessage());
            }
            Sha256 found = Sha256.of(bytes);
            if (!found.equals(hash)) {
                throw new ArtifactException(
                        ErrorCode.ARTIFACT_CORRUPT, "artifact " + hash + " has bytes of the hash " + found);
            }
            return bytes;
        }
    }
}
