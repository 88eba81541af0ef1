package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.program.Compiler;
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
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * C++ programs that nobody here wrote, with their suites: the right ones are accepted, the same without their bodies or
 * with other answers are not. {@code -Dtriptych.references=164} takes all of them.
 */
class CppReferencesIT {
    private static final int SAMPLE = Integer.getInteger("triptych.references", 16);
    private static final int AT_ONCE = 4;
    private static final Limits LIMITS = new Limits(10, 60, 512, 16);
    /** Two need boost, one defines a function twice. */
    private static final Set<String> KNOWN = Set.of("CPP/22", "CPP/38", "CPP/137");

    /** Needs libcrypto, which is there where its headers are. */
    private static final String CRYPTO = "CPP/162";

    private static final boolean CRYPTO_LACKS = Files.notExists(Path.of("/usr/include/openssl/md5.h"));

    private static final Pattern HEAD = Pattern.compile(".*?(?<name>\\w+)\\s*\\((?<arguments>.*)\\)", Pattern.DOTALL);

    /** Another value of the same type. */
    private static final String CHANGED = """
            template <class T> std::enable_if_t<std::is_arithmetic_v<T>, T> changed(T value) { return value + 1; }
            inline bool changed(bool value) { return !value; }
            inline std::string changed(std::string value) { return value + "x"; }
            template <class T> std::vector<T> changed(std::vector<T> values) { values.push_back(T()); return values; }
            template <class K, class V> std::map<K, V> changed(std::map<K, V> values) { values[K()] += 1; return values; }
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static Sandbox sandbox;
    private static Judge judge;

    @BeforeAll
    static void open() {
        sandbox = RealSandbox.open(Map.of());
        assumeTrue(sandbox.toolchain().cpp().isPresent(), "SKIPPED: no C++ compiler");
        judge = new Judge(sandbox, new Compiler(sandbox));
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    void acceptsTheReferencesOfHumanEvalXAndNeitherTheirStubsNorMutants() throws Exception {
        List<String> wrong = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Optional<String>>> all = new ArrayList<>();
            for (JsonNode row : sample()) {
                all.add(threads.submit(() -> wrong(row)));
            }
            for (Future<Optional<String>> one : all) {
                one.get().ifPresent(wrong::add);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> wrong(JsonNode row) {
        String id = row.path("task_id").asText();
        String declaration = row.path("declaration").asText();
        String tests = prototypes(declaration) + row.path("test").asText();
        Judgement right = judge(declaration + row.path("canonical_solution").asText(), tests);
        if (KNOWN.contains(id) || id.equals(CRYPTO) && CRYPTO_LACKS) {
            return right.verdict() == Verdict.CE ? Optional.empty() : Optional.of(id + " is no known defect any more");
        }
        if (right.verdict() != Verdict.AC) {
            return Optional.of(id + " " + right.verdict() + " " + right.reason());
        }
        Judgement stub = judge(declaration + "return {};\n}\n", tests);
        if (stub.verdict() == Verdict.AC) {
            return Optional.of(id + " accepts a stub");
        }
        Judgement mutant =
                judge(mutant(declaration, row.path("canonical_solution").asText()), tests);
        return mutant.verdict() == Verdict.WA
                ? Optional.empty()
                : Optional.of(id + " judges a mutant that answers wrong " + mutant.verdict() + " " + mutant.reason());
    }

    /** The right solution under another name, and a function of the right name that changes what it answers. */
    private static String mutant(String declaration, String body) {
        int open = declaration.lastIndexOf('{');
        String head = declaration
                .substring(declaration.lastIndexOf('\n', declaration.lastIndexOf(')', open)) + 1, open)
                .strip();
        Matcher function = HEAD.matcher(head);
        assertThat(function.matches()).as(head).isTrue();
        String name = function.group("name");
        String arguments = Pattern.compile("(\\w+)\\s*(?:,|$)")
                .matcher(function.group("arguments").replaceAll("<[^>]*>+", " "))
                .results()
                .map(argument -> argument.group(1))
                .collect(Collectors.joining(", "));
        return "#include <bits/stdc++.h>\n#define " + name + " right_" + name + "\n" + declaration + body + "\n#undef "
                + name + "\n" + CHANGED + head + " {\n    return changed(right_" + name + "(" + arguments + "));\n}\n";
    }

    private static Judgement judge(String solution, String tests) {
        return judge.judge(RealSandbox.cpp(solution, tests, LIMITS), () -> false);
    }

    /** The declaration with the body of every function left out; the last one has only its beginning. */
    private static String prototypes(String declaration) {
        StringBuilder kept = new StringBuilder();
        int depth = 0;
        for (char c : declaration.toCharArray()) {
            if (c == '{' && depth++ == 0) {
                kept.append(';');
            } else if (c == '}') {
                depth--;
            } else if (depth == 0) {
                kept.append(c);
            }
        }
        return kept.append('\n').toString();
    }

    private static List<JsonNode> sample() throws IOException {
        Path file = Path.of(System.getProperty("triptych.home", ".."))
                .resolve("../shared/data/humaneval_x/humaneval_cpp.jsonl.gz");
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
            sample.add(rows.get(i * rows.size() / SAMPLE));
        }
        return sample;
    }
}
