package dev.triptych.verifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every protocol of the service on the real sandbox, as its clients use it. */
class ServiceIT {
    @TempDir
    private static Path directory;

    private static Service service;

    @BeforeAll
    static void start() throws IOException {
        service = Service.start(directory.resolve("verifier.log"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        service.close();
    }

    @Test
    void judgesManyProgramsInOneRequest() throws Exception {
        String suite = "from solution import add\\n\\ndef test_add():\\n    assert add(1, 2) == 3\\n";
        String right = "def add(a, b):\\n    return a + b\\n";
        String wrong = "def add(a, b):\\n    return a - b\\n";
        String like = "\"language\": \"python\", \"style\": \"pytest\", ";

        JsonNode mutants = service.ask(
                "/v1/mutants",
                "{%s \"solution\": \"%s\", \"tests\": \"%s\", \"variants\": [\"%s\", \"%s\"]}"
                        .formatted(like, right, suite, wrong, right));
        assertThat(mutants.path("reference").path("verdict").asText())
                .as(mutants.toString())
                .isEqualTo("AC");
        assertThat(mutants.path("killed").asInt(-1)).isEqualTo(1);
        assertThat(mutants.path("survived").asInt(-1)).isEqualTo(1);

        JsonNode matrix = service.ask(
                "/v1/matrix",
                "{%s \"solutions\": [\"%s\", \"%s\"], \"suites\": [\"%s\"]}".formatted(like, right, wrong, suite));
        assertThat(matrix.at("/rows/0/0/verdict").asText())
                .as(matrix.toString())
                .isEqualTo("AC");
        assertThat(matrix.at("/rows/1/0/verdict").asText()).isEqualTo("WA");

        JsonNode reruns = service.ask(
                "/v1/reruns",
                "{%s \"solution\": \"%s\", \"tests\": \"%s\", \"times\": 2}".formatted(like, right, suite));
        assertThat(reruns.path("stable").asBoolean()).as(reruns.toString()).isTrue();
    }

    @Test
    void asksACheckerAboutOutputs() throws Exception {
        String request = """
                {"language": "python", "style": "stdio", "solution": "print(%s)",
                 "cases": [{"stdin": "", "stdout": "3"}], "checker": {"language": "python", "source": "%s"}}""";
        String anySign = "def check(input, expected, actual): return abs(int(actual)) == int(expected)";
        assertThat(service.ask("/v1/verify", request.formatted("-3", anySign))
                        .path("verdict")
                        .asText())
                .isEqualTo("AC");
        assertThat(service.ask("/v1/verify", request.formatted("4", anySign))
                        .path("verdict")
                        .asText())
                .isEqualTo("WA");
        HttpResponse<String> failed = service.post("/v1/verify", request.formatted("'x'", anySign));
        assertThat(failed.statusCode()).isEqualTo(200);
        JsonNode told = TriptychJson.mapper().readTree(failed.body());
        assertThat(told.path("verdict").asText()).isEqualTo("IE");
        assertThat(told.path("reason").asText()).startsWith("case_1: checker: raised ValueError");
    }

    @Test
    void saysInEveryReplyHowProgramsAreIsolated() throws Exception {
        Map<String, String> requests = Map.of(
                "/v1/verify", "{}",
                "/run_code", runCode("print(1)", "", 5),
                "/run", "{\"type\": \"python\", \"solution\": \"print(1)\"}",
                "/execute_batch", "{\"scripts\": [\"1\"], \"languages\": [\"python\"]}",
                "/api/v2/execute", "{\"language\": \"python\", \"version\": \"*\", \"files\": [{\"content\": \"1\"}]}");
        for (Map.Entry<String, String> request : requests.entrySet()) {
            assertThat(service.post(request.getKey(), request.getValue())
                            .headers()
                            .firstValue("Triptych-Isolation"))
                    .as(request.getKey())
                    .contains("full");
        }
    }

    @Test
    void makesAndChecksInputs() throws Exception {
        JsonNode made = service.ask("/v1/generate", """
                {"program": "def generate(seed): return [str(seed), str(seed + 1)]", "seed": 7}""");
        assertThat(made.path("verdict").asText()).as(made.toString()).isEqualTo("AC");
        assertThat(made.path("inputs")).hasSize(2);
        assertThat(made.at("/inputs/1").asText()).isEqualTo("8");
        JsonNode legal = service.ask("/v1/validate", """
                {"program": "def validate(input): return input == '8'", "inputs": ["7", "8"],
                 "limits": {"cpuSeconds": 2}}""");
        assertThat(legal.path("verdict").asText()).as(legal.toString()).isEqualTo("AC");
        assertThat(legal.at("/legal/0").asBoolean(true)).isFalse();
        assertThat(legal.at("/legal/1").asBoolean()).isTrue();
        assertThat(service.post("/v1/validate", "{\"program\": \"x\", \"inputs\": [1]}")
                        .body())
                .contains("inputs[0]: must be a string");
        assertThat(service.post("/v1/generate", "{\"program\": \"x\", \"sed\": 1}")
                        .body())
                .contains("sed: unknown field");
        assertThat(service.post("/v1/generate", "{\"program\": \"x\", \"limits\": {\"cpuSeconds\": -1}}")
                        .body())
                .contains("limits.cpuSeconds");
    }

    @Test
    void runsCodeForSandboxFusion() throws Exception {
        assertThat(service.get("/v1/ping").body()).isEqualTo("\"pong\"");
        JsonNode right = service.ask("/run_code", runCode("print(sum(map(int, input().split())))", "1 2\n", 10));
        assertThat(right.path("status").asText()).isEqualTo("Success");
        assertThat(right.path("run_result").path("stdout").asText()).isEqualTo("3\n");
        assertThat(right.path("run_result").path("return_code").asInt(-1)).isZero();
        JsonNode wrong = service.ask("/run_code", runCode("print(1", "", 10));
        assertThat(wrong.path("status").asText()).isEqualTo("Failed");
        assertThat(wrong.path("run_result").path("return_code").asInt()).isEqualTo(1);
        assertThat(wrong.path("run_result").path("stderr").asText()).contains("SyntaxError");
        JsonNode slow = service.ask("/run_code", runCode("while True: pass", "", 0.5));
        assertThat(slow.path("run_result").path("status").asText()).isEqualTo("TimeLimitExceeded");
        assertThat(slow.path("run_result").path("return_code").isNull()).isTrue();
        assertThat(slow.path("verdict").asText()).isEqualTo("TLE");
    }

    @Test
    void bringsFilesOfSandboxFusionInAndOut() throws Exception {
        JsonNode reply = service.ask("/run_code", """
                {"code": "import m; open('o', 'w').write(m.X)", "files": {"m.py": "WCA9ICdoaSc="},
                 "fetch_files": ["o", "none"]}""");
        assertThat(reply.path("status").asText()).as(reply.toString()).isEqualTo("Success");
        assertThat(reply.path("files")).isEqualTo(TriptychJson.mapper().readTree("{\"o\": \"aGk=\"}"));
    }

    @Test
    void judgesSubmissionsOfSandboxFusion() throws Exception {
        String submit = """
                {"dataset": "d", "id": 5, "completion": "```python\\nprint(int(input()) %% 2)\\n```", "config": {
                 "language": "python", "provided_data": {"test": [
                  {"input": {"stdin": "1"}, "output": {"stdout": "1"}}, {"input": {"stdin": "2"}, "output": {"stdout": "9"}},
                  {"input": {"stdin": "3"}, "output": {"stdout": "1"}}]}, "extra": {"run_all_cases": %s}}}""";
        JsonNode stopped = service.ask("/submit", submit.formatted(false));
        assertThat(stopped.path("accepted").asBoolean(true)).isFalse();
        assertThat(stopped.path("tests")).hasSize(2);
        assertThat(stopped.path("verdict").asText()).isEqualTo("WA");
        assertThat(service.ask("/submit", submit.formatted(true)).path("tests")).hasSize(3);
        JsonNode right = service.ask("/submit", submit.formatted(true).replace("\"9\"", "\"0\""));
        assertThat(right.path("accepted").asBoolean()).isTrue();
        assertThat(right.path("id").asInt()).isEqualTo(5);
    }

    @Test
    void runsCellsForOpenR1() throws Exception {
        JsonNode replies = service.ask("/execute_batch", """
                {"scripts": ["print('seen')\\nx = 3\\nx / 4", "1 / 0", "import os; os._exit(3)", "def f(:", "x"],
                 "languages": ["python", "python", "python", "python", "javascript"],
                 "timeout": 10, "request_timeout": 10}""");
        assertThat(replies).hasSize(5);
        JsonNode first = replies.get(0).path("execution");
        assertThat(first.path("results").path(0).path("text").asText()).isEqualTo("0.75");
        assertThat(first.path("logs").path("stdout").path(0).asText()).isEqualTo("seen\n");
        assertThat(replies.get(0).path("text").asText()).isEqualTo("0.75");
        assertThat(errors(replies)).containsExactly("", "ZeroDivisionError", "ProcessEnded", "SyntaxError", "");
        assertThat(replies.get(4).path("exception_str").asText()).contains("not offered");
    }

    private static List<String> errors(JsonNode replies) {
        List<String> errors = new ArrayList<>();
        replies.forEach(reply ->
                errors.add(reply.path("execution").path("error").path("name").asText("")));
        return errors;
    }

    @Test
    void judgesForCodeJudge() throws Exception {
        JsonNode one = service.ask("/run", """
                {"type": "python", "solution": "print(input())", "input": "7", "expected_output": "7"}""");
        assertThat(one.path("success").asBoolean()).as(one.toString()).isTrue();
        assertThat(one.path("stdout").asText()).isEqualTo("7\n");
        JsonNode many = service.ask("/judge/batch", """
                {"type": "batch", "sub_id": "b", "submissions": [
                 {"sub_id": "1", "type": "python", "solution": "print(1)", "expected_output": "1"},
                 {"sub_id": "2", "type": "python", "solution": "print(1)", "expected_output": "2"},
                 {"sub_id": "3", "type": "python", "solution": "raise SystemExit(4)"}]}""");
        assertThat(many.path("sub_id").asText()).isEqualTo("b");
        List<String> results = new ArrayList<>();
        many.path("results")
                .forEach(result -> results.add(
                        result.path("sub_id").asText() + result.path("success") + result.path("run_success")));
        assertThat(results).containsExactly("1truetrue", "2falsetrue", "3falsefalse");
        assertThat(service.ask("/run/long-batch", """
                {"type": "batch", "submissions": [{"type": "python", "solution": "print(1)"}]}""").path("results")).hasSize(1);
        assertThat(service.get("/status").body()).contains("\"queue\":", "\"num_workers\":");
    }

    @Test
    void runsForPiston() throws Exception {
        assertThat(service.get("/api/v2/runtimes").body()).contains("\"language\":\"python\"", "\"python3\"");
        JsonNode reply = service.ask("/api/v2/execute", """
                {"language": "python", "version": "*", "args": ["a"], "stdin": "in",
                 "files": [{"name": "main.py", "content": "import sys; print(sys.argv[1], input(), open('d').read())"},
                           {"name": "d", "content": "aGk=", "encoding": "base64"}]}""");
        assertThat(reply.path("run").path("stdout").asText())
                .as(reply.toString())
                .isEqualTo("a in hi\n");
        assertThat(reply.path("run").path("code").asInt(-1)).isZero();
        assertThat(reply.has("compile")).isFalse();
        JsonNode slow = service.ask("/api/v2/execute", """
                {"language": "python", "version": "*", "run_timeout": 300,
                 "files": [{"content": "while True: pass"}]}""");
        assertThat(slow.path("run").path("status").asText()).isEqualTo("TO");
        assertThat(slow.path("run").path("signal").asText()).isEqualTo("SIGKILL");
    }

    @Test
    void gradesProblemsOfCodeforcesForPiston() throws Exception {
        assertThat(graded("print(int(input()) * 2)", "")).isEqualTo("1");
        assertThat(graded("print(int(input()))", "")).isEqualTo("0");
        assertThat(graded("print(open('correct_output.txt').read())", "")).isEqualTo("0");
        String checker = """
                import sys
                _, given, right, answer = sys.argv
                print(int(abs(float(open(right).read()) - float(open(answer).read())) < 0.1))
                """;
        assertThat(graded("print(4.05)", checker)).isEqualTo("1");
        assertThat(graded("print(5)", checker)).isEqualTo("0");
    }

    private static String graded(String solution, String checker) throws Exception {
        ObjectNode request = Json.object().put("language", "cf_python3").put("version", "*");
        var files = request.putArray("files");
        files.addObject().put("name", "main.python").put("content", solution);
        files.addObject().put("name", "input.txt").put("content", "2\n");
        files.addObject().put("name", "correct_output.txt").put("content", "4");
        files.addObject().put("name", "grader_config").put("content", "TIME_LIMIT=5.0\nMEMORY_LIMIT=256.0");
        if (!checker.isEmpty()) {
            files.addObject().put("name", "checker.py").put("content", checker);
        }
        JsonNode reply = service.ask("/api/v2/execute", request.toString());
        assertThat(reply.path("compile").path("code").asInt(-1))
                .as(reply.toString())
                .isZero();
        assertThat(reply.path("run").path("code").asInt(-1)).isZero();
        return reply.path("run").path("stdout").asText().strip();
    }

    @Test
    void judgesManyInOneRequestAndAnswersLineByLine() throws Exception {
        String one = """
                {"language": "python", "style": "stdio", "solution": "print(input())",
                 "cases": [{"stdin": "1", "stdout": "%s"}]}""";
        HttpResponse<String> reply = service.post(
                "/v1/verify/batch",
                "{\"requests\": [" + one.formatted("1") + "," + one.formatted("2") + ", {\"language\": \"python\"}]}");
        assertThat(reply.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/x-ndjson");
        Map<Integer, String> verdicts = new HashMap<>();
        for (String line : reply.body().lines().toList()) {
            JsonNode read = TriptychJson.mapper().readTree(line);
            verdicts.put(
                    read.path("index").asInt(),
                    read.path("verdict").asText(read.path("code").asText()));
        }
        assertThat(verdicts).isEqualTo(Map.of(0, "AC", 1, "WA", 2, "INVALID_INPUT"));
        assertThat(service.post("/v1/verify/batch", "[]").statusCode()).isEqualTo(400);
    }

    @Test
    void describesEveryEndpoint() throws Exception {
        assertThat(service.get("/q/openapi").body())
                .contains("/v1/verify:", "/v1/verify/batch:", "/run_code:", "/submit:", "/v1/ping:", "/execute_batch:")
                .contains("/run:", "/run/batch:", "/judge:", "/judge/batch:", "/api/v2/execute:", "/api/v2/runtimes:");
    }

    @Test
    void answersWhatWasAskedBeforeWithoutRunningItAgain() throws Exception {
        String request = runCode("import random; print(random.random())", "", 10);
        String first = service.post("/run_code", request).body();
        assertThat(service.post("/run_code", request).body()).isEqualTo(first);
        assertThat(service.post("/run_code", request.replace("{", "{\"cache\": false, "))
                        .body())
                .isNotEqualTo(first);
    }

    @Test
    void losesNoReplyOfManyAtOnceAndTurnsAwayWhatWouldWaitTooLong() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
        long since = System.nanoTime();
        for (int i = 0; i < 128; i++) {
            String spins = """
                    import time
                    while time.process_time() < 0.6: pass
                    print(%d)
                    """.formatted(i);
            replies.add(service.posted("/run_code", runCode(spins, "", 10)));
        }
        int answered = 0;
        int turnedAway = 0;
        for (int i = 0; i < replies.size(); i++) {
            HttpResponse<String> reply = replies.get(i).get(30, TimeUnit.SECONDS);
            if (reply.statusCode() == 504) {
                turnedAway++;
                continue;
            }
            assertThat(reply.statusCode()).isEqualTo(200);
            JsonNode json = TriptychJson.mapper().readTree(reply.body());
            assertThat(json.path("status").asText()).as(reply.body()).isEqualTo("Success");
            assertThat(json.path("run_result").path("stdout").asText()).isEqualTo(i + "\n");
            answered++;
        }
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(30));
        assertThat(answered).isPositive();
        assertThat(turnedAway).isPositive();
        assertThat(service.metric("triptych_verifier_verdicts_total{endpoint=\"run_code\",verdict=\"overloaded\"}"))
                .isEqualTo(turnedAway);
    }

    @Test
    void endsTheRunOfAClientThatGoesAwayInEveryProtocol() throws Exception {
        String spins = "while True: pass";
        Map<String, String> requests = Map.of(
                "/run_code", runCode(spins, "", 300),
                "/execute_batch", "{\"scripts\": [\"" + spins + "\"], \"timeout\": 300, \"request_timeout\": 300}",
                "/run", "{\"type\": \"python\", \"solution\": \"" + spins + " #\"}",
                "/run/batch", "{\"submissions\": [{\"type\": \"python\", \"solution\": \"" + spins + " ##\"}]}",
                "/api/v2/execute",
                        "{\"language\": \"python\", \"version\": \"*\", \"run_timeout\": 300000, \"files\": [{\"content\": \""
                                + spins + "\"}]}",
                "/v1/verify",
                        "{\"language\": \"python\", \"style\": \"stdio\", \"solution\": \"" + spins
                                + "\", \"cases\": [{\"stdin\": \"\", \"stdout\": \"\"}], \"limits\": {\"cpuSeconds\": 300}}");
        for (Map.Entry<String, String> request : requests.entrySet()) {
            await().atMost(Duration.ofSeconds(20)).until(() -> service.metric("triptych_verifier_places_busy") == 0);
            try (Socket client = new Socket("127.0.0.1", service.port())) {
                client.getOutputStream()
                        .write(("POST " + request.getKey() + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                                        + request.getValue().length() + "\r\n\r\n" + request.getValue())
                                .getBytes(StandardCharsets.US_ASCII));
                await().alias(request.getKey()).until(() -> service.metric("triptych_verifier_places_busy") == 1);
            }
            await().alias(request.getKey())
                    .atMost(Duration.ofSeconds(3))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> service.metric("triptych_verifier_places_busy") == 0);
        }
    }

