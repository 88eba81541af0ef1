package dev.triptych.system.house;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the files that a Markdown text names: link targets, and paths of this repository in back quotes. */
final class DocumentedFiles {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#|mailto:)([^)#\\s]+)");
    private static final Pattern QUOTED = Pattern.compile(
            "`((?:libs|docs|deploy|question-synth|solution-gen|test-gen|verifier|rewriter|workflows|\\.ci)/[\\w./-]+)`");

    private DocumentedFiles() {}

    static Stream<String> namedIn(String markdown) {
        return Stream.concat(
                        LINK.matcher(markdown).results().map(hit -> hit.group(1)),
                        QUOTED.matcher(markdown).results().map(hit -> hit.group(1)))
                .filter(named -> !named.contains("/target/"))
                .distinct();
    }

    /** Whether {@code named} is there, seen from the repository's root or from the folder of {@code doc}. */
    static boolean exists(Tree tree, String doc, String named) {
        Path folder = tree.root().resolve(doc).getParent();
        return tree.exists(named) || folder.resolve(named).toFile().exists();
    }
}
