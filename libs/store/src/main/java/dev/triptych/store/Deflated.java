package dev.triptych.store;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bodies compressed in the zlib format. */
final class Deflated {
    private static final int BUFFER_BYTES = 8192;

    /** Kept for the next body: a new one clears a quarter of a megabyte, which costs more than a body's compression. */
    private static final BlockingQueue<Deflater> KEPT = new ArrayBlockingQueue<>(4);

    private Deflated() {}

    static byte[] deflate(byte[] bytes) {
        Deflater kept = KEPT.poll();
        Deflater deflater = kept == null ? new Deflater() : kept;
        try {
            return deflate(bytes, deflater);
        } finally {
            deflater.reset();
            if (!KEPT.offer(deflater)) {
                deflater.end();
            }
        }
    }

    private static byte[] deflate(byte[] bytes, Deflater deflater) {
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 32);
        byte[] buffer = new byte[Math.min(BUFFER_BYTES, bytes.length + 64)];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        return out.toByteArray();
    }

    /** @throws DataFormatException when {@code deflated} does not hold exactly {@code size} bytes */
    static byte[] inflate(byte[] deflated, int size) throws DataFormatException {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(deflated);
            byte[] bytes = new byte[size];
            int filled = 0;
            while (filled < size) {
                int read = inflater.inflate(bytes, filled, size - filled);
                if (read == 0) {
                    throw new DataFormatException("ends after " + filled + " of " + size + " bytes");
                }
                filled += read;
            }
            if (inflater.inflate(new byte[1]) != 0) {
                throw new DataFormatException("is longer than its size of " + size + " bytes");
            }
            return bytes;
        }
    }
}
