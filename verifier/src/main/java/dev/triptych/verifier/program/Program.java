package dev.triptych.verifier.program;

import dev.triptych.contracts.Language;
import dev.triptych.contracts.verify.Limits;
import java.nio.charset.StandardCharsets;

/**
 * A program to run once.
 *
 * @param source what is run; a file beside the files of {@code input}
 * @param limits of the run
 * @param compileLimits of the compiler, where there is one
 */
public record Program(Language language, String source, Input input, Limits limits, Limits compileLimits) {
    /** Everything goes into the jail in one frame. */
    private static final long BYTES_MAX = 19L * 1024 * 1024;

    private static final int UTF8_BYTES_PER_CHAR_MAX = 3;

    /** @throws IllegalArgumentException when it is too large */
    public Program {
        long bytes = input.bytes() + (long) source.length() * UTF8_BYTES_PER_CHAR_MAX;
        if (bytes > BYTES_MAX && input.bytes() + source.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            String largest =
                    source.length() > input.bytes() ? "code" : input.files().isEmpty() ? "stdin" : "files";
            throw new IllegalArgumentException(
                    largest + ": too large; code, stdin and files may have " + BYTES_MAX + " bytes together");
        }
    }
}
