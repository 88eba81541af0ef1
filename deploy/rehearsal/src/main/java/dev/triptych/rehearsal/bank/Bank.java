package dev.triptych.rehearsal.bank;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
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
    private static final Pattern HOLE = Pattern.compile("\\$([a-z]+)|`[^`]*`");

    private record Shape(Family family, Pattern pattern) {}

    private final List<Family> families;
    private final List<Shape> shapes = new ArrayList<>();

    /** @param sources in any order */
    @Inject
    public Bank(@All List<FamilySource> sources) {
        families = sources.stream()
                .map(FamilySource::family)
                .sorted(Comparator.comparing(Family::name))
                .toList();
        for (Family family : families) {
            family.wordings().forEach(wording -> shapes.add(new Shape(family, pattern(family, wording))));
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
     * backticks) are called.
     */
    public Optional<Problem> recognise(String text) {
        String folded = fold(text);
        return shapes.stream().flatMap(shape -> read(shape, folded).stream()).findFirst();
    }

    private static Optional<Problem> read(Shape shape, String folded) {
        Matcher found = shape.pattern().matcher(folded);
        if (!found.find()) {
            return Optional.empty();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Family.Parameter parameter : shape.family().parameters()) {
            String literal = found.group(parameter.name());
            Optional<Object> value = parameter.values().stream()
                    .filter(choice -> Python.literal(choice).equals(literal))
                    .findFirst();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.put(parameter.name(), value.get());
        }
        return Optional.of(new Problem(shape.family(), new Values(values)));
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

    private static String fold(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
