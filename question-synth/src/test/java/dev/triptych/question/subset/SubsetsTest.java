package dev.triptych.question.subset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.TeacherChoice;
import dev.triptych.question.seeds.Seed;
import dev.triptych.question.seeds.SeedChoice;
import dev.triptych.question.seeds.SeedKind;
import dev.triptych.teacher.Ask;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubsetsTest {
    private static final CandidateId CANDIDATE = new CandidateId(new RunId("00000000-0000-0000-0000-000000000001"), 1);

    @Test
    void docsAndAlgorithmAreThereFromTheStart() throws IOException {
        Subsets subsets = new Subsets(config(Map.of()));

        assertThat(subsets.names()).isEqualTo("Algorithm, Docs");
        assertThat(subsets.named("Docs").orElseThrow()).satisfies(docs -> {
            assertThat(docs.method()).isEqualTo(Method.DOCUMENTATION);
            assertThat(docs.seeds()).isEqualTo(new SeedChoice(SeedKind.DOCUMENTATION, Optional.empty()));
            assertThat(docs.maxTokens()).isEqualTo(4096);
            assertThat(docs.seedCharsMax()).isEqualTo(12_000);
        });
        assertThat(subsets.named("Algorithm").orElseThrow().seeds().kind()).isEqualTo(SeedKind.SNIPPET);
    }

    @Test
    void aRowOfConfigurationIsASubset() throws IOException {
        String row = "triptych.question.subsets.Data_Structure.";
        Subset subset = new Subsets(config(Map.of(
                        "triptych.question.activities-max",
                        "3",
                        "triptych.question.seed-chars-max",
                        "1000",
                        row + "method",
                        "snippet",
                        row + "seed-kind",
                        "snippet",
                        row + "seed-source",
                        "structures",
                        row + "prompt",
                        "question/snippet",
                        row + "temperature",
                        "0.4",
                        row + "max-tokens",
                        "500")))
                .named("Data_Structure")
                .orElseThrow();

        assertThat(subset.seeds()).isEqualTo(new SeedChoice(SeedKind.SNIPPET, Optional.of("structures")));
        Ask ask = subset.ask(CANDIDATE, "default", new TeacherChoice("local", 1.0), seed("x = 1\n".repeat(1000)));
        assertThat(ask.teacher()).isEqualTo(new TeacherChoice("local", 0.4));
        assertThat(ask.maxTokens()).isEqualTo(500);
        assertThat(ask.slot()).hasToString(CANDIDATE + "/QUESTION/1/1");
        assertThat(ask.prompt().user()).contains("The snippet, counter.py:").hasSizeBetween(1_000, 2_500);
    }

    @Test
    void aWrongRowStopsTheStartAndNamesItsProperty() throws IOException {
        SubsetsConfig hot = config(Map.of("triptych.question.subsets.Docs.temperature", "3"));
        SubsetsConfig promptless = config(Map.of("triptych.question.subsets.Docs.prompt", "question/absent"));

        assertThatThrownBy(() -> new Subsets(hot)).hasMessageContaining("triptych.question.subsets.Docs.temperature");
        assertThatThrownBy(() -> new Subsets(promptless)).hasMessageContaining("triptych.question.subsets.Docs.prompt");
    }

    private static Seed seed(String text) {
        return new Seed(Sha256.of(text), "counter.py", text);
    }

    private static SubsetsConfig config(Map<String, String> properties) throws IOException {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 300))
                .withSources(new PropertiesConfigSource(SubsetsTest.class.getResource("/application.properties"), 100))
                .withMapping(SubsetsConfig.class)
                .build()
                .getConfigMapping(SubsetsConfig.class);
    }
}
