package dev.triptych.rewriter.completion;

import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A text as words and marks: what code looks like when its layout and the kind of its quotes are taken away. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("\\w+|[^\\w\\s]");

    private Tokens() {}

    static List<String> of(String text) {
        return TOKEN.matcher(text.replace('\'', '"'))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** Whether {@code piece} stands in {@code text} without a gap. */
    static boolean contains(List<String> text, String piece) {
        return Collections.indexOfSubList(text, of(piece)) >= 0;
    }
}
