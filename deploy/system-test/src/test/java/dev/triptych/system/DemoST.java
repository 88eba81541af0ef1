package dev.triptych.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.system.stack.Command;
import dev.triptych.system.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, as a newcomer runs it. */
class DemoST {
    private static final Duration DEMO_MAX = Duration.ofMinutes(6);

    @Test
    void theDemoMakesTwelveProvenTripletsAndLeavesNothingRunning(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        Command command = new Command(Command.home(), folder.resolve("state"));

        Command.Result result =
                command.run(DEMO_MAX, "demo", "--triplets", "12", "--seed", "7", "--out", out.toString());

        assertThat(result.exit()).as(result.printed()).isZero();
        JsonNode ledger = Stack.json(Files.readString(out.resolve("ledger.json")));
        Stack.assertAddsUp(ledger);
        assertThat(ledger.path("accepted").asInt()).isEqualTo(12);
        assertThat(ledger.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(ledger.path("teacher").path("repaid").asInt()).isZero();
        assertThat(ledger.path("simulated").asBoolean()).isTrue();
        assertThat(ledger.path("truth").path("falseAccepts").asInt(-1)).isZero();
        assertThat(ledger.path("truth").path("leaks").asInt(-1)).isZero();
        assertThat(ledger.path("truth").path("unrecognised").asInt(-1)).isZero();
        assertThat(out.resolve("triplets.parquet")).isNotEmptyFile();
        assertThat(out.resolve("README.md")).content().containsIgnoringCase("simulated");
        List<String> triplets = Files.readAllLines(out.resolve("triplets.jsonl"));
        assertThat(triplets).hasSize(12).allSatisfy(line -> assertThat(plainPytestPasses(folder, Stack.json(line)))
                .as(line)
                .isTrue());
        assertThat(processesOf(folder)).isEmpty();
    }

    /** The promise of the file format: solution.py beside the tests, nothing of ours around them. */
    private static boolean plainPytestPasses(Path folder, JsonNode triplet) throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(folder, "triplet");
        Files.writeString(place.resolve("solution.py"), triplet.path("solution").asText());
        Files.writeString(
                place.resolve("test_solution.py"), triplet.path("tests").asText());
        Process pytest = new ProcessBuilder(
                        Command.home().resolve(".triptych/python/bin/python").toString(),
                        "-m",
                        "pytest",
                        "-q",
                        "-p",
                        "no:cacheprovider",
                        "test_solution.py")
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("pytest.out").toFile())
                .start();
        assertThat(pytest.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return pytest.exitValue() == 0;
    }

    /** Processes whose command line names the demo's state directory. */
    private static List<String> processesOf(Path folder) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(folder.toString()))
                .toList();
    }
}
