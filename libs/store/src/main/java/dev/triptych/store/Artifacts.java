package dev.triptych.store;

import dev.triptych.contracts.Sha256;

/**
 * Bodies of text and bytes, kept by their SHA-256 and read only by it. A body is stored before anyone mentions its
 * hash. Injected by CDI.
 */
public interface Artifacts {
    /** Stores {@code bytes} unless they are there; returns their hash. */
    Sha256 put(String mediaType, byte[] bytes);

    /** Stores {@code text} as {@code text/plain} in UTF-8. */
    Sha256 putText(String text);

    /** Stores {@code value} as {@code application/json}, by the shared mapper. */
    Sha256 putJson(Object value);

    /**
     * Reads and hashes again.
     *
     * @throws ArtifactException when there is no such body, or its bytes have another hash
     */
    byte[] read(Sha256 hash);

    /** {@link #read} as UTF-8 text. */
    String readText(Sha256 hash);
}
