package dev.triptych.verifier.program;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a compiler made of a source.
 *
 * @param part what it was that was made or refused
 * @param compile its diagnostics are on stderr
 * @param binary empty where it was refused, or a limit stopped it
 */
public record Compiled(Part part, Execution compile, Optional<byte[]> binary) {
    /** Parts of a program. */
    public enum Part {
        SOLUTION,
        TESTS,
        /** Both together: one lacks what the other should have. */
        LINK
    }

    /** What the compiler said; written by whoever wrote the program. */
    public String diagnostics() {
        return new String(compile.stderr(), StandardCharsets.UTF_8);
    }

    /** The line of the diagnostics that tells most. */
    public String firstError() {
        return diagnostics()
                .lines()
                .filter(line -> line.contains("error") || line.contains("undefined"))
                .findFirst()
                .orElse("does not compile");
    }

    /** The same, refused after all, with this for its diagnostics. */
    Compiled refused(String why) {
        return new Compiled(part, compile.refused(why), Optional.empty());
    }

    /** For the cache: what a limit stopped may succeed another time. */
    boolean lasting() {
        return binary.isPresent() || compile.ending() == Ending.REFUSED_BY_COMPILER;
    }

    long bytes() {
        return binary.map(program -> program.length).orElse(0) + compile.stderr().length;
    }
}
