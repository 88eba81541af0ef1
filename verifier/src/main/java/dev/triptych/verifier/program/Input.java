package dev.triptych.verifier.program;

import java.util.List;
import java.util.Map;

/**
 * What a program finds when it starts, and what is fetched when it has ended.
 *
 * @param arguments its command line, without its own name
 * @param files by name, relative to its work folder; see {@link FileNames}
 * @param wanted names of files to bring back
 */
public record Input(byte[] stdin, List<String> arguments, Map<String, byte[]> files, List<String> wanted) {
    private static final int ARGUMENTS_MAX = 100;
    private static final int ARGUMENTS_CHARS_MAX = 64 * 1024;

    /** @throws IllegalArgumentException that names the part */
    public Input {
        arguments = List.copyOf(arguments);
        files = Map.copyOf(files);
        wanted = List.copyOf(wanted);
        int chars = arguments.stream().mapToInt(String::length).sum();
        if (arguments.size() > ARGUMENTS_MAX || chars > ARGUMENTS_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "args: at most " + ARGUMENTS_MAX + " of " + ARGUMENTS_CHARS_MAX + " characters together");
        }
        if (arguments.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("args: must not hold NUL");
        }
        FileNames.problem("files", files.keySet()).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        FileNames.problem("fetch_files", wanted).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    /** Nothing but {@code stdin}. */
    public static Input of(byte[] stdin) {
        return new Input(stdin, List.of(), Map.of(), List.of());
    }

    long bytes() {
        return stdin.length
                + files.values().stream().mapToLong(content -> content.length).sum();
    }
}
