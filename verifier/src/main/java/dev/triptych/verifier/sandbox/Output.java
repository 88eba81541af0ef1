package dev.triptych.verifier.sandbox;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Printed bytes: all are counted, the first ones are kept. Used by the judge's thread only. */
public final class Output {
    private static final int UNTAKEN_BYTES_MAX = 1 << 20;

    private final int keptBytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ByteArrayOutputStream untaken = new ByteArrayOutputStream();
    private long size;

    Output(int keptBytes) {
        this.keptBytes = keptBytes;
    }

    void add(byte[] data) {
        size += data.length;
        kept.write(data, 0, Math.min(data.length, keptBytes - kept.size()));
        untaken.write(data, 0, Math.min(data.length, UNTAKEN_BYTES_MAX - untaken.size()));
    }

    /** Bytes that were printed. */
    public long size() {
        return size;
    }

    /** The first bytes, at most as many as are kept. */
    public byte[] head() {
        return kept.toByteArray();
    }

    /** The first {@code max} bytes of what is kept. */
    public byte[] head(int max) {
        byte[] all = kept.toByteArray();
        return all.length <= max ? all : Arrays.copyOf(all, max);
    }

    /** What was printed since the last take; bounded. */
    public byte[] take() {
        byte[] taken = untaken.toByteArray();
        untaken.reset();
        return taken;
    }

    /** Forgets everything, for the next of several programs. */
    public void reset() {
        size = 0;
        kept.reset();
        untaken.reset();
    }
}
