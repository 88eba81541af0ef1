package dev.triptych.verifier.program;

import dev.triptych.contracts.Language;
import dev.triptych.contracts.verify.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

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

    /** @throws IllegalArgumentException when it is too large, or has files in folders that its language does not offer */
    public Program {
        if (language == Language.CPP) {
            flat("files", input.files().keySet());
            flat("fetch_files", input.wanted());
        }
        long bytes = input.bytes() + (long) source.length() * UTF8_BYTES_PER_CHAR_MAX;
        if (bytes > BYTES_MAX && input.bytes() + source.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            String largest =
                    source.length() > input.bytes() ? "code" : input.files().isEmpty() ? "stdin" : "files";
            throw new IllegalArgumentException(
                    largest + ": too large; code, stdin and files may have " + BYTES_MAX + " bytes together");
        }
    }

    private static void flat(String field, Collection<String> names) {
        if (names.stream().anyMatch(name -> name.indexOf('/') >= 0)) {
            throw new IllegalArgumentException(field + ": folders are not offered for cpp");
        }
    }
}
