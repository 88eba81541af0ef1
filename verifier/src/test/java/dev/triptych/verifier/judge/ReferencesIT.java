package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.SuiteStyle;
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
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs that nobody here wrote: a false reject is as bad as a false accept. */
class ReferencesIT {
    private static final int AT_ONCE = 2;
    private static final int MUTANTS = 50;
    private static final Limits LIMITS = new Limits(10, 120, 512, 16);
    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Gives another value of the same type, in the outermost call only: wrong twice may be right. */
    private static final String WRONG = """


            _right, _deep = %1$s, [0]


            def %1$s(*args, **kwargs):
                _deep[0] += 1
                try:
                    value = _right(*args, **kwargs)
                finally:
                    _deep[0] -= 1
                return value if _deep[0] else _wrong(value)


            def _wrong(value):
                if isinstance(value, bool):
                    return not value
                if isinstance(value, (int, float, complex)):
                    return value + 1
                if isinstance(value, str):
                    return value + "x"
                if isinstance(value, list):
                    return value + [0]
                if isinstance(value, tuple):
                    return tuple(value) + (0,)
                if isinstance(value, dict):
                    return {**value, "wrong": 0}
                if isinstance(value, set):
                    return value | {"wrong"}
                return 0 if value is None else None
            """;

    private static Sandbox sandbox;
    private static ExecutorService threads;

    @BeforeAll
    static void open() {
        sandbox = RealSandbox.open(Map.of("triptych.verifier.concurrency", Integer.toString(AT_ONCE)));
        threads = Executors.newFixedThreadPool(AT_ONCE);
    }

    @AfterAll
    static void close() {
        threads.shutdownNow();
        sandbox.close();
    }

    /** A reference with its suite. */
    private record Reference(String id, String entryPoint, String solution, Submission submission) {
        Submission mutant() {
            return submission.withSolution(solution + WRONG.formatted(entryPoint));
        }
    }

    @Test
    void acceptsEveryReferenceOfHumanEvalInTheSplit() throws Exception {
        List<Reference> references = humanEval();
        assertThat(rejected(references)).isEmpty();
        assertThat(references).hasSize(164);
    }

    @Test
    void acceptsEveryReferenceOfMbppButTheThreeThatAreWrong() throws Exception {
        List<Reference> references = mbpp();
        List<String> rejected = rejected(references);
        assertThat(references).hasSize(974);
        // How slow 123 is depends on the machine; the other two contradict their own tests.
        rejected.removeIf(line -> line.startsWith("123 TLE"));
        assertThat(rejected).extracting(line -> line.split(" ")[0]).containsExactlyInAnyOrder("367", "927");
    }

    @Test
    void judgesTheSuitesOfMbppInTheSplitWhenTheyAreTestFunctions() throws Exception {
        List<Reference> wrapped = mbpp().stream().map(ReferencesIT::wrapped).toList();
        List<Future<Judgement>> judged = wrapped.stream()
                .map(reference -> judged(reference.submission()))
                .toList();
        int split = 0;
        for (Future<Judgement> one : judged) {
            split += one.get().assurance().compareTo(Assurance.SPLIT) >= 0 ? 1 : 0;
        }
        assertThat(split).isGreaterThanOrEqualTo(wrapped.size() * 95 / 100);
    }

    @Test
    void rejectsEveryMutantThatAnswersWrong() throws Exception {
        List<Reference> all = new ArrayList<>(humanEval());
        all.addAll(mbpp());
        all.removeIf(reference -> List.of("123", "367", "927").contains(reference.id()));
        List<Reference> some = IntStream.range(0, MUTANTS)
                .mapToObj(i -> all.get(i * (all.size() / MUTANTS)))
                .toList();
        List<Future<Judgement>> judged =
                some.stream().map(reference -> judged(reference.mutant())).toList();
        for (int i = 0; i < MUTANTS; i++) {
            assertThat(judged.get(i).get().verdict()).as(some.get(i).id()).isEqualTo(Verdict.WA);
        }
    }

    private static List<String> rejected(List<Reference> references) throws Exception {
        List<Future<Judgement>> judged = references.stream()
                .map(reference -> judged(reference.submission()))
                .toList();
        List<String> rejected = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            Judgement one = judged.get(i).get();
            if (one.verdict() != Verdict.AC) {
                rejected.add(references.get(i).id() + " " + one.verdict() + " " + one.reason());
            }
        }
        return rejected;
    }

    private static Future<Judgement> judged(Submission submission) {
        return threads.submit(() -> new Judge(sandbox).judge(submission, () -> false));
    }

    private static List<Reference> humanEval() throws IOException {
        List<Reference> references = new ArrayList<>();
        for (JsonNode row : rows("humaneval/HumanEval.jsonl.gz")) {
            String entryPoint = row.path("entry_point").asText();
            String suite = "from solution import *\n" + row.path("test").asText() + "\n\ndef test_all():\n    check("
                    + entryPoint + ")\n";
            String solution =
                    row.path("prompt").asText() + row.path("canonical_solution").asText();
            references.add(new Reference(
                    row.path("task_id").asText(),
                    entryPoint,
                    solution,
                    submission(SuiteStyle.PYTEST, solution, suite, Assurance.SPLIT)));
        }
        return references;
    }

    private static List<Reference> mbpp() throws IOException {
        List<Reference> references = new ArrayList<>();
        for (JsonNode row : rows("mbpp/mbpp.jsonl.gz")) {
            StringBuilder tests = new StringBuilder();
            row.path("test_list").forEach(line -> tests.append(line.asText()).append('\n'));
            String code = row.path("code").asText();
            String solution = row.path("test_setup_code").asText() + "\n" + code;
            references.add(new Reference(
                    row.path("task_id").asText(),
                    entryPoint(code, tests.toString()),
                    solution,
                    submission(SuiteStyle.FUNCTION, solution, tests.toString(), Assurance.SPLIT)));
        }
        return references;
    }

    /** Each assert as a test function. */
    private static Reference wrapped(Reference reference) {
        StringBuilder suite = new StringBuilder("from solution import *\n");
        for (String line : reference.submission().tests().split("(?m)^(?=assert)")) {
            if (!line.isBlank()) {
                suite.append("\n\ndef test_")
                        .append(suite.length())
                        .append("():\n    ")
                        .append(line.strip().replace("\n", "\n    "))
                        .append('\n');
            }
        }
        return new Reference(
                reference.id(),
                reference.entryPoint(),
                reference.solution(),
                submission(SuiteStyle.PYTEST, reference.solution(), suite.toString(), Assurance.IN_PROCESS));
    }

    /** The function of the solution that the tests name first. */
    private static String entryPoint(String code, String tests) {
        return NAME.matcher(tests)
                .results()
                .map(MatchResult::group)
                .filter(name -> Pattern.compile("(?m)^def " + name + "\\b")
                        .matcher(code)
                        .find())
                .findFirst()
                .orElse("none");
    }

    private static Submission submission(SuiteStyle style, String solution, String tests, Assurance minAssurance) {
        return new Submission(style, solution, tests, List.of(), Optional.empty(), LIMITS, minAssurance, false, false);
    }

    private static List<JsonNode> rows(String name) throws IOException {
        Path file = Path.of(System.getProperty("triptych.home", ".."))
                .resolve("../shared/data")
                .resolve(name);
        assumeTrue(Files.exists(file), "SKIPPED: no public data at " + file);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<JsonNode> rows = new ArrayList<>();
            for (String line : lines.lines().collect(Collectors.toList())) {
                rows.add(JSON.readTree(line));
            }
            return rows;
        }
    }
}
