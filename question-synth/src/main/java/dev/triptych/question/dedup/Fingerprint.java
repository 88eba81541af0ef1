package dev.triptych.question.dedup;

import dev.triptych.contracts.Sha256;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The exact net: two texts with one fingerprint differ at most in case, white space, and marks that carry no meaning.
 *
 * <p>Operators, brackets and the marks inside numbers and names stay, and what is quoted stays as it is: {@code a - b}
 * and {@code a + b} are two questions, and so are those that split at {@code ';'} and at {@code '#'}.
 */
public final class Fingerprint {
    private static final Pattern QUOTED = Pattern.compile("(?<!\\w)(['\"])((?:(?!\\1)[^\\n]){0,80})\\1(?!\\w)");
    private static final Pattern HEADING = Pattern.compile("(?m)^\\s*#{1,6}\\s+");
    /** Emphasis touches its word on one side only; a product has something, or nothing, on both. */
    private static final Pattern EMPHASIS =
            Pattern.compile("(?<![^\\s(\\[])[*_]+(?=\\S)|(?<=\\S)[*_]+(?![^\\s.,;:!?)\\]])");

    private static final Pattern BULLET = Pattern.compile("(?m)^\\s*(?:[-*+]|\\d{1,3}[.)])\\s+");
    private static final Pattern SENTENCE_MARKS = Pattern.compile("[.,;:!?]+(?=\\s|$)");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private Fingerprint() {}

    /** The fingerprint of a question's text. */
    public static Sha256 of(String text) {
        return Sha256.of(folded(text));
    }

    static String folded(String text) {
        String straight = text.replaceAll("[\\u2018\\u2019]", "'").replaceAll("[\\u201c\\u201d]", "\"");
        String unmarked =
                BULLET.matcher(HEADING.matcher(straight).replaceAll(" ")).replaceAll(" ");
        StringBuilder folded = new StringBuilder();
        Matcher quoted = QUOTED.matcher(unmarked);
        int from = 0;
        while (quoted.find()) {
            folded.append(prose(unmarked.substring(from, quoted.start())));
            folded.append(" '").append(quoted.group(2)).append("' ");
            from = quoted.end();
        }
        return folded.append(prose(unmarked.substring(from))).toString().strip();
    }

    private static String prose(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        folded = EMPHASIS.matcher(folded.replace("`", "")).replaceAll("");
        folded = SENTENCE_MARKS.matcher(folded).replaceAll("");
        return WHITE_SPACE.matcher(folded).replaceAll(" ").strip();
    }
}
