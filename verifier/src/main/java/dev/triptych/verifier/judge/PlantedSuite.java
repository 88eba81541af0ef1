package dev.triptych.verifier.judge;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A suite with a canary in it, beside the check that it is a copy of, before or behind: what the suite's process sees.
 * Without a canary, the suite as it is.
 */
final class PlantedSuite {
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
    /** How a message begins that names a line of the suite: see {@code test_jail.py}. */
    private static final Pattern LINE = Pattern.compile("\\Aline (\\d{1,9}): ");

    private static final String BETWEEN = "\n\n\n";

    private final String source;
    private final Optional<Suite.Canary> canary;
    private final boolean canaryFirst;
    private final int firstEnd;
    private final int added;

    private PlantedSuite(String source, Optional<Suite.Canary> canary, boolean canaryFirst, int firstEnd, int added) {
        this.source = source;
        this.canary = canary;
        this.canaryFirst = canaryFirst;
        this.firstEnd = firstEnd;
        this.added = added;
    }

    /** With one of the suite's canaries, at random. */
    static PlantedSuite of(String tests, List<Suite.Canary> canaries) {
        if (canaries.isEmpty()) {
            return new PlantedSuite(tests, Optional.empty(), false, 0, 0);
        }
        Suite.Canary canary = canaries.get(below(canaries.size()));
        int begin = tests.offsetByCodePoints(0, canary.begin());
        int end = tests.offsetByCodePoints(begin, canary.end() - canary.begin());
        String check = canary.check().source();
        String copy = canary.copy().source();
        String pair = below(2) == 0 ? check + BETWEEN + copy : copy + BETWEEN + check;
        // Both have as many lines as the check had.
        int firstEnd = 1 + lineEnds(tests.substring(0, end));
        int added = lineEnds(pair) - lineEnds(check);
        return new PlantedSuite(
                tests.substring(0, begin) + pair + tests.substring(end),
                Optional.of(canary),
                below(2) == 0,
                firstEnd,
                added);
    }

    String source() {
        return source;
    }

    /** The name of a check in the suite's process. */
    String name(String check) {
        return canary.filter(planted -> planted.of().equals(check))
                .map(planted -> planted.check().id())
                .orElse(check);
    }

    /** The name of the canary that is a copy of this check; empty for checks without one. */
    Optional<String> canaryOf(String check) {
        return canary.filter(planted -> planted.of().equals(check))
                .map(planted -> planted.copy().id());
    }

    /** Where among the checks those begin, {@code count} at most, that hide the canary's; behind all where there is none. */
    int firstHiding(List<String> checks, int count) {
        return canary.map(planted -> checks.indexOf(planted.of()))
                .map(at -> Math.max(0, Math.min(at - below(count), checks.size() - count)))
                .orElse(checks.size());
    }

    /** Whether the canary runs before its check, or behind it: by chance, so that neither is known by its place. */
    boolean canaryFirst() {
        return canaryFirst;
    }

    /** What a check said, with the line of the suite as it was given, and the check's own name. */
    String said(String message) {
        if (canary.isEmpty()) {
            return message;
        }
        String named = message.replace(canary.get().check().id(), canary.get().of());
        Matcher line = LINE.matcher(named);
        return line.find() ? line.replaceFirst(this::asGiven) : named;
    }

    private String asGiven(MatchResult line) {
        int number = Integer.parseInt(line.group(1));
        return "line " + (number > firstEnd ? Math.max(firstEnd, number - added) : number) + ": ";
    }

    private static int lineEnds(String text) {
        return (int) LINE_END.matcher(text).results().count();
    }

    private static int below(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
