package dev.triptych.verifier.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What programs printed, as text for one reply. A reply carries only so much: of what comes after that it shows the
 * beginning, so that a request with many programs cannot fill the memory.
 */
public final class Printed {
    private static final long BYTES_MAX = 32L * 1024 * 1024;
    private static final int HEAD_BYTES_MAX = 1_000;

    private final AtomicLong left = new AtomicLong(BYTES_MAX);

    /** The bytes as text; what is no UTF-8 is replaced. */
    public String text(byte[] bytes) {
        boolean whole = bytes.length <= HEAD_BYTES_MAX || left.addAndGet(-bytes.length) >= 0;
        return new String(whole ? bytes : Arrays.copyOf(bytes, HEAD_BYTES_MAX), StandardCharsets.UTF_8);
    }
}
