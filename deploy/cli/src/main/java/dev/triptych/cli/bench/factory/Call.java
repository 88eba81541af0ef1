package dev.triptych.cli.bench.factory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call as the teacher saw it.
 *
 * @param key its {@code Idempotency-Key}
 * @param prompt SHA-256 of the last user message
 * @param full whether it was answered in full
 * @param servedMs how long the teacher took
 */
public record Call(String key, String prompt, boolean full, double servedMs) {
    private static final Pattern SLOT =
            Pattern.compile("(?<run>[^/]+)/(?<number>[0-9]+)/(?<step>[A-Z]+)/(?<attempt>[0-9]+)/(?<sample>[0-9]+)");

    /** Where in its run it belongs; empty where the key is none of ours. */
    Optional<Slot> slot() {
        Matcher matcher = SLOT.matcher(key);
        return matcher.matches()
                ? Optional.of(new Slot(
                        matcher.group("run"),
                        Integer.parseInt(matcher.group("number")),
                        matcher.group("step"),
                        Integer.parseInt(matcher.group("attempt"))))
                : Optional.empty();
    }

    /** @param attempt from 1 */
    record Slot(String run, int number, String step, int attempt) {
        /** Calls of a row with the same rank do not wait for each other; solution and tests are asked for apart. */
        int rank() {
            return switch (step) {
                case "QUESTION" -> 0;
                case "SOLUTION", "TESTS" -> 1_000 + attempt;
                case "RESTYLE" -> 2_000 + attempt;
                default -> 3_000 + attempt;
            };
        }
    }
}
