package dev.triptych.verifier.http;

import dev.triptych.contracts.Language;
import dev.triptych.verifier.program.Programs;
import java.util.Locale;
import java.util.Map;

/** The names that clients have for languages. */
public final class Languages {
    private static final int SHOWN_CHARS_MAX = 50;
    private static final Map<String, Language> NAMES = Map.of(
            "python", Language.PYTHON,
            "python3", Language.PYTHON,
            "py", Language.PYTHON,
            "cpp", Language.CPP,
            "c++", Language.CPP);

    private Languages() {}

    /** The language that {@code field} names; Python, and a complaint, when it is unknown or not offered. */
    public static Language read(Fields request, String field, String name) {
        Language language = NAMES.get(name.toLowerCase(Locale.ROOT));
        if (language == null) {
            String shown = name.length() <= SHOWN_CHARS_MAX ? name : name.substring(0, SHOWN_CHARS_MAX) + "…";
            request.complain(field, "must be python or cpp, was " + shown);
            return Language.PYTHON;
        }
        if (!Programs.OFFERED.contains(language)) {
            request.complain(field, "not yet offered: " + name + "; offered is python");
            return Language.PYTHON;
        }
        return language;
    }
}
