package dev.triptych.rehearsal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.rehearsal.Configs;
import dev.triptych.rehearsal.RehearsalConfig;
import dev.triptych.rehearsal.bank.Bank;
import dev.triptych.rehearsal.bank.Families;
import dev.triptych.rehearsal.reply.Prompts;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol over real connections. */
class ServerIT {
    /** Wide enough for a machine that is busy with other builds; a quiet one stays below 1. */
    private static final double EXACTNESS_PERCENT = 5;

    private static final Bank BANK = Families.bank();

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

    /** Who sees the end of a reply may ask again before the server knows that its last bytes were taken. */
    @Test
    void whoHasReadAReplyFindsItsSlotFree() throws Exception {
        start(Configs.with("slots", "64", "latency-mean", "PT0.02S", "latency-sigma", "0"));
        AtomicInteger refused = new AtomicInteger();
        try (ExecutorService askers = Executors.newFixedThreadPool(64)) {
            for (int asker = 0; asker < 64; asker++) {
                String name = "run/" + asker + "-";
                askers.submit(() -> {
                    for (int call = 0; call < 100; call++) {
                        refused.addAndGet(
                                send(chat("Text.", name + call, call % 2 == 0)).statusCode() == 200 ? 0 : 1);
                    }
                    return null;
                });
            }
        }

        assertThat(stats().path("completed").asInt()).isEqualTo(6400);
        assertThat(refused).hasValue(0);
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
    void severalModelsHaveSlotsSpeedAndRatesOfTheirOwn() throws Exception {
        start(Configs.with(
                "slots",
                "1",
                "latency-mean",
                "PT1S",
                "latency-sigma",
                "0",
                "profiles.weak.latency-mean",
                "PT0.02S",
                "profiles.weak.faults.truncated",
                "1",
                "profiles.silent.faults.refuse",
                "1"));
        CompletableFuture<HttpResponse<String>> slow =
                client.sendAsync(chat("Text.", "run/1", false), HttpResponse.BodyHandlers.ofString());
        await().until(() -> stats().path("busy").asInt() == 1);

        assertThat(json.readTree(send(chat("weak", "Text.", "run/2", false)).body())
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo("length");
        assertThat(send(chat("silent", "Text.", "run/3", false)).statusCode()).isEqualTo(429);
        assertThat(send(chat("Text.", "run/4", false)).statusCode()).isEqualTo(429);
        assertThat(slow.get().statusCode()).isEqualTo(200);
        assertThat(send(get("/v1/models")).body()).contains("\"rehearsal-1\"", "\"weak\"", "\"silent\"");
        JsonNode profiles = scenario();
        assertThat(profiles.at("/rehearsal-1/slots").asInt()).isEqualTo(1);
        assertThat(profiles.at("/rehearsal-1/completed").asInt()).isEqualTo(1);
        assertThat(profiles.at("/rehearsal-1/refused429").asInt()).isEqualTo(1);
        assertThat(profiles.at("/weak/completed").asInt()).isEqualTo(1);
        assertThat(profiles.at("/silent/refused429").asInt()).isEqualTo(1);
        assertThat(profiles.at("/silent/slots").asInt()).isEqualTo(64);
    }

    @Test
    void aScenarioIsCountedFromItsReset() throws Exception {
        start(Configs.with("latency-mean", "PT0.05S", "latency-sigma", "0"));
        send(chat("Text.", "run/0", false));
        send(post("/rehearsal/scenario", ""));

        for (String key : List.of("run/1", "run/1", "run/2")) {
            send(chat("Text.", key, false));
        }
        send(chat("Another text.", "run/3", true));

        JsonNode sums = scenario().path("rehearsal-1");
        assertThat(sums.path("calls").asInt()).isEqualTo(4);
        assertThat(sums.path("completed").asInt()).isEqualTo(4);
        assertThat(sums.path("repeatedKeys").asInt()).isEqualTo(1);
        assertThat(sums.path("repeatedRequests").asInt()).isEqualTo(2);
        assertThat(sums.path("drawnSeconds").asDouble()).isEqualTo(0.2);
        assertThat(sums.path("utilisation").asDouble()).isBetween(0.001, 1 / 64.0);
        assertThat(sums.at("/steady/utilisation").asDouble()).isBetween(0.001, 1 / 64.0);
        JsonNode calls = json.readTree(
                        send(get("/rehearsal/scenario/calls?model=rehearsal-1")).body())
                .path("calls");
        assertThat(calls).hasSize(4).allSatisfy(call -> {
            assertThat(call.path("drawnMs").asInt()).isEqualTo(50);
            assertThat(call.path("servedMs").asDouble()).isBetween(25.0, 500.0);
        });
    }

    @Test
    void whatWillBeServedHowLongIsKnownBefore() throws Exception {
        start(Configs.with("latency-mean", "PT0.2S", "latency-sigma", "0.6", "profiles.slow.latency-mean", "PT2S"));
        List<String> prompts = IntStream.range(0, 48)
                .mapToObj(number -> Prompts.documentation("Text " + number))
                .toList();
        ObjectNode asked = json.createObjectNode().put("model", "rehearsal-1");
        prompts.forEach(prompt -> asked.withArray("prompts").add(Asked.sha256(prompt)));
        JsonNode durations = json.readTree(
                        send(post("/rehearsal/durations", asked.toString())).body())
                .path("durationsMs");

        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, prompts.size())
                .mapToObj(number -> client.sendAsync(
                        chat("Text " + number, "run/" + number, number % 2 == 0), HttpResponse.BodyHandlers.ofString()))
                .toList();
        calls.forEach(CompletableFuture::join);

        long before = IntStream.range(0, durations.size())
                .mapToLong(number -> durations.get(number).asLong())
                .sum();
        JsonNode sums = scenario().path("rehearsal-1");
        assertThat(sums.path("completed").asInt()).isEqualTo(48);
        assertThat(sums.path("drawnSeconds").asDouble()).isEqualTo(before / 1000.0);
        assertThat(sums.path("servedSeconds").asDouble())
                .isCloseTo(before / 1000.0, withinPercentage(EXACTNESS_PERCENT));
        assertThat(send(post("/rehearsal/durations", "{\"model\":\"gpt\"}")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void givesQuestionsThatItWillRecognise() throws Exception {
        start(Configs.flawless());
        JsonNode questions = json.readTree(
                        send(get("/rehearsal/questions?count=2500")).body())
                .path("questions");

        assertThat(questions).hasSize(2500);
        assertThat(questions)
                .extracting(question -> question.path("question").asText())
                .doesNotHaveDuplicates()
                .allSatisfy(question -> assertThat(BANK.recognise(question)).isPresent());
        assertThat(send(get("/rehearsal/questions?count=x")).statusCode()).isEqualTo(400);
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
    void breaksConnectionsInEveryWay() {
        for (String fault : List.of("hang-up", "reset", "half-close", "stall")) {
            start(Configs.with(
                    "faults." + fault, "1", "faults.stall-for", "PT0.3S", "latency-mean", "PT0.02S", "slots", "1"));
            for (boolean stream : List.of(true, false)) {
                assertThatThrownBy(() -> send(chat("Text.", "run/1", stream)))
                        .as(fault + " " + stream)
                        .isInstanceOf(IOException.class);
                await().until(() -> stats().path("busy").asInt() == 0);
            }
            assertThat(stats().path("calls").asInt()).as(fault).isEqualTo(2);
            assertThat(stats().path("completed").asInt()).as(fault).isZero();
        }
    }

    @Test
    void aHalfClosedConnectionEndsBeforeTheTeacherStopsListening() throws IOException {
        start(Configs.with("faults.half-close", "1", "faults.stall-for", "PT30S", "latency-mean", "PT0.02S"));
        String body = "{\"model\":\"rehearsal-1\",\"prompt\":\"Write a function to\"}";

        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(("POST /v1/completions HTTP/1.1\r\nHost: teacher\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            String got = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(got).startsWith("HTTP/1.1 200").contains("text_completion");
            assertThat(stats().path("busy").asInt()).isEqualTo(1);
        }
        await().until(() -> stats().path("busy").asInt() == 0);
    }

    @Test
    void aResetIsNoEnd() throws IOException {
        start(Configs.with("faults.hang-up", "1"));
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(
                            "POST /v1/completions HTTP/1.1\r\nHost: teacher\r\nContent-Length: 46\r\n\r\n{\"model\":\"rehearsal-1\",\"prompt\":\"Write a fun\"}"
                                    .getBytes(StandardCharsets.US_ASCII));

            assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void saysThingsThatAreNoReply() throws Exception {
        start(Configs.with("faults.malformed", "1", "latency-mean", "PT0.02S"));
        String malformed = send(chat("Text.", "run/1", false)).body();
        assertThatThrownBy(() -> json.readTree(malformed)).isInstanceOf(IOException.class);
        String broken = send(chat("Text.", "run/1", true)).body();
        assertThat(broken).endsWith("data: [DONE]\n\n");
        assertThatThrownBy(() -> events(broken)).isInstanceOf(IOException.class);

        start(Configs.with("faults.unfinished", "1", "latency-mean", "PT0.02S"));
        String unfinished = send(chat("Text.", "run/1", true)).body();
        assertThat(events(unfinished)).isNotEmpty().allSatisfy(event -> assertThat(
                        event.at("/choices/0/finish_reason").isNull())
                .isTrue());
        assertThat(unfinished).doesNotContain("[DONE]");

        start(Configs.with("faults.empty-choices", "1", "latency-mean", "PT0.02S"));
        assertThat(json.readTree(send(chat("Text.", "run/1", false)).body()).path("choices"))
                .isEmpty();
        assertThat(events(send(chat("Text.", "run/1", true)).body()))
                .allSatisfy(event -> assertThat(event.path("choices")).isEmpty());
        assertThat(answered()).isEmpty();
    }

    @Test
    void leavesOutItsUsage() throws Exception {
        start(Configs.with("faults.usage-missing", "1", "latency-mean", "PT0.02S"));

        JsonNode whole = json.readTree(send(chat("Text.", "run/1", false)).body());
        List<JsonNode> events = events(send(chat("Text.", "run/1", true)).body());

        assertThat(whole.has("usage")).isFalse();
        assertThat(whole.path("choices")).hasSize(1);
        assertThat(events)
                .allSatisfy(event -> assertThat(event.path("usage").size()).isZero());
        assertThat(events.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void failsWithTheStatusesOfTheProtocol() throws Exception {
        start(Configs.with());
        Map<String, Integer> statuses = Map.of(
                "unauthorised",
                401,
                "payment-required",
                402,
                "forbidden",
                403,
                "not-found",
                404,
                "context-too-long",
                400);
        for (Map.Entry<String, Integer> fault : statuses.entrySet()) {
            play("{\"" + fault.getKey() + "\":1}");
            HttpResponse<String> response = send(chat("Text.", "run/1", false));
            assertThat(response.statusCode()).as(fault.getKey()).isEqualTo(fault.getValue());
            assertThat(json.readTree(response.body()).at("/error/code").asText())
                    .isNotEmpty();
        }
        play("{\"context-too-long\":1}");
        assertThat(json.readTree(send(chat("Text.", "run/1", false)).body())
                        .at("/error/code")
                        .asText())
                .isEqualTo("context_length_exceeded");
        play("{\"server-error\":1}");
        assertThat(send(chat("Text.", "run/1", false)).statusCode()).isIn(500, 502, 503, 504, 529);
        play("{}");
        assertThat(send(chat("Text.", "run/1", false)).statusCode()).isEqualTo(200);
        assertThat(send(faults("{\"none-such\":1}")).statusCode()).isEqualTo(400);
        assertThat(scenario().at("/rehearsal-1/failed").asInt()).isEqualTo(7);
    }

    @Test
    void saysInThreeWaysWhenToComeAgain() throws Exception {
        start(Configs.with("faults.refuse", "1", "faults.retry-after-delay", "PT2S"));
        assertThat(send(chat("Text.", "run/1", false)).headers().firstValue("Retry-After"))
                .hasValue("2");

        start(Configs.with("faults.refuse", "1", "faults.retry-after", "milliseconds"));
        assertThat(send(chat("Text.", "run/1", false)).headers().firstValue("retry-after-ms"))
                .hasValue("1000");

        start(Configs.with("faults.refuse", "1", "faults.retry-after", "date", "faults.retry-after-delay", "PT90S"));
        String date = send(chat("Text.", "run/1", false))
                .headers()
                .firstValue("Retry-After")
                .orElseThrow();
        assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .isBetween(Instant.now().plusSeconds(60), Instant.now().plusSeconds(91));

        start(Configs.with("faults.refuse", "1", "faults.retry-after", "none"));
        assertThat(send(chat("Text.", "run/1", false)).headers().firstValue("Retry-After"))
                .isEmpty();
    }

    @Test
    void randomRefusalsComeAtTheirRateAndNeedNoSlot() throws Exception {
        start(Configs.with("faults.refuse", "0.2", "latency-mean", "PT0.01S"));
        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 400)
                .mapToObj(call ->
                        client.sendAsync(chat("Text.", "run/" + call, false), HttpResponse.BodyHandlers.ofString()))
                .toList();

        assertThat(calls).allSatisfy(call -> assertThat(call.get().statusCode()).isIn(200, 429));
        assertThat(scenario().at("/rehearsal-1/refused429").asInt()).isBetween(50, 400);
        assertThat(stats().path("busy").asInt()).isZero();
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
        new Server(vertx, json, config, BANK).routes(router);
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

    private JsonNode scenario() throws IOException, InterruptedException {
        return json.readTree(send(get("/rehearsal/scenario")).body()).path("profiles");
    }

    private JsonNode answered() throws IOException, InterruptedException {
        return json.readTree(send(get("/rehearsal/answered?prefix=run/")).body())
                .path("slots");
    }

    private HttpRequest chat(String documentation, String key, boolean stream) {
        return chat("rehearsal-1", documentation, key, stream);
    }

    private HttpRequest chat(String model, String documentation, String key, boolean stream) {
        ObjectNode body = json.createObjectNode().put("model", model).put("stream", stream);
        body.putObject("stream_options").put("include_usage", true);
        body.withArray("messages").addObject().put("role", "user").put("content", Prompts.documentation(documentation));
        return HttpRequest.newBuilder(uri("/v1/chat/completions"))
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    private void play(String rates) throws IOException, InterruptedException {
        assertThat(send(faults(rates)).statusCode()).isEqualTo(200);
    }

    private HttpRequest faults(String rates) {
        return HttpRequest.newBuilder(uri("/rehearsal/faults"))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"model\":\"rehearsal-1\",\"rates\":" + rates + "}"))
                .build();
    }

    /** All but the last word. */
    private List<JsonNode> events(String stream) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : stream.split("\n\n")) {
            if (!line.equals("data: [DONE]")) {
                events.add(json.readTree(line.substring(6)));
            }
        }
        return events;
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
