package dev.triptych.question.draft;

import dev.triptych.contracts.EntryPoint;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A question's text as a solver is to see it. */
final class QuestionText {
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]|[\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]");
    private static final Pattern WRAPPING_FENCE = Pattern.compile("(?s)```[\\w+-]*\\n((?:(?!```).)*?)\\n?```");
    /** {@code # Title}, {@code Question 3:}, {@code **Problem 12.**} in front of the text. */
    private static final Pattern LEAD = Pattern.compile(
            "(?i)(?:#{1,6}[^\\n]*(?:\\n+|$)|[*_]{0,2}(?:question|problem|task)\\s*(?:no\\.?\\s*)?#?\\d*\\s*[:.)][*_]{0,2}:?\\s*)");

    private static final Pattern TRAILING_BLANKS = Pattern.compile("(?m)[ \\t]+$");
    private static final Pattern BLANK_LINES = Pattern.compile("\\n{3,}");
    private static final Pattern TOKEN = Pattern.compile("\\w+|[^\\w\\s]");
    private static final int LEADS_MAX = 3;

    private QuestionText() {}

    /** Without wrapping fence, numbering, leading headings, invisible characters and needless white space. */
    static String normalised(String text) {
        String clean = INVISIBLE
                .matcher(text.replace("\r\n", "\n").replace('\r', '\n'))
                .replaceAll("");
        clean = TRAILING_BLANKS.matcher(clean).replaceAll("");
        clean = BLANK_LINES.matcher(clean).replaceAll("\n\n").strip();
        var fence = WRAPPING_FENCE.matcher(clean);
        clean = fence.matches() ? fence.group(1).strip() : clean;
        for (int lead = 0; lead < LEADS_MAX; lead++) {
            var match = LEAD.matcher(clean);
            clean = match.lookingAt() ? clean.substring(match.end()).strip() : clean;
        }
        return clean;
    }

    /** {@code text} with a sentence that states the entry point, unless it does so by itself. */
    static String statingEntryPoint(String text, EntryPoint entryPoint) {
        if (states(text, entryPoint)) {
            return text;
        }
        return text + "\n\nWrite the function `" + entryPoint.signature() + "`.";
    }

    /** White space within a signature is free; a longer name that ends in ours is another name. */
    private static boolean states(String text, EntryPoint entryPoint) {
        String signature = TOKEN.matcher(entryPoint.signature())
                .results()
                .map(token -> Pattern.quote(token.group()))
                .collect(Collectors.joining("\\s*", "(?<!\\w)", ""));
        return Pattern.compile(signature).matcher(text).find();
    }
}
