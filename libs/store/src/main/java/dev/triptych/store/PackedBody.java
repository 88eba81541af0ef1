package dev.triptych.store;

import dev.triptych.contracts.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * A body as {@code artifact.put} takes it, for those who store it in a statement of their own.
 *
 * @param deflated the bytes in the zlib format
 * @param size of the bytes before that
 */
public record PackedBody(Sha256 hash, byte[] deflated, int size) {
    /** @throws IllegalArgumentException when there are more than {@link PostgresArtifacts#BODY_BYTES_MAX} bytes */
    public static PackedBody of(byte[] bytes) {
        if (bytes.length > PostgresArtifacts.BODY_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a body has at most " + PostgresArtifacts.BODY_BYTES_MAX + " bytes, this one has " + bytes.length);
        }
        return new PackedBody(Sha256.of(bytes), Deflated.deflate(bytes), bytes.length);
    }

    /** Of text in UTF-8. */
    public static PackedBody of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}
