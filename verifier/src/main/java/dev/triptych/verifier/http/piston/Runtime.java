package dev.triptych.verifier.http.piston;

import dev.triptych.contracts.Language;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A language under the names that Piston's packages have for it.
 *
 * @param graded whether it tries the program on a problem that comes as files, instead of only running it
 */
record Runtime(String name, String version, List<String> aliases, Language language, boolean graded) {
    private static final String CPP_VERSION = "17.0.0";

    /** The end of a version that stands for all that may follow, as in {@code 3.x}: what npm's semver calls an X-range. */
    private static final Pattern ANY_END = Pattern.compile("(^|\\.)[xX*](\\.[xX*])*$");

    /** All that can be asked for, on the interpreter of this version. */
    static List<Runtime> all(String pythonVersion) {
        return List.of(
                new Runtime("python", pythonVersion, List.of("py", "py3", "python3"), Language.PYTHON, false),
                new Runtime("cf_python3", pythonVersion, List.of(), Language.PYTHON, true),
                new Runtime("c++", CPP_VERSION, List.of("cpp", "g++"), Language.CPP, false),
                new Runtime("c++17", CPP_VERSION, List.of("cf_c++17"), Language.CPP, true));
    }

    /** @param version {@code *}, or the beginning of a version up to a dot, also with the rest named as {@code .x} */
    static Optional<Runtime> find(String name, String version, String pythonVersion) {
        String start = ANY_END.matcher(version).replaceFirst("");
        return all(pythonVersion).stream()
                .filter(runtime -> Stream.concat(Stream.of(runtime.name), runtime.aliases.stream())
                        .anyMatch(name::equals))
                .filter(runtime -> start.isEmpty() || (runtime.version + ".").startsWith(start + "."))
                .findFirst();
    }

    /** Whether its reply always has a compile stage: open-r1 looks into it whatever the language. */
    boolean compiled() {
        return graded || language == Language.CPP;
    }
}
