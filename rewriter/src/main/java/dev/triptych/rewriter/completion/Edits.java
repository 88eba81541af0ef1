package dev.triptych.rewriter.completion;

import dev.triptych.syntax.PythonSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Replacements in a source by byte ranges of its syntax tree; they must not overlap. */
final class Edits {
    private record Edit(int start, int end, String replacement) {}

    private final PythonSource source;
    private final List<Edit> edits = new ArrayList<>();

    Edits(PythonSource source) {
        this.source = source;
    }

    void replace(int start, int end, String replacement) {
        edits.add(new Edit(start, end, replacement));
    }

    String applied() {
        edits.sort(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end));
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Edit edit : edits) {
            text.append(slice(source, at, edit.start)).append(edit.replacement);
            at = edit.end;
        }
        return text.append(slice(source, at, bytes(source).length)).toString();
    }

    /** The text between two byte offsets. */
    static String slice(PythonSource source, int start, int end) {
        return new String(Arrays.copyOfRange(bytes(source), start, end), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(PythonSource source) {
        return source.text().getBytes(StandardCharsets.UTF_8);
    }
}
