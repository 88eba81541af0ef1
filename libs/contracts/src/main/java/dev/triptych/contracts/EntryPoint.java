package dev.triptych.contracts;

import java.util.regex.Pattern;

/**
 * What a solution must define and the tests import.
 *
 * @param name a Python identifier, at most 100 characters
 * @param signature as stated in the question, for example {@code count_vowels(text: str) -> int}; begins with the name
 */
public record EntryPoint(String name, String signature) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final int SIGNATURE_CHARS_MAX = 1_000;

    public EntryPoint {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("entryPoint.name: must be an identifier");
        }
        if (!signature.startsWith(name) || signature.length() > SIGNATURE_CHARS_MAX) {
            throw new IllegalArgumentException("entryPoint.signature: must begin with the name and be at most "
                    + SIGNATURE_CHARS_MAX + " characters");
        }
    }
}
