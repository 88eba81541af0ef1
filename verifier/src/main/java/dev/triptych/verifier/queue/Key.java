package dev.triptych.verifier.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of everything that a result depends on; each part is preceded by its length. */
public record Key(String sha256) {
    /** Collects the parts. */
    public static final class Builder {
        private final MessageDigest digest;

        private Builder() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        public Builder add(byte[] part) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            digest.update(part);
            return this;
        }

        public Builder add(String part) {
            return add(part.getBytes(StandardCharsets.UTF_8));
        }

        public Key key() {
            return new Key(HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** @param what the kind of result, so that different kinds never meet */
    public static Builder of(String what) {
        return new Builder().add(what);
    }
}
