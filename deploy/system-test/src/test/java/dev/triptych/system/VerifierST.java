package dev.triptych.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.system.stack.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The verifier without the factory, as its page in the documentation tells people to use it. */
class VerifierST {
    private static final Duration UP_MAX = Duration.ofMinutes(3);
    private static final Duration VERIFY_MAX = Duration.ofMinutes(1);
    private static final Duration BENCH_MAX = Duration.ofMinutes(3);
    private static final Duration EXAMPLE_MAX = Duration.ofMinutes(1);
    private static final Pattern EXAMPLE = Pattern.compile("```sh\\n(curl .*?)```", Pattern.DOTALL);
    private static final String PRINTS = "# prints ";

    private static Command command = new Command(Command.home(), Path.of("unused"));
    private static String url = "";

    @TempDir
    private Path folder;

    @BeforeAll
    static void up(@TempDir Path state) throws IOException {
        command = new Command(Command.home(), state);
        Command.Result up = command.run(UP_MAX, "up", "--only", "verifier");
        assertThat(up.exit()).as(up.printed()).isZero();
        JsonNode status = TriptychJson.mapper()
                .readTree(command.run(VERIFY_MAX, "status", "--json").printed());
        url = status.path("urls").path("verifier").asText();
        assertThat(status.path("services").findValuesAsText("name")).containsExactly("supervisor", "verifier");
    }

    @AfterAll
    static void down() {
        Command.Result down = command.run(UP_MAX, "down");
        assertThat(down.exit()).as(down.printed()).isZero();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void onlyAnAcceptedSolutionEndsWithZero() throws IOException {
        String tests = file("tests.py", "from solution import add\n\ndef test_add():\n    assert add(1, 2) == 3\n");
        String right = file("right.py", "def add(a, b):\n    return a + b\n");
        String wrong = file("wrong.py", "def add(a, b):\n    return a - b\n");

        Command.Result accepted = command.run(VERIFY_MAX, "verify", "--solution", right, "--tests", tests);
        Command.Result refused = command.run(VERIFY_MAX, "verify", "--solution", wrong, "--tests", tests);

        assertThat(accepted.exit()).as(accepted.printed()).isZero();
        assertThat(accepted.printed()).contains("verdict      AC", "passed  test_add", "assurance    split");
        assertThat(refused.exit()).as(refused.printed()).isEqualTo(1);
        assertThat(refused.printed()).contains("verdict      WA", "failed  test_add");
    }

    @Test
    void casesAreJudgedUnderTheNamesOfTheirFiles() throws IOException {
        String program = file("program.py", "print(int(input()) * 2)\n");
        Path cases = Files.createDirectory(folder.resolve("cases"));
        Files.writeString(cases.resolve("small.in"), "1\n");
        Files.writeString(cases.resolve("small.out"), "2\n");
        Files.writeString(cases.resolve("big.in"), "21\n");
        Files.writeString(cases.resolve("big.out"), "43\n");

        Command.Result judged =
                command.run(VERIFY_MAX, "verify", "--solution", program, "--stdin-cases", cases.toString());

        assertThat(judged.exit()).as(judged.printed()).isEqualTo(1);
        assertThat(judged.printed()).contains("passed  small", "failed  big");
    }

    @Test
    void aCheckerSaysWhichOutputsAreRight() throws IOException {
        String program = file("program.py", "print(-int(input()))\n");
        Path cases = Files.createDirectory(folder.resolve("cases"));
        Files.writeString(cases.resolve("one.in"), "1\n");
        Files.writeString(cases.resolve("one.out"), "1\n");
        String right =
                file("right.py", "def check(input, expected, actual):\n    return abs(int(actual)) == int(expected)\n");
        String broken = file("broken.py", "def check(input, expected, actual):\n    return actual\n");

        Command.Result accepted = command.run(
                VERIFY_MAX, "verify", "--solution", program, "--stdin-cases", cases.toString(), "--checker", right);
        Command.Result unknown = command.run(
                VERIFY_MAX, "verify", "--solution", program, "--stdin-cases", cases.toString(), "--checker", broken);

        assertThat(accepted.exit()).as(accepted.printed()).isZero();
        assertThat(unknown.exit()).as(unknown.printed()).isEqualTo(3);
        assertThat(unknown.printed()).contains("verdict      IE: case_1: checker: returned neither True nor False");
    }

    @Test
    void theBenchmarkMeasuresAndFindsNoVerdictWrong() throws IOException {
        Path json = folder.resolve("bench.json");

        Command.Result result = command.run(
                BENCH_MAX, "bench", "verifier", "--rows", "function", "--seconds", "2", "--json", json.toString());

        assertThat(result.exit()).as(result.printed()).isZero();
        JsonNode rows = TriptychJson.mapper().readTree(Files.readString(json)).path("rows");
        assertThat(rows.findValuesAsText("name")).contains("exec", "function");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.path("perSecond").asDouble()).isPositive();
            assertThat(row.path("wrong").asInt()).isZero();
        });
    }

    @TestFactory
    List<DynamicTest> theExamplesOfTheDocumentationPrintWhatTheySay() throws IOException {
        String page = Files.readString(Command.home().resolve("docs/verifier.md"));
        List<DynamicTest> examples = EXAMPLE.matcher(page)
                .results()
                .map(hit -> hit.group(1))
                .map(example -> DynamicTest.dynamicTest(
                        example.lines().findFirst().orElse(""), () -> assertPrintsWhatItSays(example)))
                .toList();
        assertThat(examples).as("examples on the page").hasSizeGreaterThan(3);
        return examples;
    }

    private void assertPrintsWhatItSays(String example) throws IOException, InterruptedException {
        Path printed = folder.resolve("printed");
        ProcessBuilder shell = new ProcessBuilder("bash", "-eu", file("example.sh", example))
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        shell.environment().put("VERIFIER", url);
        Process process = shell.start();

        assertThat(process.waitFor(EXAMPLE_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(printed))
                .contains(example.lines()
                        .filter(line -> line.startsWith(PRINTS))
                        .map(line -> line.substring(PRINTS.length()))
                        .toList());
    }
}
