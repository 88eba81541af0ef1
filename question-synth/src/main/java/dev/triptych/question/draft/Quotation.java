package dev.triptych.question.draft;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a text repeats a piece of its source word for word. */
final class Quotation {
    /** Consecutive lines in common that make a quotation; blank lines and lines of one or two marks do not count. */
    static final int LINES_MIN = 3;
    /** Consecutive words and marks in common that make a quotation. A signature has fewer. */
    static final int TOKENS_MIN = 30;

    private static final int LINE_CHARS_MIN = 3;
    private static final Pattern TOKEN = Pattern.compile("\\w+|[^\\w\\s]");

    private Quotation() {}

    static boolean of(String source, String text) {
        return shareRun(lines(source), lines(text), LINES_MIN) || shareRun(tokens(source), tokens(text), TOKENS_MIN);
    }

    private static boolean shareRun(List<String> source, List<String> text, int length) {
        Set<List<String>> runs = new HashSet<>();
        for (int start = 0; start + length <= text.size(); start++) {
            runs.add(text.subList(start, start + length));
        }
        for (int start = 0; start + length <= source.size(); start++) {
            if (runs.contains(source.subList(start, start + length))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> line.length() >= LINE_CHARS_MIN)
                .toList();
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        var matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }
}