    @Test
    void refusesBadInputSoonAndNamesTheField() throws Exception {
        Map<String, String> refused = new HashMap<>();
        refused.put("{\"code\": \"\", \"run_timeout\": NaN}", "run_timeout");
        refused.put("{\"code\": \"\", \"run_timeout\": 1e308}", "run_timeout");
        refused.put("{\"code\": \"\", \"memory_limit_MB\": -7}", "memory_limit_MB");
        refused.put("{\"code\": \"\", \"language\": \"cobol\"}", "language");
        refused.put("{\"code\": \"\", \"files\": {\"../../x\": \"\"}}", "files");
        refused.put("{\"code\": \"\", \"files\": {\"x\": \"%\"}}", "files.x");
        refused.put("{\"code\": \"\", \"code\": \"\"}", "code");
        refused.put("{\"code\": " + "[".repeat(1_000_000), "code");
        refused.put("{\"code\": [" + "{},".repeat(5_000_000), "code");
        Map<String, Duration> soonest = new HashMap<>();
        for (int round = 0; round < 3; round++) {
            for (Map.Entry<String, String> request : refused.entrySet()) {
                long since = System.nanoTime();
                HttpResponse<String> reply = service.post("/run_code", request.getKey());
                Duration took = Duration.ofNanos(System.nanoTime() - since);
                assertThat(reply.statusCode()).isEqualTo(422);
                assertThat(reply.body()).contains("\"" + request.getValue());
                soonest.merge(request.getKey(), took, (one, other) -> one.compareTo(other) < 0 ? one : other);
            }
        }
        assertThat(soonest.values()).allSatisfy(took -> assertThat(took).isLessThan(Duration.ofSeconds(1)));
    }

