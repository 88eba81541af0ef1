package dev.triptych.question.subset;

import dev.triptych.question.seeds.SeedChoice;
import dev.triptych.teacher.PromptTemplate;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The configured subsets. Created at start, so that a wrong row stops the service and names its property. */
@Singleton
public class Subsets {
    private static final int SEED_CHARS_MIN = 1_000;
    private static final int SEED_CHARS_MAX = 65_536;
    private static final int TOKENS_MAX = 131_072;

    private final Map<String, Subset> byName = new TreeMap<>();

    @Inject
    public Subsets(SubsetsConfig config) {
        require(config.activitiesMax() >= 1, "triptych.question.activities-max: must be at least 1");
        require(
                config.seedCharsMax() >= SEED_CHARS_MIN && config.seedCharsMax() <= SEED_CHARS_MAX,
                "triptych.question.seed-chars-max: must be " + SEED_CHARS_MIN + " to " + SEED_CHARS_MAX + ", was "
                        + config.seedCharsMax());
        config.subsets().forEach((name, row) -> byName.put(name, subset(name, row, config.seedCharsMax())));
    }

    /** The subset of this name, if it is configured. */
    public Optional<Subset> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The configured names in alphabetical order, separated by commas. */
    public String names() {
        return String.join(", ", byName.keySet());
    }

    private static Subset subset(String name, SubsetsConfig.Row row, int seedCharsMax) {
        String property = "triptych.question.subsets." + name + ".";
        require(
                row.temperature().isEmpty()
                        || (row.temperature().getAsDouble() >= 0
                                && row.temperature().getAsDouble() <= 2),
                property + "temperature: must be 0 to 2");
        require(
                row.maxTokens() >= 1 && row.maxTokens() <= TOKENS_MAX,
                property + "max-tokens: must be 1 to " + TOKENS_MAX + ", was " + row.maxTokens());
        return new Subset(
                name,
                row.method(),
                new SeedChoice(row.seedKind().orElse(row.method().seedKind()), row.seedSource()),
                template(property, row.prompt().orElse(row.method().prompt())),
                row.temperature(),
                row.maxTokens(),
                seedCharsMax);
    }

    private static PromptTemplate template(String property, String prompt) {
        try {
            return PromptTemplate.load(Subsets.class, prompt);
        } catch (NullPointerException absent) {
            throw new IllegalArgumentException(property + "prompt: there is no template " + prompt, absent);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
