package dev.triptych.cli.doctor;

import java.util.List;

/**
 * One thing the machine must have.
 *
 * @param name what it is
 * @param need for what it is needed
 * @param found what is there, or why it will not do
 * @param met whether that is enough
 * @param packages the Debian packages that bring it; empty if it is not installed that way
 * @param remedy the command that brings it
 */
public record Requirement(String name, Need need, String found, boolean met, List<String> packages, String remedy) {

    /** When a thing is needed. */
    public enum Need {
        ALWAYS("always"),
        TESTS("tests only");

        private final String words;

        Need(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public Requirement {
        packages = List.copyOf(packages);
    }

    /** Whether we cannot go on without it. */
    public boolean missingFor(boolean tests) {
        return !met && (need == Need.ALWAYS || (tests && need == Need.TESTS));
    }
}