    @Test
    void complainsAboutTheBeginningOfALargeBodyAndServesTheNextRequestOfItsConnection() throws Exception {
        String broken = "{\"language\": nonsense, \"solution\": \"" + "x".repeat(8 << 20) + "\"}";
        try (Socket client = new Socket("127.0.0.1", service.port())) {
            for (String body : List.of(broken, "{}")) {
                client.getOutputStream()
                        .write(("POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                        + body)
                                .getBytes(StandardCharsets.US_ASCII));
                byte[] status = client.getInputStream().readNBytes(12);
                assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
                skipReply(client.getInputStream());
            }
        }
    }

    /** Behind its status: the rest of its head, and its body. */
    private static void skipReply(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.read());
        }
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        assertThat(length.find()).as(head.toString()).isTrue();
        in.skipNBytes(Long.parseLong(length.group(1)));
    }

    @Test
    void refusesABodyThatIsTooLargeAndOutlivesClientsThatNeverFinish() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket("127.0.0.1", service.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write("POST /run_code HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{\"co"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            try (Socket large = new Socket("127.0.0.1", service.port())) {
                large.setSoTimeout(20_000);
                large.getOutputStream()
                        .write("POST /run_code HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(large.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 413")
                        .endsWith("{\"detail\":\"body: larger than 64 MiB\"}");
            }
            assertThat(service.ask("/run_code", runCode("print('still here')", "", 10))
                            .path("status")
                            .asText())
                    .isEqualTo("Success");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        await().until(() -> service.metric("triptych_verifier_bodies_bytes") == 0);
    }

    /** As verl sends it. */
    private static String runCode(String code, String stdin, double seconds) {
        ObjectNode request = Json.object();
        request.put("compile_timeout", seconds);
        request.put("run_timeout", seconds);
        request.put("code", code);
        request.put("stdin", stdin);
        request.put("memory_limit_MB", 1024);
        request.put("language", "python");
        request.putObject("files");
        request.putArray("fetch_files");
        return request.toString();
    }
}
