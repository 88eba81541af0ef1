package dev.triptych.verifier.sandbox;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts a stream of bytes into frames; each byte is copied once, however small the pieces in which they come. */
final class FrameCutter {
    private static final int HEADER_BYTES = 4;

    private final int frameBytesMax;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    private byte[] frame = new byte[0];
    private int filled;
    private boolean broken;

    FrameCutter(int frameBytesMax) {
        this.frameBytesMax = frameBytesMax;
    }

    /**
     * Hands every frame that {@code data} completes to {@code frames}; false when one says it is larger than allowed,
     * and ever after: where the next one begins is then unknown.
     */
    boolean cut(byte[] data, Consumer<byte[]> frames) {
        if (broken) {
            return false;
        }
        ByteBuffer rest = ByteBuffer.wrap(data);
        while (rest.hasRemaining()) {
            if (header.hasRemaining()) {
                header.put(rest.get());
                if (!header.hasRemaining() && !begin()) {
                    broken = true;
                    return false;
                }
            } else {
                int taken = Math.min(rest.remaining(), header.getInt(0) - filled);
                grow(filled + taken);
                rest.get(frame, filled, taken);
                filled += taken;
            }
            if (!header.hasRemaining() && filled == header.getInt(0)) {
                frames.accept(Arrays.copyOf(frame, filled));
                header.clear();
            }
        }
        return true;
    }

    private boolean begin() {
        filled = 0;
        frame = new byte[0];
        int size = header.getInt(0);
        return size >= 0 && size <= frameBytesMax;
    }

    /** Memory follows what has come, not what was announced. */
    private void grow(int size) {
        if (size > frame.length) {
            frame = Arrays.copyOf(frame, Math.min(header.getInt(0), Math.max(size, 2 * frame.length)));
        }
    }
}
