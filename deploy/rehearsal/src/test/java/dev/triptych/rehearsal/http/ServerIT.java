package dev.triptych.rehearsal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.rehearsal.Configs;
import dev.triptych.rehearsal.RehearsalConfig;
import dev.triptych.rehearsal.bank.Families;
import dev.triptych.rehearsal.reply.Prompts;
import dev.triptych.rehearsal.reply.StandIn;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol over real connections. */
class ServerIT {
    @TempDir
    Path directory;

    private final ObjectMapper json = new ObjectMapper();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int port;

    @AfterEach
    void stop() {
        client.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void answersAChatAndKnowsTheTruthAboutIt() throws Exception {
        start(Configs.flawless());

        HttpResponse<String> response = send(chat("Text.", "run/1/QUESTION/1/1", false));
        JsonNode reply = json.readTree(response.body());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Simulated")).hasValue("true");
        assertThat(reply.path("system_fingerprint").asText()).isEqualTo("simulated");
        assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        String content = reply.at("/choices/0/message/content").asText();
        assertThat(reply.at("/usage/completion_tokens").asInt()).isEqualTo(Tokens.of(content));
        assertThat(reply.at("/usage/total_tokens").asInt())
                .isEqualTo(reply.at("/usage/prompt_tokens").asInt() + Tokens.of(content));
        String sha = Asked.sha256(content);
        JsonNode truth = json.readTree(send(post("/rehearsal/truth", "{\"replies\":[\"" + sha + "\",\"00\"]}"))
                .body());
        assertThat(truth.path("replies").path(sha).path("kind").asText()).isEqualTo("question");
        assertThat(truth.path("replies").path(sha).path("family").asText()).isNotEmpty();
        assertThat(truth.path("replies").has("00")).isFalse();
    }

    @Test
    void aStreamIsTheSameReplyInPiecesWithItsUsageAtTheEnd() throws Exception {
        start(Configs.flawless());
        JsonNode whole =
                json.readTree(send(chat("Text.", "run/1/QUESTION/1/1", false)).body());

        HttpResponse<String> response = send(chat("Text.", "run/1/QUESTION/1/1", true));
        List<String> events =
                response.body().lines().filter(line -> !line.isEmpty()).toList();

        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(events).allSatisfy(event -> assertThat(event).startsWith("data: "));
        assertThat(events.getLast()).isEqualTo("data: [DONE]");
        StringBuilder content = new StringBuilder();
        for (String event : events.subList(0, events.size() - 1)) {
            content.append(json.readTree(event.substring(6))
                    .at("/choices/0/delta/content")
                    .asText(""));
        }
        assertThat(content).hasToString(whole.at("/choices/0/message/content").asText());
        JsonNode usage = json.readTree(events.get(events.size() - 2).substring(6));
        assertThat(usage.path("choices")).isEmpty();
        assertThat(usage.path("usage")).isEqualTo(whole.path("usage"));
    }

    @Test
    void refusesWhatComesWhenAllSlotsAreBusy() throws Exception {
        start(Configs.with("slots", "1", "latency-mean", "PT1S", "latency-sigma", "0"));
        CompletableFuture<HttpResponse<String>> first =
                client.sendAsync(chat("Text.", "run/1", false), HttpResponse.BodyHandlers.ofString());
        await().until(() -> stats().path("busy").asInt() == 1);

        HttpResponse<String> second = send(chat("Text.", "run/2", false));

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(first.get().statusCode()).isEqualTo(200);
        assertThat(stats().path("refused429").asInt()).isEqualTo(1);
        assertThat(stats().path("completed").asInt()).isEqualTo(1);
    }

    @Test
    void manyCallsWaitAtTheSameTime() {
        start(Configs.with("slots", "64", "when-full", "queue", "latency-mean", "PT0.3S", "latency-sigma", "0"));
        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 128)
                .mapToObj(call -> client.sendAsync(
                        chat("Text.", "run/" + call, call % 2 == 0), HttpResponse.BodyHandlers.ofString()))
                .toList();

        assertThat(calls).allSatisfy(call -> assertThat(call.get().statusCode()).isEqualTo(200));
        assertThat(stats().path("completed").asInt()).isEqualTo(128);
        assertThat(stats().path("busySlotSeconds").asDouble()).isGreaterThan(30);
    }

