package dev.triptych.teacher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.teacher.limit.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RestTeacherClientIT {
    private static final String WHOLE = """
            {"choices":[{"message":{"role":"assistant","content":"hi","reasoning_content":"hm"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":7,"completion_tokens":3}}""";
    private static final RestTeacherClient CLIENT = new RestTeacherClient();

    private final List<RawServer> servers = new ArrayList<>();

    @AfterAll
    static void stop() {
        CLIENT.close();
    }

    @AfterEach
    void close() throws Exception {
        for (RawServer server : servers) {
            server.close();
        }
    }

    @Test
    void putsAStreamTogether() {
        RawServer server = server(RawServer.stream(
                ": a comment\n\n",
                "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"let me \"}}]}\n\nda",
                "ta: {\"choices\":[{\"delta\":{\"reasoning_content\":\"think\"}}]}\r\n\r\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"größ\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"er\"},\"finish_reason\":\"stop\"}]}\n\n",
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":5}}\n\n",
                "data: [DONE]\n\n"));

        CallResult.Complete reply = complete(send(server));

        assertThat(reply.received().content()).isEqualTo("größer");
        assertThat(reply.received().thinking()).hasValue("let me think");
        assertThat(reply.received().usage()).hasValue(new Usage(11, 5, false));
        assertThat(reply.received().firstTokenAt()).isPresent();
        assertThat(reply.finishReason()).isEqualTo("stop");
    }

    @Test
    void sendsTheRequestAsTheProtocolSays() throws Exception {
        RawServer server = server(RawServer.answer(200, "", WHOLE));

        send(server);

        String request = server.requests().getFirst();
        assertThat(request)
                .startsWith("POST /v1/chat/completions HTTP/1.1")
                .containsIgnoringCase("idempotency-key: run/1/k");
        JsonNode body = TriptychJson.mapper().readTree(request.substring(request.indexOf("\r\n\r\n")));
        assertThat(body.path("model").asText()).isEqualTo("model-of-the-test");
        assertThat(body.path("max_tokens").asInt()).isEqualTo(512);
        assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(body.path("stream").asBoolean()).isTrue();
        assertThat(body.path("stream_options").path("include_usage").asBoolean())
                .isTrue();
        assertThat(body.path("messages").path(0).path("role").asText()).isEqualTo("system");
        assertThat(body.path("messages").path(1).path("content").asText()).isEqualTo("a prompt");
    }

    @Test
    void takesAWholeDocumentFromAServerThatDoesNotStream() {
        CallResult.Complete reply = complete(send(server(RawServer.answer(200, "", WHOLE))));

        assertThat(reply.received().content()).isEqualTo("hi");
        assertThat(reply.received().thinking()).hasValue("hm");
        assertThat(reply.received().usage()).hasValue(new Usage(7, 3, false));
    }

    @Test
    void asksWithoutStreamingWhereTheProfileSaysSo() {
        RawServer server = server(RawServer.answer(200, "", WHOLE));

        complete(send(Profiles.profile(server.baseUrl(), "streaming", "false")));

        assertThat(server.requests().getFirst()).doesNotContain("\"stream\"");
    }

    @Test
    void continuesATextByTheCompletionsEndpoint() {
        RawServer server = server(RawServer.stream(
                "data: {\"choices\":[{\"text\":\"def \"}]}\n\n",
                "data: {\"choices\":[{\"text\":\"f\",\"finish_reason\":\"length\"}]}\n\n",
                "data: [DONE]\n\n"));
        Profile profile = Profiles.profile(server.baseUrl());

        CallResult.Complete reply = complete(CLIENT.send(
                profile, Outgoing.completion(profile.config(), "write:", 0, 2), "k", new Abort(), () -> {}));

        assertThat(server.requests().getFirst())
                .startsWith("POST /v1/completions ")
                .contains("\"prompt\":\"write:\"");
        assertThat(reply.received().content()).isEqualTo("def f");
        assertThat(reply.finishReason()).isEqualTo("length");
        assertThat(reply.received().usage()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, TEACHER_UNAUTHORIZED",
        "403, TEACHER_UNAUTHORIZED",
        "402, TEACHER_QUOTA_EXHAUSTED",
        "404, TEACHER_MODEL_UNKNOWN",
        "400, TEACHER_REJECTED_REQUEST",
        "422, TEACHER_REJECTED_REQUEST",
        "429, TEACHER_RATE_LIMITED",
        "500, TEACHER_UNAVAILABLE",
        "502, TEACHER_UNAVAILABLE",
        "503, TEACHER_UNAVAILABLE",
        "529, TEACHER_UNAVAILABLE"
    })
    void saysWhatKindOfRefusalItWas(int status, ErrorCode code) {
        CallResult.Failed failed = failed(send(server(
                RawServer.answer(status, "Retry-After: 2\r\n", "{\"error\":{\"message\":\"because\\nof this\"}}"))));

        assertThat(failed.code()).isEqualTo(code);
        assertThat(failed.ending()).isEqualTo(CallResult.Ending.REFUSED);
        assertThat(failed.message()).isEqualTo("teacher test: HTTP " + status + ": because of this");
        assertThat(failed.retryAfter()).hasValue(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 504, 524})
    void aGatewaysTimeLimitMayHaveCutAReplyThatIsBilled(int status) {
        CallResult.Failed failed = failed(send(server(RawServer.answer(status, "", "<html>timeout</html>"))));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_UNAVAILABLE);
        assertThat(failed.ending()).isEqualTo(CallResult.Ending.CUT);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 529})
    void aTeacherThatHasTooMuchToDoIsGivenLess(int status) throws Exception {
        RawServer server = server(RawServer.answer(status, "", "{}"));
        Profile profile = Profiles.profile(server.baseUrl(), "concurrency", "16");

        // Few, because a teacher that takes nothing at all is soon asked only now and then.
        for (int i = 0; i < 6; i++) {
            place(profile);
        }

        assertThat(profile.limiter().state().limit()).isLessThan(16);
    }

    @Test
    void refusalsNowAndThenTakeNoPlacesAway() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        RawServer server =
                server((out, socket) -> RawServer.answer(calls.incrementAndGet() % 20 == 10 ? 503 : 200, "", WHOLE)
                        .run(out, socket));
        Profile profile = Profiles.profile(server.baseUrl(), "concurrency", "16");

        for (int i = 0; i < 200; i++) {
            place(profile);
        }

        assertThat(profile.limiter().state().limit()).isGreaterThan(13);
    }

    @Test
    void otherFailuresSayNothingOfHowManyCallsTheTeacherTakes() throws Exception {
        RawServer server = server(RawServer.answer(500, "", "{}"));
        Profile profile = Profiles.profile(server.baseUrl(), "concurrency", "16");

        for (int i = 0; i < 20; i++) {
            place(profile);
        }

        assertThat(profile.limiter().state().limit()).isEqualTo(16);
    }

    private static void place(Profile profile) throws InterruptedException {
        Outgoing outgoing = Outgoing.chat(profile.config(), "", "a prompt", 0.5, 16);
        try (Place place = profile.limiter().admit("run")) {
            CallResult unused = PlacedCall.send(CLIENT, profile, place, outgoing, "k", new Abort(), () -> {});
        }
    }

    @Test
    void knowsAQuotaThatIsUsedUpFromARateLimit() {
        CallResult.Failed failed =
                failed(send(server(RawServer.answer(429, "", "{\"error\":{\"code\":\"insufficient_quota\"}}"))));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_QUOTA_EXHAUSTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"too long\"}}",
                "{\"error\":{\"message\":\"This model's maximum context length is 4096 tokens.\"}}",
                "{\"object\":\"error\",\"message\":\"This model's maximum context length is 4096 tokens.\",\"code\":400}",
                "{\"error\":\"input is too long\"}",
                "{\"detail\":\"prompt is too long\"}",
                "{\"error\":{\"message\":\"prompt is too long: 210000 tokens > 200000 maximum\"}}"
            })
    void knowsAPromptThatIsTooLongFromOtherBadRequests(String body) {
        assertThat(failed(send(server(RawServer.answer(400, "", body)))).code())
                .isEqualTo(ErrorCode.TEACHER_CONTEXT_TOO_LONG);
        assertThat(ErrorCode.TEACHER_CONTEXT_TOO_LONG.retryable()).isFalse();
    }

    @Test
    void readsTheWishToWaitInAllItsSpellings() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(100));

        assertThat(wish("retry-after-ms: 1500\r\n")).isEqualTo(Duration.ofMillis(1500));
        assertThat(wish("Retry-After: 7\r\n")).isEqualTo(Duration.ofSeconds(7));
        assertThat(wish("Retry-After: " + date + "\r\n")).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(100));
    }

    private Duration wish(String header) {
        return failed(send(server(RawServer.answer(429, header, "{}"))))
                .retryAfter()
                .orElseThrow();
    }

    @Test
    void saysThatNobodyTakesConnections() throws Exception {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
        }

        CallResult.Failed failed = failed(send(Profiles.profile(nobody)));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_UNREACHABLE);
        assertThat(failed.ending()).isEqualTo(CallResult.Ending.REFUSED);
    }

    @Test
    void saysThatThereIsNoWayThere() {
        // No TCP connection leads to a group of machines.
        CallResult.Failed failed = failed(send(Profiles.profile(URI.create("http://224.0.0.1:81/v1"))));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_UNREACHABLE);
        assertThat(failed.ending()).isEqualTo(CallResult.Ending.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", ""})
    void sendsNothingToAServerThatDoesNotSpeakTls(String greeting) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread unused = Thread.ofVirtual().start(() -> greetAndClose(listener, greeting));

            CallResult.Failed failed =
                    failed(send(Profiles.profile(URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/v1"))));

            assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_UNREACHABLE);
            assertThat(failed.ending()).isEqualTo(CallResult.Ending.REFUSED);
        }
    }

    private static void greetAndClose(ServerSocket listener, String greeting) {
        try (Socket socket = listener.accept()) {
            RawServer.write(socket.getOutputStream(), greeting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsWhatCameBeforeTheConnectionBroke() {
        CallResult.Failed failed = failed(send(server((out, socket) -> {
            RawServer.begin(out);
            RawServer.chunk(out, "data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\n");
            socket.close();
        })));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_UNREACHABLE);
        assertThat(failed.ending()).isEqualTo(CallResult.Ending.CUT);
        assertThat(failed.received().content()).isEqualTo("half");
    }

    @Test
    void keepsAllOfALongStreamThatBreaks() {
        CallResult.Failed failed = failed(send(server((out, socket) -> {
            RawServer.begin(out);
            for (int i = 0; i < 100; i++) {
                RawServer.chunk(out, "data: {\"choices\":[{\"delta\":{\"content\":\"a word \"}}]}\n\n");
            }
            socket.close();
        })));

        assertThat(failed.ending()).isEqualTo(CallResult.Ending.CUT);
        assertThat(failed.received().content()).isEqualTo("a word ".repeat(100));
    }

    @Test
    void doesNotTakeAStreamWithoutAnEndForAnAnswer() {
        CallResult.Failed failed =
                failed(send(server(RawServer.stream("data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\n"))));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_UNREACHABLE);
        assertThat(failed.ending()).isEqualTo(CallResult.Ending.CUT);
    }

    @Test
    void countsAConnectionThatTheServerHalfClosesAsCut() {
        CallResult.Failed failed = failed(send(server((out, socket) -> {
            RawServer.begin(out);
            RawServer.chunk(out, "data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\n");
            socket.shutdownOutput();
            socket.getInputStream().read();
        })));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_UNREACHABLE);
        assertThat(failed.ending()).isEqualTo(CallResult.Ending.CUT);
        assertThat(failed.received().content()).isEqualTo("half");
    }

    @Test
    void countsAResetBeforeTheReplyAsCut() {
        CallResult.Failed failed = failed(send(server((out, socket) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        })));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_UNREACHABLE);
        assertThat(failed.ending()).isEqualTo(CallResult.Ending.CUT);
    }

    @Test
    void givesUpAStreamThatStalls() {
        RawServer server = server((out, socket) -> {
            RawServer.begin(out);
            RawServer.chunk(out, "data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\n");
            socket.getInputStream().read();
        });

        CallResult.Failed failed = failed(send(Profiles.profile(server.baseUrl(), "idle-timeout", "PT0.5S")));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_STALLED);
        assertThat(failed.received().content()).isEqualTo("half");
        await().until(() -> server.closedByClient() == 1);
    }

    @Test
    void givesUpAServerThatNeverBegins() {
        RawServer server = server((out, socket) -> socket.getInputStream().read());

        CallResult.Failed failed = failed(send(Profiles.profile(server.baseUrl(), "idle-timeout", "PT0.5S")));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_STALLED);
    }

    @Test
    void givesUpACallThatTakesTooLongAltogether() {
        RawServer server = server((out, socket) -> {
            RawServer.begin(out);
            for (int i = 0; i < 1000; i++) {
                RawServer.chunk(out, "data: {\"choices\":[{\"delta\":{\"content\":\"again \"}}]}\n\n");
                RawServer.pause(50);
            }
        });

        assertThat(failed(send(Profiles.profile(server.baseUrl(), "time-max", "PT0.7S")))
                        .code())
                .isEqualTo(ErrorCode.TEACHER_STALLED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: {\"choices\":[{\"delta\":",
                "data: [1]",
                "<html>busy</html>",
                "{\"choices\":[]}",
                "{\"choices\":[{\"mess"
            })
    void callsAReplyThatIsNotTheProtocolMalformed(String body) {
        assertThat(failed(send(server(RawServer.answer(200, "", body)))).code())
                .isEqualTo(ErrorCode.TEACHER_MALFORMED_REPLY);
    }

    @Test
    void callsAStreamWithoutAnyChoiceMalformed() {
        CallResult.Failed failed = failed(send(server(RawServer.stream(
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":0}}\n\n",
                "data: [DONE]\n\n"))));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_MALFORMED_REPLY);
        assertThat(failed.received().usage()).hasValue(new Usage(5, 0, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "content_filter"})
    void handsOnHowTheTeacherEnded(String reason) {
        CallResult.Complete reply = complete(send(server(RawServer.stream(
                "data: {\"choices\":[{\"delta\":{\"content\":\"half\"},\"finish_reason\":\"" + reason + "\"}]}\n\n",
                "data: [DONE]\n\n"))));

        assertThat(reply.finishReason()).isEqualTo(reason);
        assertThat(reply.received().content()).isEqualTo("half");
    }

    @Test
    void cutsAnAnswerThatRepeatsItself() {
        RawServer server = server((out, socket) -> {
            RawServer.begin(out);
            while (true) {
                RawServer.chunk(
                        out,
                        "data: {\"choices\":[{\"delta\":{\"content\":\"Wait, let me think again about it. \"}}]}\n\n");
            }
        });
        Profile profile = Profiles.profile(server.baseUrl());

        CallResult.Complete reply = complete(CLIENT.send(
                profile, Outgoing.chat(profile.config(), "", "a prompt", 0.5, 100_000), "k", new Abort(), () -> {}));

        assertThat(reply.finishReason()).isEqualTo("loop");
        assertThat(reply.received().content()).startsWith("Wait, let me").hasSizeLessThan(20_000);
        assertThat(reply.received().usageOrEstimate(Outgoing.chat(profile.config(), "", "a prompt", 0.5, 100)))
                .satisfies(usage -> assertThat(usage.completionTokens()).isBetween(500L, 5_000L))
                .satisfies(usage -> assertThat(usage.estimated()).isTrue());
        await().until(() -> server.closedByClient() == 1);
    }

    @Test
    void cutsAnAnswerOfAServerThatIgnoresTheTokenLimit() {
        RawServer server = server((out, socket) -> {
            RawServer.begin(out);
            for (int i = 0; true; i++) {
                // Each piece is one token, as servers send them.
                RawServer.chunk(
                        out, "data: {\"choices\":[{\"delta\":{\"content\":\"" + (100 + i * 7919L % 900) + "\"}}]}\n\n");
            }
        });

        CallResult.Complete reply = complete(send(server));

        assertThat(reply.finishReason()).isEqualTo("length");
        assertThat(Tokens.count(reply.received().content())).isBetween(512, 2 * 512);
        assertThat(reply.received().overrun().orElseThrow()).isBetween(512L * 5 / 4, 2 * 512L);
        await().until(() -> server.closedByClient() == 1);
    }

    @Test
    void seesThatAWholeReplyWithoutACountIsFarTooLong() {
        String tokens = "word ".repeat(3_000);

        CallResult.Complete reply = complete(send(server(RawServer.answer(
                200,
                "",
                "{\"choices\":[{\"message\":{\"content\":\"" + tokens + "\"},\"finish_reason\":\"stop\"}]}"))));

        assertThat(reply.finishReason()).isEqualTo("stop");
        assertThat(reply.received().overrun().orElseThrow()).isBetween(3_000L, 3_001L);
    }

    /** Larger than any number that is reckoned with, or only than anything that a teacher can have used. */
    @ParameterizedTest
    @ValueSource(
            strings = {"9000000000000000000", "9" + "000000000000000000000000", "1e300", "3000000000000", "1000000001"})
    void aCountThatCannotBeIsNoneAndTold(String count) {
        CallResult.Complete reply = complete(send(server(RawServer.answer(
                200,
                "",
                "{\"choices\":[{\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":" + count + "}}"))));

        assertThat(reply.received().usage()).isEmpty();
        assertThat(reply.received().overrun()).hasValue(1);
    }

    @Test
    void readsWhatTheTeacherHadCached() {
        CallResult.Complete reply = complete(send(server(RawServer.answer(200, "", """
                {"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":70,"completion_tokens":3,"total_tokens":73,
                          "prompt_tokens_details":{"audio_tokens":0,"cached_tokens":64}}}"""))));

        assertThat(reply.received().usage()).hasValue(new Usage(70, 64, 3, false));
    }

    @Test
    void countsTokensItselfWhereTheTeacherDoesNotSay() {
        RawServer server = server(RawServer.answer(
                200, "", "{\"choices\":[{\"message\":{\"content\":\"hello world\"},\"finish_reason\":\"stop\"}]}"));
        Profile profile = Profiles.profile(server.baseUrl());
        Outgoing outgoing = Outgoing.chat(profile.config(), "You solve.", "a prompt", 0.5, 512);

        CallResult.Complete reply = complete(CLIENT.send(profile, outgoing, "k", new Abort(), () -> {}));

        assertThat(reply.received().usageOrEstimate(outgoing)).isEqualTo(new Usage(3 + 2 + 2 * 4, 2, true));
    }

    /** Taken as the bill, each of these would cost nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"prompt_tokens\":0,\"completion_tokens\":0}",
                "{\"prompt_tokens\":-1,\"completion_tokens\":-1}",
                "{\"prompt_tokens\":9,\"completion_tokens\":-1}",
                "{\"prompt_tokens\":10}",
                "{\"completion_tokens\":10}",
                "{\"prompt_tokens\":10,\"completion_tokens\":12.5}",
                "{\"prompt_tokens\":10,\"completion_tokens\":\"12\"}",
                "{\"prompt_tokens\":10,\"completion_tokens\":{\"completion_tokens\":3}}"
            })
    void usageThatSaysNothingIsNone(String usage) {
        CallResult.Complete reply = complete(send(server(RawServer.answer(
                200,
                "",
                "{\"choices\":[{\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}],\"usage\":" + usage
                        + "}"))));

        assertThat(reply.received().usage()).isEmpty();
        assertThat(reply.received().content()).isEqualTo("hi");
    }

    @Test
    void aCountMayBeWrittenWithAPoint() {
        CallResult.Complete reply = complete(send(server(RawServer.answer(200, "", """
                {"usage":{"prompt_tokens":11.0,"completion_tokens":1.2e1},
                 "choices":[{"message":{"content":"hi"},"finish_reason":"stop"}]}"""))));

        assertThat(reply.received().usage()).hasValue(new Usage(11, 12, false));
    }

    @Test
    void takesTheCountThatCameWithTheLastText() {
        CallResult.Complete reply = complete(send(server(RawServer.stream(
                "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],"
                        + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":1}}\n\n",
                "data: {\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2},"
                        + "\"choices\":[{\"delta\":{\"content\":\"b\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n",
                "data: [DONE]\n\n"))));

        assertThat(reply.received().usage()).hasValue(new Usage(10, 2, false));
    }

    @Test
    void aCountBeforeTheLastTextIsNotTheBill() {
        CallResult.Complete reply = complete(send(server(RawServer.stream(
                "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],"
                        + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":1}}\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"b and more\"},\"finish_reason\":\"stop\"}]}\n\n",
                "data: [DONE]\n\n"))));

        assertThat(reply.received().usage()).isEmpty();
    }

    @Test
    void aCountBeforeWeCutTheReplyIsNotTheBill() {
        CallResult.Complete reply = complete(send(server((out, socket) -> {
            RawServer.begin(out);
            while (true) {
                RawServer.chunk(
                        out,
                        "data: {\"choices\":[{\"delta\":{\"content\":\"Wait, let me think again about it. \"}}],"
                                + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":1}}\n\n");
            }
        })));

        assertThat(reply.finishReason()).isIn("loop", "length");
        assertThat(reply.received().usage()).isEmpty();
    }

    @Test
    void callsAnErrorInTheMiddleOfAStreamUnavailable() {
        CallResult.Failed failed = failed(send(server(RawServer.stream(
                "data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\n",
                "data: {\"error\":{\"message\":\"overloaded\"}}\n\n"))));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_UNAVAILABLE);
        assertThat(failed.ending()).isEqualTo(CallResult.Ending.CUT);
    }

    @Test
    void endsACallWhenItIsAborted() throws Exception {
        RawServer server = server((out, socket) -> {
            RawServer.begin(out);
            RawServer.chunk(out, "data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\n");
            while (true) {
                RawServer.pause(20);
                RawServer.chunk(out, ": still here\n\n");
            }
        });
        Abort abort = new Abort();
        CompletableFuture<CallResult> call =
                CompletableFuture.supplyAsync(() -> send(Profiles.profile(server.baseUrl()), abort));
        await().until(() -> !server.requests().isEmpty());

        abort.abort("the lease was lost");

        CallResult.Failed failed = failed(call.get(30, TimeUnit.SECONDS));
        assertThat(failed.ending()).isEqualTo(CallResult.Ending.LOST);
        assertThat(failed.message()).contains("the lease was lost");
        await().atMost(Duration.ofSeconds(30)).until(() -> server.closedByClient() == 1);
    }

    @Test
    void endsACallThatIsAbortedBeforeItsReplyBegins() throws Exception {
        RawServer server = server((out, socket) -> socket.getInputStream().read());
        Abort abort = new Abort();
        CompletableFuture<CallResult> call =
                CompletableFuture.supplyAsync(() -> send(Profiles.profile(server.baseUrl()), abort));
        await().until(() -> !server.requests().isEmpty());

        abort.abort("the lease was lost");

        assertThat(failed(call.get(30, TimeUnit.SECONDS)).ending()).isEqualTo(CallResult.Ending.LOST);
    }

    @Test
    void neverSendsACallThatWasAbortedBefore() {
        RawServer server = server(RawServer.answer(200, "", WHOLE));
        Profile profile = Profiles.profile(server.baseUrl(), "concurrency", "1");
        Abort abort = new Abort();
        abort.abort("the lease was lost");

        CallResult.Failed failed = failed(send(profile, abort));

        assertThat(failed.ending()).isEqualTo(CallResult.Ending.REFUSED);
        assertThat(failed.message()).contains("before it was sent", "the lease was lost");
        // The only connection would carry the first call before this one.
        complete(send(profile));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void isToldRightBeforeACallIsWrittenAndMayStillAbortIt() {
        RawServer server = server(RawServer.answer(200, "", WHOLE));
        Profile profile = Profiles.profile(server.baseUrl(), "concurrency", "1");
        // A client of its own: connections are counted by the profile's name.
        RestTeacherClient client = new RestTeacherClient();
        Abort abort = new Abort();
        AtomicInteger connections = new AtomicInteger();

        CallResult.Failed failed = failed(send(client, profile, abort, () -> {
            await().until(() -> server.connections() == 1);
            connections.set(server.connections());
            abort.abort("the lease was lost");
        }));

        assertThat(connections).hasValue(1);
        assertThat(failed.ending()).isEqualTo(CallResult.Ending.REFUSED);
        assertThat(failed.message()).contains("before it was sent", "the lease was lost");
        // Its connection is given back.
        complete(send(client, profile, new Abort()));
        assertThat(server.requests()).hasSize(1);
        client.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void neverSendsACallThatWasEndedWhileItWaitedForAConnection(boolean interrupted) throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        RawServer server = server((out, socket) -> {
            mayAnswer.await();
            RawServer.answer(200, "", WHOLE).run(out, socket);
        });
        Profile profile = Profiles.profile(server.baseUrl(), "concurrency", "1");
        // A client of its own: connections are counted by the profile's name.
        RestTeacherClient client = new RestTeacherClient();
        CompletableFuture<CallResult> first = CompletableFuture.supplyAsync(() -> send(client, profile, new Abort()));
        await().until(() -> server.requests().size() == 1);
        Abort abort = new Abort();
        CompletableFuture<CallResult> second = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> second.complete(send(client, profile, abort)));
        await().until(() -> waiting.getState() == Thread.State.WAITING);

        if (interrupted) {
            waiting.interrupt();
        } else {
            abort.abort("the lease was lost");
        }

        assertThat(failed(second.get(30, TimeUnit.SECONDS)).ending()).isEqualTo(CallResult.Ending.REFUSED);
        mayAnswer.countDown();
        complete(first.get(30, TimeUnit.SECONDS));
        complete(send(client, profile, new Abort()));
        assertThat(server.requests()).hasSize(2);
        client.close();
    }

    @Test
    void endsACallWhenItsThreadIsInterrupted() throws Exception {
        RawServer server = server((out, socket) -> socket.getInputStream().read());
        CompletableFuture<CallResult> result = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> result.complete(send(server)));
        await().until(() -> !server.requests().isEmpty());

        caller.interrupt();

        assertThat(failed(result.get(30, TimeUnit.SECONDS)).ending()).isEqualTo(CallResult.Ending.LOST);
    }

    @Test
    void usesAConnectionAgain() {
        RawServer server = server(RawServer.stream(
                "data: {\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\n",
                "data: [DONE]\n\n"));
        Profile profile = Profiles.profile(server.baseUrl(), "concurrency", "1");

        for (int i = 0; i < 5; i++) {
            complete(send(profile));
        }

        assertThat(server.requests()).hasSize(5);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void sendsTheKeyAndNeverTellsIt(@TempDir Path folder) throws Exception {
        Path keyFile = Files.writeString(folder.resolve("key"), "sk-secret\n");
        RawServer server = server(RawServer.answer(401, "", "{\"error\":{\"message\":\"bad key sk-secret\"}}"));

        CallResult.Failed failed = failed(send(Profiles.profile(server.baseUrl(), "key-file", keyFile.toString())));

        assertThat(server.requests().getFirst()).containsIgnoringCase("authorization: Bearer sk-secret\r\n");
        assertThat(failed.message()).doesNotContain("sk-secret");
    }

    @Test
    void saysThatTheKeyFileCannotBeRead() {
        CallResult.Failed failed =
                failed(send(Profiles.profile(URI.create("http://127.0.0.1:1/v1"), "key-file", "/nowhere/key")));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_UNAUTHORIZED);
        assertThat(failed.message()).contains("/nowhere/key");
    }

    private RawServer server(RawServer.Script script) {
        RawServer server = new RawServer(script);
        servers.add(server);
        return server;
    }

    private static CallResult send(RawServer server) {
        return send(Profiles.profile(server.baseUrl()));
    }

    private static CallResult send(Profile profile) {
        return send(profile, new Abort());
    }

    private static CallResult send(Profile profile, Abort abort) {
        return send(CLIENT, profile, abort);
    }

    private static CallResult send(RestTeacherClient client, Profile profile, Abort abort) {
        return send(client, profile, abort, () -> {});
    }

    private static CallResult send(RestTeacherClient client, Profile profile, Abort abort, Runnable sending) {
        return client.send(
                profile,
                Outgoing.chat(profile.config(), "You solve.", "a prompt", 0.5, 512),
                "run/1/k",
                abort,
                sending);
    }

    private static CallResult.Complete complete(CallResult result) {
        assertThat(result).isInstanceOf(CallResult.Complete.class);
        return (CallResult.Complete) result;
    }

    private static CallResult.Failed failed(CallResult result) {
        assertThat(result).isInstanceOf(CallResult.Failed.class);
        return (CallResult.Failed) result;
    }
}
