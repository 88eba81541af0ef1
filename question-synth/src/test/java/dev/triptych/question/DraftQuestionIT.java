package dev.triptych.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.TeacherChoice;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.question.DraftRequest;
import dev.triptych.contracts.question.DraftResult;
import dev.triptych.question.dedup.Corpus;
import dev.triptych.question.seeds.SeedFixtures;
import dev.triptych.question.seeds.Seeds;
import dev.triptych.question.subset.Subsets;
import dev.triptych.question.subset.SubsetsConfig;
import dev.triptych.store.Artifacts;
import dev.triptych.store.roles.Grants;
import dev.triptych.testkit.ScriptedTeacher;
import dev.triptych.testkit.TestDatabase;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DraftQuestionIT {
    private static final String REPLY =
            "## Question\nCount the vowels of a text.\n\n## Entry point\n`count_vowels(text: str) -> int`\n";

    private static TestDatabase database;

    private final RunId run = new RunId(UUID.randomUUID().toString());
    private final ScriptedTeacher teacher = new ScriptedTeacher();
    private Artifacts artifacts;
    private DraftQuestion draftQuestion;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
    }

    @BeforeEach
    void wire() throws IOException {
        artifacts = database.artifacts(Grants.QUESTION);
        Seeds seeds = new Seeds(database.jdbi(Grants.QUESTION), artifacts);
        SeedFixtures.documentation(seeds, "heapq", "This module is a heap queue.");
        draftQuestion = new DraftQuestion(
                new Subsets(config()), seeds, teacher, new Corpus(database.jdbi(Grants.QUESTION)), artifacts);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void makesAQuestionOfASeed() throws IOException {
        teacher.says(REPLY);

        DraftResult result = draftQuestion.draft(request(1, "Docs"));

        assertThat(result).isInstanceOfSatisfying(DraftResult.Kept.class, kept -> {
            assertThat(artifacts.readText(kept.question().text()))
                    .isEqualTo("Count the vowels of a text.\n\nWrite the function `count_vowels(text: str) -> int`.");
            assertThat(artifacts.readText(kept.question().seed())).isEqualTo("This module is a heap queue.");
        });
        assertThat(teacher.asks().getFirst().prompt().user())
                .contains("Documentation of heapq:")
                .contains("This module is a heap queue.");
        assertThat(draftQuestion.draft(request(1, "Docs"))).isEqualTo(result);
    }

    @Test
    void saysWhichQuestionWasThereFirst() throws IOException {
        teacher.says(REPLY);
        teacher.says(REPLY.replace("Count", "COUNT"));

        draftQuestion.draft(request(1, "Docs"));

        assertThat(draftQuestion.draft(request(2, "Docs")))
                .isInstanceOfSatisfying(DraftResult.DuplicateOf.class, duplicate -> {
                    assertThat(duplicate.original()).isEqualTo(new CandidateId(run, 1));
                    assertThat(json(duplicate.evidence()).get("duplicateOf").asText())
                            .isEqualTo(run + "/1");
                });
    }

    @Test
    void keepsTheEvidenceOfADrop() {
        teacher.says("BAD_DOCUMENT");

        assertThat(draftQuestion.draft(request(1, "Docs")))
                .isInstanceOfSatisfying(DraftResult.Dropped.class, dropped -> {
                    assertThat(dropped.reason()).isEqualTo(RejectReason.ABSTAINED);
                    JsonNode evidence = json(dropped.evidence());
                    assertThat(evidence.get("reason").asText()).isEqualTo("ABSTAINED");
                    assertThat(evidence.get("reply").asText())
                            .isEqualTo(Sha256.of("BAD_DOCUMENT").hex());
                });
    }

    @Test
    void failsWhereThereAreNoSeedsOrNoSuchSubset() {
        assertThatThrownBy(() -> draftQuestion.draft(request(1, "Algorithm")))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo("NO_SEEDS");
                    assertThat(failure.isNonRetryable()).isTrue();
                })
                .hasMessageContaining("subset Algorithm has no seeds of kind snippet");
        assertThatThrownBy(() -> draftQuestion.draft(request(1, "Poems")))
                .hasMessageContaining("Poems is not configured; there are Algorithm, Docs");
    }

    private DraftRequest request(int number, String subset) {
        return new DraftRequest(new CandidateId(run, number), "default", subset, 7, new TeacherChoice("test", 0.5));
    }

    private JsonNode json(Sha256 hash) {
        try {
            return TriptychJson.mapper().readTree(artifacts.read(hash));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SubsetsConfig config() throws IOException {
        return new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(DraftQuestionIT.class.getResource("/application.properties"), 100))
                .withMapping(SubsetsConfig.class)
                .build()
                .getConfigMapping(SubsetsConfig.class);
    }
}
