package dev.triptych.verifier.http.sandboxfusion;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the code in what a model wrote: the first fenced block of the language, else the first fenced block, else all. */
final class Completion {
    /** An opening fence with its tag, and the text to the closing fence or, where none comes, to the end. */
    private static final Pattern FENCED = Pattern.compile(
            "^[ \\t]*```[ \\t]*([\\w+#.-]*)[^\\n]*\\n(.*?)(?:^[ \\t]*```|\\z)", Pattern.MULTILINE | Pattern.DOTALL);

    private static final List<Set<String>> ALIASES =
            List.of(Set.of("python", "python3", "py"), Set.of("cpp", "c++", "cc", "cxx"));

    private Completion() {}

    static String code(String completion, String language) {
        Optional<String> first = Optional.empty();
        Matcher block = FENCED.matcher(completion);
        while (block.find()) {
            String text = block.group(2);
            if (isFor(language, block.group(1).toLowerCase(Locale.ROOT))) {
                return text;
            }
            first = first.or(() -> Optional.of(text));
        }
        return first.orElse(completion);
    }

    private static boolean isFor(String language, String tag) {
        return tag.equals(language)
                || ALIASES.stream().anyMatch(names -> names.contains(language) && names.contains(tag));
    }
}
