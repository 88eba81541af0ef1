package dev.triptych.verifier.http.sandboxfusion;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether an output is right, as their CommonOJ compares: line by line without blanks around and without case, numbers
 * within a relative {@code 1e-5}. The number of lines must be the same.
 */
final class Comparison {
    private static final double RELATIVE = 1e-5;
    private static final double SMALLEST = 1e-10;
    private static final int NUMBER_CHARS_MAX = 400;
    /** What Python and Java both read as a number. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:e[+-]?[0-9]+)?");

    private Comparison() {}

    static boolean same(String printed, String expected) {
        List<String> got = lines(printed);
        List<String> wanted = lines(expected);
        if (got.size() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < got.size(); i++) {
            if (!got.get(i).equals(wanted.get(i)) && !sameNumber(got.get(i), wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> lines(String text) {
        return List.of(text.strip().split("\n", -1)).stream()
                .map(line -> line.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static boolean sameNumber(String printed, String expected) {
        if (!isNumber(printed) || !isNumber(expected)) {
            return false;
        }
        double got = Double.parseDouble(printed);
        double wanted = Double.parseDouble(expected);
        return Math.abs(got - wanted) / Math.max(Math.abs(wanted), SMALLEST) < RELATIVE;
    }

    private static boolean isNumber(String text) {
        return text.length() <= NUMBER_CHARS_MAX && NUMBER.matcher(text).matches();
    }
}
