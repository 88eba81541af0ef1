package dev.triptych.question.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.store.roles.Grants;
import dev.triptych.testkit.Repository;
import dev.triptych.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeedImportIT {
    /** Each body costs a connection here, because tests have no pool. */
    private static final int REAL_SEEDS = 250;

    private static final SeedChoice SNIPPETS = new SeedChoice(SeedKind.SNIPPET, Optional.empty());

    private static TestDatabase database;

    private Seeds seeds;
    private SeedImport seedImport;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
    }

    @BeforeEach
    void empty() {
        database.owner()
                .useHandle(handle -> handle.execute("truncate question.pick, question.seed, question.seed_source"));
        seeds = new Seeds(database.jdbi(Grants.QUESTION), database.artifacts(Grants.QUESTION));
        seedImport = new SeedImport(seeds);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void importsWhatIsNewAndTellsWhatIsWrongByLine() throws IOException {
        SeedImport.Result first =
                run("a", line("one") + "\nnonsense\n\n" + line("two") + line("one") + "x".repeat(600_000));

        assertThat(first.imported()).isEqualTo(2);
        assertThat(first.known()).isEqualTo(1);
        assertThat(first.rejected()).extracting(SeedImport.RejectedLine::line).containsExactly(3L, 7L);
        assertThat(run("b", line("two") + line("three"))).satisfies(again -> {
            assertThat(again.imported()).isEqualTo(1);
            assertThat(again.known()).isEqualTo(1);
        });
        assertThat(seeds.counts("default"))
                .containsExactly(new Seeds.Count("a", "snippet", 2), new Seeds.Count("b", "snippet", 1));
    }

    @Test
    void twoImportsAtOnceLoseNothingAndCountNothingTwice() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append(line("seed " + i));
        }
        List<Future<SeedImport.Result>> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (String source : List.of("a", "a", "b", "c")) {
                runs.add(threads.submit(() -> run(source, lines.toString())));
            }
        }

        long imported = 0;
        for (Future<SeedImport.Result> result : runs) {
            imported += result.get().imported();
        }
        assertThat(imported).isEqualTo(60);
        assertThat(seeds.counts("default").stream()
                        .mapToLong(Seeds.Count::count)
                        .sum())
                .isEqualTo(60);
    }

    @Test
    void aPickIsRememberedWhateverIsImportedLater() throws IOException {
        run("a", line("one") + line("two") + line("three"));
        CandidateId candidate = new CandidateId(run(), 1);
        Optional<Seed> first = seeds.pick(candidate, "default", 7, SNIPPETS);

        run("a", line("four") + line("five"));

        assertThat(first).isPresent();
        assertThat(seeds.pick(candidate, "default", 8, SNIPPETS)).isEqualTo(first);
    }

    @Test
    void theSameSeedGivesTheSamePicksInAnotherRun() throws IOException {
        run("a", line("one") + line("two") + line("three"));
        run("b", line("four") + line("five"));

        assertThat(picks(run())).isEqualTo(picks(run())).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void aTenantWithoutSeedsDrawsFromTheSharedOnes() throws IOException {
        run("a", line("shared"));
        seedImport.run("acme", "own", new BufferedReader(new StringReader(line("secret"))));

        assertThat(seeds.pick(new CandidateId(run(), 1), "acme", 1, SNIPPETS)
                        .orElseThrow()
                        .text())
                .isEqualTo("secret");
        assertThat(seeds.pick(new CandidateId(run(), 1), "other", 1, SNIPPETS)
                        .orElseThrow()
                        .text())
                .isEqualTo("shared");
    }

    @Test
    void saysWhenThereIsNoneOfTheKindOrSource() throws IOException {
        run("a", line("one"));

        assertThat(seeds.pick(
                        new CandidateId(run(), 1),
                        "default",
                        1,
                        new SeedChoice(SeedKind.DOCUMENTATION, Optional.empty())))
                .isEmpty();
        assertThat(seeds.pick(
                        new CandidateId(run(), 1), "default", 1, new SeedChoice(SeedKind.SNIPPET, Optional.of("b"))))
                .isEmpty();
    }

    @Test
    void takesRealSeeds() throws IOException {
        Path file = Repository.root().resolveSibling("shared/data/seeds/thealgorithms_python.jsonl.gz");
        assumeTrue(Files.exists(file), () -> "SKIPPED: no shared data at " + file);
        StringBuilder lines = new StringBuilder();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line : reader.lines().limit(REAL_SEEDS).toList()) {
                JsonNode snippet = TriptychJson.mapper().readTree(line);
                lines.append(
                        seed(snippet.get("path").asText(), snippet.get("source").asText()));
            }
        }

        SeedImport.Result result = run("thealgorithms", lines.toString());

        assertThat(result.imported()).isGreaterThan(200);
        assertThat(result.imported() + result.known() + result.rejectedTotal()).isEqualTo(REAL_SEEDS);
        assertThat(run("thealgorithms", lines.toString()).imported()).isZero();
    }

    private List<String> picks(RunId run) {
        List<String> texts = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            texts.add(seeds.pick(new CandidateId(run, number), "default", 7, SNIPPETS)
                    .orElseThrow()
                    .text());
        }
        return texts;
    }

    private static RunId run() {
        return new RunId(UUID.randomUUID().toString());
    }

    private SeedImport.Result run(String source, String lines) throws IOException {
        return seedImport.run("default", source, new BufferedReader(new StringReader(lines)));
    }

    private static String line(String text) {
        return seed("title", text);
    }

    private static String seed(String title, String text) {
        ObjectNode seed = TriptychJson.mapper().createObjectNode();
        return seed.put("kind", "snippet").put("title", title).put("text", text) + "\n";
    }
}
