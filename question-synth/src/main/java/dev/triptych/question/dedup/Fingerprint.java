package dev.triptych.question.dedup;

import dev.triptych.contracts.Sha256;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The exact net: two texts with one fingerprint differ at most in case, white space, and marks that carry no meaning.
 *
 * <p>Operators, brackets and the marks inside numbers and names stay: {@code a - b} and {@code a + b} are two questions.
 */
public final class Fingerprint {
    private static final Pattern QUOTES_AND_HEADINGS = Pattern.compile("[`\"'\\u2018\\u2019\\u201c\\u201d#]");
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
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        folded = BULLET.matcher(folded).replaceAll(" ");
        folded = QUOTES_AND_HEADINGS.matcher(folded).replaceAll("");
        folded = EMPHASIS.matcher(folded).replaceAll("");
        folded = SENTENCE_MARKS.matcher(folded).replaceAll("");
        return WHITE_SPACE.matcher(folded).replaceAll(" ").strip();
    }
}
