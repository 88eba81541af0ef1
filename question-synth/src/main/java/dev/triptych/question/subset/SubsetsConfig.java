package dev.triptych.question.subset;

import dev.triptych.question.seeds.SeedKind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What question-synth makes, and how much of it at once. */
@ConfigMapping(prefix = "triptych.question")
public interface SubsetsConfig {
    /** Drafts that are worked on at once, at least 1. */
    @WithDefault("32")
    int activitiesMax();

    /** Characters of a seed's text that a prompt shows; the rest is left out. 1000 to 65536. */
    @WithDefault("12000")
    int seedCharsMax();

    /** The subsets by name; {@code Docs} and {@code Algorithm} are there unless changed. */
    Map<String, Row> subsets();

    /** How the questions of one subset are made. */
    interface Row {
        /** {@code documentation} or {@code snippet}. */
        Method method();

        /** Kind of the seeds; that of the method unless given. */
        Optional<SeedKind> seedKind();

        /** Only seeds that were imported under this source; all of the kind unless given. */
        Optional<String> seedSource();

        /** Prompt template on the class path, with the placeholders of the method's own; that of the method unless given. */
        Optional<String> prompt();

        /** Sampling temperature, 0 to 2; that of the request unless given. */
        OptionalDouble temperature();

        /** Upper bound of a draft in tokens, 1 to 131072. */
        @WithDefault("4096")
        int maxTokens();
    }
}
