package dev.triptych.cli.doctor;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions as programs print them. */
final class Versions {
    private static final Pattern NUMBER = Pattern.compile("(\\d+)((?:\\.\\d+)*)");

    private Versions() {}

    /** The first thing in the text that looks like a version. */
    static Optional<String> first(String text) {
        Matcher matcher = NUMBER.matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    /** Whether a version is at least another; missing parts count as 0. */
    static boolean atLeast(String version, String least) {
        int[] have = parts(version);
        int[] want = parts(least);
        for (int i = 0; i < Math.max(have.length, want.length); i++) {
            int difference = (i < have.length ? have[i] : 0) - (i < want.length ? want[i] : 0);
            if (difference != 0) {
                return difference > 0;
            }
        }
        return true;
    }

    private static int[] parts(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
