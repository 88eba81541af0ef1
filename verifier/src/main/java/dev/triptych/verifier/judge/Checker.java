package dev.triptych.verifier.judge;

import dev.triptych.contracts.Language;
import dev.triptych.verifier.sandbox.CppStandard;
import java.util.Optional;

/**
 * A program of whoever asks that says whether an output is right.
 *
 * @param source in Python it defines {@code check(input, expected, actual)}, three strings, which returns exactly
 *     {@code True} or {@code False}. In C++ it is a program as testlib makes them: started with the names of three files,
 *     input, output and answer, it exits with 0 for right and with 1 or 2 for wrong. Whatever else it does is its own
 *     failure.
 * @param cpp its standard, for C++; empty for Python
 */
public record Checker(String source, Optional<CppStandard> cpp) {
    /** What a checker is given in one go: the program's input, what was expected and what was printed. */
    public static final int BYTES_MAX = 16 << 20;

    /** Of a case; what a program prints may be as much again, even where each of these has three bytes. */
    public static final int CASE_CHARS_MAX = BYTES_MAX / 6;

    public Checker {
        source = Submission.withoutMark(source);
    }

    /** What it is written in. */
    public Language language() {
        return cpp.isPresent() ? Language.CPP : Language.PYTHON;
    }
}
