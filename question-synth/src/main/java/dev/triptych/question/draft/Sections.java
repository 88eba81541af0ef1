package dev.triptych.question.draft;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The marked sections of a reply. Headings inside a fence are text, and so are headings with other words. */
final class Sections {
    /** The sections that prompts ask for. */
    enum Name {
        ANALYSIS,
        QUESTION,
        ENTRY_POINT;

        private static Name of(String heading) {
            return valueOf(heading.toUpperCase(Locale.ROOT).replaceAll("[\\s-]+", "_"));
        }
    }

    /** {@code ## Question}, {@code **Question**}, {@code Question:}; a bare word alone on a line is no heading. */
    private static final Pattern HEADING = Pattern.compile(
            "(?i)\\s{0,3}(?:#{1,6}\\s*\\**\\s*%1$s\\s*:?\\s*\\**\\s*:?\\s*#*|\\*{2}\\s*%1$s\\s*:?\\s*\\*{2}\\s*:?|%1$s\\s*:)\\s*"
                    .replace("%1$s", "(?:analysis|question|entry[ -]point)"));

    private static final Pattern NAME = Pattern.compile("(?i)analysis|question|entry[ -]point");

    private final Map<Name, StringBuilder> texts = new EnumMap<>(Name.class);
    private boolean repeated;

    private Sections() {}

    static Sections of(String reply) {
        Sections sections = new Sections();
        Optional<StringBuilder> open = Optional.empty();
        boolean fenced = false;
        for (String line : reply.lines().toList()) {
            boolean fence = line.strip().startsWith("```");
            Optional<Name> heading = fenced || fence ? Optional.empty() : heading(line);
            if (heading.isPresent()) {
                open = Optional.of(sections.begin(heading.get()));
            } else {
                open.ifPresent(text -> text.append(line).append('\n'));
            }
            fenced ^= fence;
        }
        return sections;
    }

    /** The text of a section, stripped; empty when it is missing or blank. */
    Optional<String> text(Name name) {
        return Optional.ofNullable(texts.get(name))
                .map(text -> text.toString().strip())
                .filter(text -> !text.isEmpty());
    }

    /** Whether a section comes twice, so that nobody can say which one is meant. */
    boolean repeated() {
        return repeated;
    }

    private StringBuilder begin(Name name) {
        StringBuilder text = new StringBuilder();
        repeated |= texts.put(name, text) != null;
        return text;
    }

    private static Optional<Name> heading(String line) {
        if (line.length() > 80 || !HEADING.matcher(line).matches()) {
            return Optional.empty();
        }
        Matcher name = NAME.matcher(line);
        return name.find() ? Optional.of(Name.of(name.group())) : Optional.empty();
    }
}
