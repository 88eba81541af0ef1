package dev.triptych.verifier.judge;

import java.util.ArrayList;
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
    private final int firstEnd;
    private final int added;

    private PlantedSuite(String source, Optional<Suite.Canary> canary, int firstEnd, int added) {
        this.source = source;
        this.canary = canary;
        this.firstEnd = firstEnd;
        this.added = added;
    }

    /** With one of the suite's canaries, at random. */
    static PlantedSuite of(String tests, List<Suite.Canary> canaries) {
        if (canaries.isEmpty()) {
            return new PlantedSuite(tests, Optional.empty(), 0, 0);
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
                tests.substring(0, begin) + pair + tests.substring(end), Optional.of(canary), firstEnd, added);
    }

    String source() {
        return source;
    }

    /** The checks by the names that they have in the suite's process, the canary among them. */
    List<String> order(List<String> checks) {
        List<String> order = new ArrayList<>(checks.stream().map(this::name).toList());
        canary.ifPresent(
                planted -> order.add(below(order.size() + 1), planted.copy().id()));
        return order;
    }

    private String name(String check) {
        return canary.filter(planted -> planted.of().equals(check))
                .map(planted -> planted.check().id())
                .orElse(check);
    }

    /** The check of this name in the suite's process; empty for the canary. */
    Optional<String> check(String name) {
        if (canary.isEmpty()) {
            return Optional.of(name);
        }
        Suite.Canary planted = canary.get();
        if (name.equals(planted.copy().id())) {
            return Optional.empty();
        }
        return Optional.of(name.equals(planted.check().id()) ? planted.of() : name);
    }

    /** Of which check the canary is a copy. */
    String original() {
        return canary.orElseThrow().of();
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
