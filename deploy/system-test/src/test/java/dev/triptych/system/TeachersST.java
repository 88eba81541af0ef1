package dev.triptych.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.system.stack.Command;
import dev.triptych.system.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several teachers: who fails is mended, replaced or stood in for, and every row says who answered. */
class TeachersST {
    private static final Duration RUN_MAX = Duration.ofMinutes(4);
    private static final int TARGET = 2;

    private static Stack stack;

    @BeforeAll
    static void up(@TempDir Path folder) throws IOException {
        Path teachers = Files.write(
                folder.resolve("teachers.properties"),
                List.of(
                        "fast.base-url=rehearsal",
                        "fast.model=rehearsal-1",
                        "strong.base-url=rehearsal",
                        "strong.model=rehearsal-strong",
                        "cheap.base-url=rehearsal",
                        "cheap.model=rehearsal-cheap",
                        "cheap.fallback=strong"));
        stack = Stack.own(
                "teachers-state",
                "--teachers",
                teachers.toString(),
                "--rehearsal",
                "latency-mean=PT0.3S",
                "--rehearsal",
                "profiles.rehearsal-strong.slots=8",
                "--rehearsal",
                "profiles.rehearsal-cheap.slots=8");
    }

    @AfterAll
    static void down() {
        stack.close();
    }

    @Test
    void aWrongKeyPausesTheRunUntilSomebodyMendedIt() throws IOException {
        fault("rehearsal-1", "{\"unauthorised\": 1}");
        String run = start("fast", 41);
        JsonNode paused = await().atMost(RUN_MAX).until(() -> stack.show(run), shown -> has(shown, "PAUSED"));
        assertThat(paused.path("message").asText()).contains("TEACHER_UNAUTHORIZED", "fast", "401");

        fault("rehearsal-1", "{}");
        assertThat(command("run", "resume", run).exit()).isZero();

        assertComplete(run);
        assertThat(whoAnswered(run)).containsOnly("fast");
    }

    @Test
    void aStepThatIsTriedAgainAndAgainAsksWhomTheRunIsRetunedTo() throws IOException {
        fault("rehearsal-1", "{\"server-error\": 1}");
        String run = start("fast", 42, "--window", "1");
        // More calls than one activity makes for its answer: Temporal tries the step again by now.
        await().atMost(RUN_MAX)
                .until(() -> stack.show(run).path("teacher").path("calls").asInt() > 3);

        assertThat(command("run", "retune", run, "--teacher", "strong").exit()).isZero();

        assertComplete(run);
        assertThat(whoAnswered(run)).containsOnly("strong");
        fault("rehearsal-1", "{}");
    }

    @Test
    void aTeacherThatIsAwayIsStoodInFor() throws IOException {
        fault("rehearsal-cheap", "{\"forbidden\": 1}");
        String run = start("cheap", 43);

        assertComplete(run);
        assertThat(whoAnswered(run)).containsOnly("strong");
    }

    @Test
    void eachStepAsksItsOwnTeacher() throws IOException {
        fault("rehearsal-1", "{}");
        String run = start("fast", 44, "--set", "testTeacher=strong");

        assertComplete(run);
        for (JsonNode step : steps(run)) {
            assertThat(step.path("profile").asText())
                    .isEqualTo(step.path("step").asText().equals("TESTS") ? "strong" : "fast");
        }
    }

    @Test
    void aRunThatNamesNoTeacherIsToldWhichThereAre() {
        Command.Result result = command("run", "start", "--recipe", "kodcode", "--target", "1");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.printed()).contains("teacher", "cheap, fast, strong");
    }

    private static String start(String teacher, int seed, String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", "start", "--recipe", "kodcode"));
        arguments.addAll(List.of("--target", Integer.toString(TARGET), "--seed", Integer.toString(seed)));
        arguments.addAll(List.of("--teacher", teacher));
        arguments.addAll(List.of(more));
        Command.Result result = command(arguments.toArray(String[]::new));
        assertThat(result.exit()).as(result.printed()).isZero();
        return result.printed().lines().toList().getLast().replaceFirst("^run ", "");
    }

    private static void assertComplete(String run) {
        await().atMost(RUN_MAX).until(() -> stack.show(run), shown -> has(shown, "COMPLETED"));
        JsonNode ledger = stack.ledger(run);
        Stack.assertAddsUp(ledger);
        assertThat(ledger.path("accepted").asInt()).isEqualTo(TARGET);
        assertThat(ledger.path("failed").asInt()).as(ledger.toPrettyString()).isZero();
        assertThat(ledger.path("teacher").path("repaid").asInt(-1)).isZero();
    }

    private static List<String> whoAnswered(String run) throws IOException {
        return steps(run).stream().map(step -> step.path("profile").asText()).toList();
    }

    private static List<JsonNode> steps(String run) throws IOException {
        Path out = Files.createTempDirectory("export");
        assertThat(command("export", run, "--out", out.toString()).exit()).isZero();
        List<JsonNode> steps = new ArrayList<>();
        try (Stream<String> rows = Files.lines(out.resolve("triplets.jsonl"))) {
            rows.forEach(row -> Stack.json(row).path("provenance").path("steps").forEach(steps::add));
        }
        return steps;
    }

    private static void fault(String model, String rates) {
        HttpResponse<String> response = stack.send(HttpRequest.newBuilder(
                        URI.create(stack.url("rehearsal") + "/rehearsal/faults"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"model\": \"" + model + "\", \"rates\": " + rates + "}"))
                .build());
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
    }

    private static boolean has(JsonNode shown, String status) {
        return shown.path("status").asText().equals(status);
    }

    private static Command.Result command(String... arguments) {
        return stack.run(Duration.ofMinutes(1), arguments);
    }
}
