package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.sandbox.Sandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Right programs that nobody here wrote must be accepted: a false reject is as bad as a false accept. */
class ReferencesIT {
    private static final int SAMPLE = 20;
    private static final Limits LIMITS = new Limits(10, 60, 512, 16);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox = RealSandbox.open(Map.of());
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    void acceptsReferencesOfHumanEvalInTheSplit() throws IOException {
        List<String> rejected = new ArrayList<>();
        for (JsonNode row : sample("humaneval/HumanEval.jsonl.gz")) {
            String suite = "from solution import *\n" + row.path("test").asText() + "\n\ndef test_all():\n    check("
                    + row.path("entry_point").asText() + ")\n";
            String solution =
                    row.path("prompt").asText() + row.path("canonical_solution").asText();
            note(row.path("task_id").asText(), RealSandbox.pytest(solution, suite, LIMITS), rejected);
        }
        assertThat(rejected).isEmpty();
    }

    @Test
    void acceptsReferencesOfMbppOutside() throws IOException {
        List<String> rejected = new ArrayList<>();
        for (JsonNode row : sample("mbpp/sanitized-mbpp.jsonl.gz")) {
            StringBuilder tests = new StringBuilder();
            row.path("test_list").forEach(line -> tests.append(line.asText()).append('\n'));
            note(
                    row.path("task_id").asText(),
                    RealSandbox.function(row.path("code").asText(), tests.toString()),
                    rejected);
        }
        // Subclasses of dict are no exact built-in types; a few references return them.
        assertThat(rejected).hasSizeLessThanOrEqualTo(SAMPLE / 20).allMatch(line -> line.contains("not-encodable"));
    }

    private static void note(String id, Submission submission, List<String> rejected) {
        Judgement judged = new Judge(sandbox).judge(submission, () -> false);
        if (judged.verdict() != Verdict.AC) {
            rejected.add(id + " " + judged.verdict() + " " + judged.reason());
        }
    }

    private static List<JsonNode> sample(String name) throws IOException {
        Path file = Path.of(System.getProperty("triptych.home", ".."))
                .resolve("../shared/data")
                .resolve(name);
        assumeTrue(Files.exists(file), "SKIPPED: no public data at " + file);
        List<JsonNode> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(JSON.readTree(line));
            }
        }
        List<JsonNode> sample = new ArrayList<>();
        for (int i = 0; i < SAMPLE; i++) {
            sample.add(rows.get(i * (rows.size() / SAMPLE)));
        }
        return sample;
    }
}