    @Test
    void aReplyWhoseReaderWentAwayIsNotFullAndFreesItsSlot() throws Exception {
        start(Configs.with("latency-mean", "PT30S", "latency-sigma", "0"));
        HttpClient impatient = HttpClient.newHttpClient();
        CompletableFuture<?> call =
                impatient.sendAsync(chat("Text.", "run/1", true), HttpResponse.BodyHandlers.ofString());
        await().until(() -> stats().path("busy").asInt() == 1);

        call.cancel(true);
        impatient.shutdownNow();

        await().atMost(Duration.ofSeconds(10)).until(() -> stats().path("busy").asInt() == 0);
        assertThat(stats().path("completed").asInt()).isZero();
        assertThat(answered()).isEmpty();
    }

    @Test
    void whatWasAnsweredIsKnownAfterARestart() throws Exception {
        Path file = directory.resolve("replies.jsonl");
        start(Configs.with("log-file", file.toString(), "latency-mean", "PT0.01S"));
        send(chat("Text.", "run/1", false));
        send(chat("Text.", "run/1", true));
        JsonNode before = stats();

        start(Configs.with("log-file", file.toString()));

        assertThat(stats()).isEqualTo(before);
        assertThat(answered()).hasSize(1);
        assertThat(answered().get(0).path("fullReplies").asInt()).isEqualTo(2);
    }

    @Test
    void playsItsFaults() throws Exception {
        start(Configs.with("faults.reset", "1", "latency-mean", "PT0.02S"));
        assertThatThrownBy(() -> send(chat("Text.", "run/1", true))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> send(chat("Text.", "run/1", false))).isInstanceOf(IOException.class);
        assertThat(answered()).isEmpty();

        start(Configs.with("faults.malformed", "1", "latency-mean", "PT0.02S"));
        String malformed = send(chat("Text.", "run/1", false)).body();
        assertThatThrownBy(() -> json.readTree(malformed)).isInstanceOf(IOException.class);

        start(Configs.with("faults.server-error", "1"));
        assertThat(send(chat("Text.", "run/1", false)).statusCode()).isGreaterThanOrEqualTo(500);

        start(Configs.with("faults.refuse", "1", "faults.retry-after", "milliseconds"));
        assertThat(send(chat("Text.", "run/1", false)).headers().firstValue("retry-after-ms"))
                .hasValue("1000");

        start(Configs.with("faults.stall", "1", "faults.stall-for", "PT0.5S", "latency-mean", "PT0.02S"));
        assertThatThrownBy(() -> send(chat("Text.", "run/1", true))).isInstanceOf(IOException.class);
        await().until(() -> stats().path("busy").asInt() == 0);
    }

    @Test
    void answersCompletionsModelsAndItsPage() throws Exception {
        start(Configs.flawless());
        JsonNode completion = json.readTree(
                send(post("/v1/completions", "{\"model\":\"rehearsal-1\",\"prompt\":\"Write a function to\",\"n\":3}"))
                        .body());

        assertThat(completion.path("choices")).hasSize(3);
        assertThat(completion.at("/choices/1/text").asText())
                .isNotBlank()
                .isNotEqualTo(completion.at("/choices/2/text").asText());
        assertThat(send(get("/v1/models")).body()).contains("rehearsal-1");
        assertThat(send(get("/")).body()).contains("Simulated");
        assertThat(send(post("/v1/chat/completions", "{\"model\":\"gpt\"}")).statusCode())
                .isEqualTo(404);
        assertThat(send(post("/v1/chat/completions", "no json")).statusCode()).isEqualTo(400);
        assertThat(send(post("/rehearsal/truth", "[]")).statusCode()).isEqualTo(400);
    }

    private void start(RehearsalConfig config) {
        Router router = Router.router(vertx);
        new Server(vertx, json, config, new StandIn(Families.bank(), config)).routes(router);
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private JsonNode stats() {
        try {
            return json.readTree(send(get("/rehearsal/stats")).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode answered() throws IOException, InterruptedException {
        return json.readTree(send(get("/rehearsal/answered?prefix=run/")).body())
                .path("slots");
    }

    private HttpRequest chat(String documentation, String key, boolean stream) {
        ObjectNode body = json.createObjectNode().put("model", "rehearsal-1").put("stream", stream);
        body.putObject("stream_options").put("include_usage", true);
        body.withArray("messages").addObject().put("role", "user").put("content", Prompts.documentation(documentation));
        return HttpRequest.newBuilder(uri("/v1/chat/completions"))
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    private HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(uri(path)).GET().build();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
