package dev.triptych.rehearsal.bank;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All families: draws problems, and finds out which problem a text states. */
@Singleton
public class Bank {
    private static final int COMMON_PROBLEMS = 2;
    private static final int ANCHOR_LENGTH = 20;

    /** What a character has been multiplied with in {@link String#hashCode} when it leaves the anchor's length. */
    private static final int ANCHOR_POWER =
            BigInteger.valueOf(31).pow(ANCHOR_LENGTH).intValue();

    private static final Pattern HOLE = Pattern.compile("\\$([a-z]+)|`[^`]*`");

    /**
     * A wording as it is looked for.
     *
     * @param anchor the first characters of the longest text between two holes: the pattern is tried only where they are
     * @param values of each parameter by literal
     */
    private record Shape(Family family, String anchor, Pattern pattern, Map<String, Map<String, Object>> values) {}

    private final List<Family> families;

    /** By the hash of the anchor. */
    private final Map<Integer, List<Shape>> shapes = new HashMap<>();

    /** @param sources in any order */
    @Inject
    public Bank(@All List<FamilySource> sources) {
        families = sources.stream()
                .map(FamilySource::family)
                .sorted(Comparator.comparing(Family::name))
                .toList();
        for (Family family : families) {
            Map<String, Map<String, Object>> values = byLiteral(family);
            for (String wording : family.wordings()) {
                String anchor = anchor(wording);
                shapes.computeIfAbsent(anchor.hashCode(), hash -> new ArrayList<>())
                        .add(new Shape(family, anchor, pattern(family, wording), values));
            }
        }
    }

    public List<Family> families() {
        return families;
    }

    public Problem draw(Draw draw) {
        Family family = draw.oneOf(families);
        return family.problem(draw.below((int) Math.min(Integer.MAX_VALUE, family.size())));
    }

    /** A problem, and how it is put. */
    public record Look(Problem problem, int wording, int entry) {}

    /** Question by number: the families by turns, each problem once before one is put in another way. */
    public Look numbered(int number) {
        Family family = families.get(number % families.size());
        long ofFamily = number / families.size();
        int way = (int) (ofFamily / family.size());
        return new Look(
                family.problem(ofFamily % family.size()),
                way % family.wordings().size(),
                way / family.wordings().size());
    }

    /** One of the few problems that everybody asks. */
    public Problem common(Draw draw) {
        return families.get(draw.below(COMMON_PROBLEMS)).problem(0);
    }

    /**
     * The problem that a text states somewhere, white space folded, whatever its identifiers (all that stands in
     * backticks) are called, with the variants that it states. One pass over the text finds which wordings it may be, by
     * a hash that rolls along.
     */
    public Optional<Problem> recognise(String text) {
        String folded = fold(text);
        int hash = 0;
        for (int end = 1; end <= folded.length(); end++) {
            hash = 31 * hash + folded.charAt(end - 1);
            if (end > ANCHOR_LENGTH) {
                hash -= ANCHOR_POWER * folded.charAt(end - 1 - ANCHOR_LENGTH);
            }
            for (Shape shape : shapes.getOrDefault(hash, List.of())) {
                Optional<Problem> problem =
                        folded.startsWith(shape.anchor(), end - ANCHOR_LENGTH) ? read(shape, folded) : Optional.empty();
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Problem> read(Shape shape, String folded) {
        Matcher found = shape.pattern().matcher(folded);
        if (!found.find()) {
            return Optional.empty();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, Object>> parameter : shape.values().entrySet()) {
            Object value = parameter.getValue().get(found.group(parameter.getKey()));
            if (value == null) {
                return Optional.empty();
            }
            values.put(parameter.getKey(), value);
        }
        return Optional.of(new Problem(shape.family(), new Values(values), Variant.statedIn(folded)));
    }

    private static Map<String, Map<String, Object>> byLiteral(Family family) {
        Map<String, Map<String, Object>> values = new LinkedHashMap<>();
        for (Family.Parameter parameter : family.parameters()) {
            Map<String, Object> choices = new HashMap<>();
            parameter.values().forEach(choice -> choices.put(Python.literal(choice), choice));
            values.put(parameter.name(), choices);
        }
        return values;
    }

    private static String anchor(String wording) {
        return HOLE.splitAsStream(fold(wording))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow()
                .substring(0, ANCHOR_LENGTH);
    }

    private static Pattern pattern(Family family, String wording) {
        StringBuilder regex = new StringBuilder();
        String folded = fold(wording);
        Matcher hole = HOLE.matcher(folded);
        List<String> seen = new ArrayList<>();
        int from = 0;
        while (hole.find()) {
            regex.append(Pattern.quote(folded.substring(from, hole.start())));
            from = hole.end();
            String name = hole.group(1);
            if (name == null) {
                regex.append("`[^`]*`");
            } else if (seen.contains(name)) {
                regex.append("\\k<").append(name).append('>');
            } else {
                seen.add(name);
                regex.append("(?<").append(name).append(">").append("'[^']*'|-?[0-9]+|\\[[^\\]]*\\])");
            }
        }
        regex.append(Pattern.quote(folded.substring(from)));
        family.parameters().stream().filter(p -> !seen.contains(p.name())).forEach(p -> {
            throw new IllegalStateException("family " + family.name() + ": a wording does not state " + p.name());
        });
        return Pattern.compile(regex.toString());
    }

    /** White space as one space, none at the ends; by hand, since every call folds its prompt. */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        boolean space = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                space = true;
            } else {
                if (space && !folded.isEmpty()) {
                    folded.append(' ');
                }
                space = false;
                folded.append(c);
            }
        }
        return folded.toString();
    }
}
