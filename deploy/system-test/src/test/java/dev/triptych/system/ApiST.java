package dev.triptych.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.system.stack.Command;
import dev.triptych.system.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What another team and an operator meet: REST and the command line on a running stack. */
@ExtendWith(Stack.Shared.class)
class ApiST {
    private static final String SMALL_RUN = "{\"recipe\":\"kodcode\",\"target\":2,\"seed\":11}";

    @Test
    void theSameIdempotencyKeyTwiceIsOneRun(Stack stack) {
        HttpResponse<String> first = stack.api("POST", "/api/v1/runs", SMALL_RUN, "Idempotency-Key", "team-a-1");
        HttpResponse<String> again = stack.api("POST", "/api/v1/runs", SMALL_RUN, "Idempotency-Key", "team-a-1");
        HttpResponse<String> other = stack.api(
                "POST", "/api/v1/runs", "{\"recipe\":\"kodcode\",\"target\":3}", "Idempotency-Key", "team-a-1");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(Stack.json(again.body()).path("run"))
                .isEqualTo(Stack.json(first.body()).path("run"));
        assertThat(other.statusCode()).as(other.body()).isEqualTo(409);
    }

    @Test
    void aBadBodyIsToldWhereItIsWrong(Stack stack) {
        HttpResponse<String> response =
                stack.api("POST", "/api/v1/runs", "{\"recipe\":\"kodkode\",\"target\":-3,\"tarrget\":1}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("target", "-3", "tarrget", "recipe")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void withoutTheTokenNothingIsTold(Stack stack) {
        HttpResponse<String> response = stack.send(HttpRequest.newBuilder(URI.create(stack.url("api") + "/api/v1/runs"))
                .build());

        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    void theTokenFileIsForItsOwnerOnly(Stack stack) throws IOException {
        Path token = Path.of(stack.status().path("tokenFile").asText());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
    }

    @Test
    void aSecondUpChangesNothing(Stack stack) {
        JsonNode before = stack.status();

        Command.Result again = stack.run(Duration.ofMinutes(2), "up");

        assertThat(again.exit()).as(again.printed()).isZero();
        assertThat(stack.status().path("services")).isEqualTo(before.path("services"));
    }

    @Test
    void theCommandLineStartsWatchesAndExportsARun(Stack stack) throws IOException {
        Command.Result watched = stack.run(
                Duration.ofMinutes(3),
                "run",
                "start",
                "--recipe",
                "kodcode",
                "--target",
                "3",
                "--seed",
                "5",
                "--watch");

        assertThat(watched.exit()).as(watched.printed()).isZero();
        String run =
                Stack.json(stack.api("GET", "/api/v1/runs", "").body()).path("runs").findValuesAsText("run").stream()
                        .filter(id -> watched.printed().contains(id))
                        .findFirst()
                        .orElseThrow();
        Path out = Files.createTempDirectory("export");
        assertThat(stack.run(Duration.ofMinutes(1), "export", run, "--out", out.toString())
                        .exit())
                .isZero();
        assertThat(Files.readAllLines(out.resolve("triplets.jsonl"))).hasSize(3);
        Stack.assertAddsUp(Stack.json(Files.readString(out.resolve("ledger.json"))));
        JsonNode rejections = Stack.json(
                stack.api("GET", "/api/v1/runs/" + run + "/rejections", "").body());
        assertThat(rejections.path("rejections")).allSatisfy(one -> {
            assertThat(one.path("candidate").asText()).isNotEmpty();
            assertThat(one.path("reason").asText()).isNotEmpty();
            assertThat(one.has("evidence")).isTrue();
        });
    }

    @Test
    void wrongUseIsOneClearLineAndExitCodeTwo(Stack stack) {
        for (String[] wrong : new String[][] {
            {"frobnicate"},
            {"run", "start", "--recipe", "kodcode", "--target", "-1"},
            {"run", "start", "--target", "1", "--teacher", "nobody"}
        }) {
            Command.Result result = stack.run(Duration.ofMinutes(1), wrong);
            assertThat(result.exit()).as(result.printed()).isEqualTo(2);
            assertThat(result.printed()).doesNotContain("\tat ", "Exception");
        }
    }
}
