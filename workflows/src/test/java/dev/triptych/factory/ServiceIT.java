package dev.triptych.factory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.Triplet;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.store.roles.Grants;
import dev.triptych.testkit.Repository;
import dev.triptych.testkit.TemporalServer;
import dev.triptych.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a user starts it: its process, its settings file, its port. */
class ServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String TOKEN = "token-of-the-test";
    private static final String BODY = "{\"recipe\":\"kodcode\",\"target\":2,\"window\":2}";

    @TempDir
    private Path directory;

    @Test
    void startsWithoutPostgresAndTemporalAndSaysWhatItLacks() throws Exception {
        try (Service service = start("jdbc:postgresql://127.0.0.1:1/none", "none", "127.0.0.1:1")) {
            assertThat(service.get("/q/health/live", null).statusCode()).isEqualTo(200);
            HttpResponse<String> ready = service.get("/q/health/ready", null);
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("Postgres cannot be used", "127.0.0.1:1 does not answer");

            assertThat(service.get("/api/v1/runs", null).statusCode()).isEqualTo(401);
            assertThat(service.get("/api/v1/runs", "wrong").statusCode()).isEqualTo(401);
            assertThat(service.get("/api/v1/runs", TOKEN).statusCode()).isEqualTo(503);
            assertThat(service.get("/q/openapi", null).body()).contains("/api/v1/runs/{id}/ledger");

            HttpResponse<String> wrong =
                    service.post("/api/v1/runs", null, "{\"recipe\":\"kodcode\",\"target\":-3,\"tagret\":1}");
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.body())
                    .isEqualTo("{\"code\":\"INVALID_INPUT\",\"problems\":[\"target: must be ≥ 1, was -3\","
                            + "\"tagret: is not a field of a run; did you mean target?\"],"
                            + "\"example\":{\"recipe\":\"kodcode\",\"target\":12}}");
            assertThat(service.post("/api/v1/runs", null, "{").body()).contains("body: is not JSON at line 1");
            assertThat(service.post("/api/v1/runs", "a-key", BODY).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void runsAreStartedOnceSteeredAndClosedWhateverOperatorsDoInTemporal() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                TemporalServer temporal = TemporalServer.start(directory);
                Service service = start(database.url(), database.password(Grants.FACTORY), temporal.target())) {
            await().until(() -> service.get("/q/health/ready", null).statusCode() == 200);

            HttpResponse<String> first = service.post("/api/v1/runs", "key-1", BODY);
            assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
            RunId run = new RunId(json(first).path("run").asText());
            String runPath = "/api/v1/runs/" + run;
            HttpResponse<String> again = service.post("/api/v1/runs", "key-1", BODY);
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(json(again).path("run").asText()).isEqualTo(run.value());
            assertThat(service.post("/api/v1/runs", "key-1", BODY.replace("2,", "3,"))
                            .statusCode())
                    .isEqualTo(409);

            await().untilAsserted(() -> assertThat(
                            service.json(runPath).path("oldest").path("cause").asText())
                    .isEqualTo("no worker has taken it (triptych.question)"));
            assertThat(service.post(runPath + "/pause", null, "{\"requestId\":\"p\"}")
                            .statusCode())
                    .isEqualTo(200);
            await().until(() -> service.json(runPath).path("status").asText().equals("PAUSED"));
            service.post(runPath + "/resume", null, "");
            await().until(() -> service.json(runPath).path("status").asText().equals("RUNNING"));

            retunesAndLimits(service, runPath);

            temporal.client()
                    .newUntypedWorkflowStub(Triplet.workflowId(new CandidateId(run, 1)))
                    .terminate("by hand");
            await().until(() ->
                    service.json(runPath).path("progress").path("failed").asInt() == 1);

            temporal.client()
                    .newUntypedWorkflowStub(json(first).path("workflowId").asText())
                    .terminate("by hand");
            await().until(() -> service.json(runPath).path("status").asText().equals("CANCELLED"));
            JsonNode ledger = service.json(runPath + "/ledger");
            assertThat(ledger.path("reconciled").asBoolean())
                    .as(ledger.toString())
                    .isTrue();
            assertThat(ledger.path("inFlight").asInt()).isZero();
            assertThat(ledger.path("candidates").asInt())
                    .isEqualTo(ledger.path("failed").asInt()
                            + ledger.path("cancelled").asInt());
            assertThat(service.post(runPath + "/pause", null, "").statusCode()).isEqualTo(409);
            assertThat(service.get(runPath + "/files/README.md", TOKEN).body()).contains("# Triplets of run " + run);
            assertThat(service.get(runPath + "/files/nothing", TOKEN).statusCode())
                    .isEqualTo(404);
            assertThat(service.get(runPath + "/rejections?limit=0", TOKEN).statusCode())
                    .isEqualTo(400);
            cancelsAnother(service);
        }
    }

    private static void cancelsAnother(Service service) throws Exception {
        String second =
                json(service.post("/api/v1/runs", null, BODY)).path("run").asText();
        await().until(() -> service.json("/api/v1/runs/" + second)
                        .path("progress")
                        .path("inFlight")
                        .asInt()
                > 0);
        assertThat(service.post("/api/v1/runs/" + second + "/cancel", null, "").statusCode())
                .isEqualTo(200);
        await().until(() ->
                service.json("/api/v1/runs/" + second).path("status").asText().equals("CANCELLED"));
        assertThat(service.json("/api/v1/runs").path("runs")).hasSize(2);
    }

    private static void retunesAndLimits(Service service, String runPath) throws Exception {
        HttpResponse<String> retuned = service.post(
                runPath + "/retune", null, "{\"requestId\":\"t\",\"budgetMicroUsd\":5000000,\"onBudget\":\"wait\"}");
        assertThat(retuned.statusCode()).as(retuned.body()).isEqualTo(200);
        assertThat(json(retuned).path("budget").path("limitMicroUsd").asLong()).isEqualTo(5_000_000);
        HttpResponse<String> wrong = service.post(runPath + "/retune", null, "{\"target\":3}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("target: cannot be changed; these can: teacher");
        assertThat(service.post(runPath + "/retune", null, "{\"testTeacher\":\"nobody\"}")
                        .body())
                .contains("testTeacher: no profile named nobody; configured: rehearsal");

        HttpResponse<String> limited = service.put("/api/v1/tenants/default/budget", "{\"budgetTokens\":77}");
        assertThat(limited.statusCode()).as(limited.body()).isEqualTo(200);
        assertThat(service.json("/api/v1/tenants/default/budget")
                        .path("limitTokens")
                        .asLong())
                .isEqualTo(77);
        for (String bad : List.of("{\"dollars\":1}", "{\"budgetTokens\":18446744073709551616}")) {
            assertThat(service.put("/api/v1/tenants/default/budget", bad).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(json(service.put("/api/v1/tenants/default/budget", "{\"budgetMicroUsd\":5}"))
                        .path("limitTokens")
                        .asLong())
                .isEqualTo(77);
        HttpResponse<String> unlimited =
                service.put("/api/v1/tenants/default/budget", "{\"budgetTokens\":0,\"budgetMicroUsd\":0}");
        assertThat(json(unlimited).path("limitTokens").asLong(-1)).isZero();
    }

    private Service start(String databaseUrl, String password, String temporal) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path token = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        Path settings = Files.writeString(directory.resolve("workflows.properties"), """
                quarkus.http.host=127.0.0.1
                quarkus.http.port=%d
                quarkus.datasource.jdbc.url=%s
                quarkus.datasource.username=%s
                quarkus.datasource.password=%s
                triptych.temporal.target=%s
                triptych.api.token-file=%s
                triptych.teachers.rehearsal.base-url=http://127.0.0.1:1/v1
                triptych.teachers.rehearsal.model=bank
                triptych.teachers.rehearsal.simulated=true
                """.formatted(
                        port, databaseUrl, Grants.FACTORY, password, temporal, token));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.config.locations=" + settings,
                        "-jar",
                        Repository.root()
                                .resolve("workflows/target/quarkus-app/quarkus-run.jar")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("workflows.log").toFile())
                .start();
        Service service = new Service(process, port, HttpClient.newHttpClient());
        await().ignoreExceptionsInstanceOf(IOException.class)
                .failFast("the service ended", () -> !process.isAlive())
                .until(() -> service.get("/q/health/live", null).statusCode() == 200);
        return service;
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300));
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return TriptychJson.mapper().readTree(response.body());
    }

    private record Service(Process process, int port, HttpClient http) implements AutoCloseable {
        HttpResponse<String> get(String path, @Nullable String token) throws Exception {
            return send(HttpRequest.newBuilder().GET(), path, token);
        }

        JsonNode json(String path) throws Exception {
            return ServiceIT.json(get(path, TOKEN));
        }

        HttpResponse<String> post(String path, @Nullable String key, String body) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body));
            if (key != null) {
                request.header("Idempotency-Key", key);
            }
            return send(request.header("Content-Type", "application/json"), path, TOKEN);
        }

        HttpResponse<String> put(String path, String body) throws Exception {
            return send(
                    HttpRequest.newBuilder()
                            .PUT(HttpRequest.BodyPublishers.ofString(body))
                            .header("Content-Type", "application/json"),
                    path,
                    TOKEN);
        }

        private HttpResponse<String> send(HttpRequest.Builder request, String path, @Nullable String token)
                throws Exception {
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            return http.send(
                    request.uri(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        @Override
        public void close() throws InterruptedException {
            http.close();
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
