package dev.triptych.verifier.program;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which names a request may give to files: plain relative paths that stay in the work folder. They are only ever opened
 * inside the jail; the rules keep a mistake from turning into a program's failure that nobody understands.
 */
final class FileNames {
    private static final int FILES_MAX = 100;
    private static final int PATH_BYTES_MAX = 1_024;
    private static final int SEGMENT_BYTES_MAX = 255;
    private static final int DEPTH_MAX = 10;
    private static final int SHOWN_CHARS_MAX = 50;
    /** The program itself, and what an interpreter or a test runner would pick up unasked. */
    private static final Set<String> RESERVED = Set.of(
            "main.py", "main.cpp", "conftest.py", "pytest.py", "pytest.ini", "sitecustomize.py", "usercustomize.py");

    private FileNames() {}

    /** What is wrong with them, beginning with the name of {@code field}; empty when they will do. */
    static Optional<String> problem(String field, Collection<String> names) {
        if (names.size() > FILES_MAX) {
            return Optional.of(field + ": at most " + FILES_MAX);
        }
        Set<String> folders = new HashSet<>();
        for (String name : names) {
            String wrong = wrong(name);
            if (!wrong.isEmpty()) {
                return Optional.of(field + ": the name " + shown(name) + " " + wrong);
            }
            for (int at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
                folders.add(name.substring(0, at));
            }
        }
        return names.stream()
                .filter(folders::contains)
                .findFirst()
                .map(name -> field + ": the name " + shown(name) + " is a folder of another");
    }

    private static String wrong(String name) {
        if (name.chars().anyMatch(c -> c < ' ' || c == 0x7F || Character.isSurrogate((char) c))) {
            return "holds a character that no name may have";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX) {
            return "is longer than " + PATH_BYTES_MAX + " bytes";
        }
        List<String> segments = List.of(name.split("/", -1));
        if (segments.size() > DEPTH_MAX) {
            return "is deeper than " + DEPTH_MAX + " folders";
        }
        for (String segment : segments) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return "must be a plain path below the work folder";
            }
            if (segment.startsWith("-")) {
                return "must not begin with -";
            }
            if (segment.getBytes(StandardCharsets.UTF_8).length > SEGMENT_BYTES_MAX) {
                return "has a part longer than " + SEGMENT_BYTES_MAX + " bytes";
            }
            // A folder of such a name is in the way of the file as well.
            String plain = segment.toLowerCase(Locale.ROOT);
            if (RESERVED.contains(plain) || plain.endsWith(".pth")) {
                return "is reserved";
            }
        }
        return "";
    }

    private static String shown(String name) {
        String head = name.length() <= SHOWN_CHARS_MAX ? name : name.substring(0, SHOWN_CHARS_MAX) + "…";
        return "\"" + head.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
