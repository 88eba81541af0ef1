package dev.triptych.factory.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.FactoryFixture;
import dev.triptych.factory.ledger.Budgets;
import dev.triptych.factory.ledger.TripletRows;
import dev.triptych.factory.teachers.Journal;
import dev.triptych.factory.teachers.Profiles;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportIT {
    private static FactoryFixture factory;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open() {
        factory = new FactoryFixture();
    }

    @AfterAll
    static void close() {
        factory.close();
    }

    @Test
    void writesALineForEachAcceptedTripletInTheOrderOfCandidates() throws Exception {
        RunId run = aRun();

        List<JsonNode> lines = lines(text(RunFiles.Kind.TRIPLETS_JSONL, run, factory.profiles));

        assertThat(lines).extracting(line -> line.path("subset").asText()).containsExactly("Algorithm", "Docs");
        assertThat(lines.getFirst().properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "id",
                        "runId",
                        "subset",
                        "language",
                        "question",
                        "entryPoint",
                        "signature",
                        "solution",
                        "tests",
                        "response",
                        "completion",
                        "difficulty",
                        "passSequence",
                        "evidence",
                        "provenance",
                        "simulated",
                        "surplus");
        assertThat(lines.getFirst().path("response").path("thinking").asText()).startsWith("The double");
        assertThat(lines.getFirst().path("entryPoint").asText()).isEqualTo("twice");
        assertThat(lines.getFirst().path("tests").asText()).contains("from solution import twice");
        assertThat(lines.getFirst().path("simulated").asBoolean()).isTrue();
    }

    @Test
    void givesTheSurplusWhenItIsAskedFor() throws Exception {
        RunId run = aRun();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        files(factory.profiles).triplets(factory.runs.find(run).orElseThrow(), true, out);

        assertThat(lines(out.toString(StandardCharsets.UTF_8)))
                .extracting(line -> line.path("surplus").asBoolean())
                .containsExactly(false, false, true);
    }

    @Test
    void writesParquetThatReadsBackTyped() throws Exception {
        RunId run = aRun();
        Path file = directory.resolve("triplets.parquet");
        try (var out = Files.newOutputStream(file)) {
            files(factory.profiles)
                    .write(
                            RunFiles.Kind.TRIPLETS_PARQUET,
                            factory.runs.find(run).orElseThrow(),
                            out);
        }

        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var rows = duck.createStatement()
                        .executeQuery("select count(*), min(response.answer), sum(len(passSequence)),"
                                + " bool_and(simulated), min(provenance) from '" + file + "'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(2);
            assertThat(rows.getString(2)).startsWith("```python");
            assertThat(rows.getInt(3)).isEqualTo(4);
            assertThat(rows.getBoolean(4)).isTrue();
            assertThat(json(rows.getString(5)).path("teacher").asText()).isEqualTo("rehearsal");
        }
    }

    @Test
    void aRunWithoutTripletsHasAnEmptyParquetFile() throws Exception {
        RunId run = factory.openRun(2, 0);
        Path file = directory.resolve("empty.parquet");
        try (var out = Files.newOutputStream(file)) {
            files(factory.profiles)
                    .write(
                            RunFiles.Kind.TRIPLETS_PARQUET,
                            factory.runs.find(run).orElseThrow(),
                            out);
        }

        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var rows = duck.createStatement().executeQuery("select count(*) from '" + file + "'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void theLedgerAddsUpAndSaysWhatTheIssuedCandidatesCameTo() throws Exception {
        RunId run = aRun();
        factory.ledger.close(run, RunStatus.COMPLETED, OptionalInt.of(4), "");

        JsonNode ledger = json(text(RunFiles.Kind.LEDGER_JSON, run, factory.profiles));

        assertThat(ledger.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(ledger.path("reconciled").asBoolean()).isTrue();
        assertThat(ledger.path("candidates").asInt()).isEqualTo(4);
        assertThat(ledger.path("accepted").asInt()).isEqualTo(2);
        assertThat(ledger.path("rejected").toString()).isEqualTo("{\"UNSOLVED\":1,\"SURPLUS\":1}");
        assertThat(ledger.has("truth")).isFalse();
    }

    @Test
    void aTripletThatIsLostAfterTheRunClosedShowsInTheLedger() throws Exception {
        RunId run = aRun();
        factory.ledger.close(run, RunStatus.COMPLETED, OptionalInt.of(4), "");
        factory.database
                .owner()
                .useHandle(handle -> handle.execute(
                        "delete from factory.triplet where run_id = ? and number = 1", UUID.fromString(run.value())));

        JsonNode ledger = json(text(RunFiles.Kind.LEDGER_JSON, run, factory.profiles));

        assertThat(ledger.path("reconciled").asBoolean()).isFalse();
        assertThat(ledger.path("problems").path(0).asText())
                .isEqualTo("triplets and responses: candidates with one 1, accepted candidates 2");
    }

    @Test
    void measuresTheRunAgainstTheTeachersOwnLog() throws Exception {
        RunId run = aRun();
        journal(run, 1, "SOLUTION", "wrong");
        journal(run, 1, "TESTS", "tests-strong");
        journal(run, 2, "SOLUTION", "right");
        journal(run, 2, "TESTS", "tests-weak");
        journal(run, 2, "RESTYLE", "style-leaky");
        journal(run, 4, "SOLUTION", "right");
        journal(run, 4, "TESTS", "tests-strong");
        try (TeacherOfTheTest teacher = new TeacherOfTheTest(run)) {
            JsonNode ledger = json(text(RunFiles.Kind.LEDGER_JSON, run, teacher.profiles()));

            assertThat(ledger.path("truth").path("falseAccepts").asInt()).isEqualTo(1);
            assertThat(ledger.path("truth").path("falseRejects").asInt()).isEqualTo(1);
            assertThat(ledger.path("truth").path("leaks").asInt()).isEqualTo(1);
            assertThat(ledger.path("truth").path("unrecognised").asInt()).isEqualTo(5);
            assertThat(ledger.path("teacher").path("calls").asInt()).isEqualTo(7);
            assertThat(ledger.path("teacher").path("promptTokens").asInt()).isEqualTo(70);
            // Three full replies to one slot.
            assertThat(ledger.path("teacher").path("repaid").asInt()).isEqualTo(2);
        }
    }

    @Test
    void whatWasInFlightAtAKillIsUnaccountedAndExcusesOneReplyEach() throws Exception {
        RunId run = aRun();
        lost(run, 1, "SOLUTION");
        journal(run, 1, "SOLUTION", "right");

        Map<String, Journal.SlotCalls> slots = new Journal(factory.jdbi).callsBySlot(run);

        Journal.SlotCalls slot = slots.get(run + "/1/SOLUTION/1/1");
        assertThat(slot).isEqualTo(new Journal.SlotCalls(1, 0, 1));
        assertThat(slot.repaid(2)).isZero();
        assertThat(slot.repaid(3)).isEqualTo(1);
        JsonNode teacher =
                json(text(RunFiles.Kind.LEDGER_JSON, run, factory.profiles)).path("teacher");
        assertThat(teacher.path("unaccounted").asInt()).isEqualTo(1);
        assertThat(teacher.path("unaccountedCostMicroUsd").asLong()).isEqualTo(70);
        assertThat(teacher.path("repaid").asLong()).isZero();
    }

    @Test
    void aCallThatWasBegunAfterTheAnswerExcusesNothing() throws Exception {
        RunId run = aRun();
        journal(run, 1, "SOLUTION", "right");
        lost(run, 1, "SOLUTION");

        Journal.SlotCalls slot = new Journal(factory.jdbi).callsBySlot(run).get(run + "/1/SOLUTION/1/1");

        assertThat(slot.repaid(2)).isEqualTo(1);
        assertThat(new Journal.SlotCalls(2, 0, 0).repaid(2)).isEqualTo(1);
        assertThat(new Journal.SlotCalls(2, 1, 0).repaid(2)).isZero();
    }

    private static void lost(RunId run, int candidate, String step) {
        factory.database.owner().useHandle(handle -> handle.createUpdate("""
                        insert into teacher.call (run_id, candidate, step, attempt, sample, state, process_id, service,
                            profile, model, template, template_sha256, prompt_sha256, temperature, max_tokens,
                            bound_micro_usd, bound_tokens)
                        values (:run, :candidate, :step, 1, 1, 'LOST', gen_random_uuid(), 'solution-gen', 'rehearsal',
                            'bank-1', 'solution/solve', :hash, :hash, 0, 100, 70, 700)""")
                .bind("run", UUID.fromString(run.value()))
                .bind("candidate", candidate)
                .bind("step", step)
                .bind("hash", "0".repeat(64))
                .execute());
    }

    @Test
    void saysThatTheTruthCannotBeHadInsteadOfGuessing() throws Exception {
        RunId run = aRun();
        Profiles silent = new Profiles(Map.of(
                "rehearsal",
                new Profiles.Profile("rehearsal", "bank-1", true, Optional.of("http://127.0.0.1:1/rehearsal"))));

        JsonNode ledger = json(text(RunFiles.Kind.LEDGER_JSON, run, silent));

        assertThat(ledger.has("truth")).isFalse();
        assertThat(ledger.path("truthUnavailable").asText()).startsWith("the teacher's log cannot be read");
        assertThat(ledger.path("teacher").path("repaid").isNull()).isTrue();
    }

    @Test
    void theDataCardLabelsASimulatedRunAndCountsIt() throws Exception {
        String card = text(RunFiles.Kind.README_MD, aRun(), factory.profiles);

        assertThat(card).contains("**Simulated.**", "| SURPLUS | 1 |", "| easy | 2 |", "| Docs | 1 |");
    }

    @Test
    void theDataCardShowsMarkupAsText() {
        assertThat(DataCard.escaped("<img src=x> | **a** [b](c)\n# d"))
                .isEqualTo("&lt;img src=x&gt; \\| \\*\\*a\\*\\* \\[b\\]\\(c\\) \\# d");
    }

    /** Two accepted, one surplus, one unsolved. */
    private static RunId aRun() {
        RunId run = factory.openRun(2, 4);
        factory.ledger.record(factory.accepted(run, 1));
        factory.ledger.record(factory.accepted(run, 2));
        factory.ledger.record(factory.accepted(run, 3));
        factory.ledger.record(
                FactoryFixture.proposal(run, 4, new Outcome.Rejected(RejectReason.UNSOLVED, Optional.empty())));
        return run;
    }

    private static RunFiles files(Profiles profiles) {
        TripletRows rows = new TripletRows(factory.jdbi);
        Journal journal = new Journal(factory.jdbi);
        return new RunFiles(
                new LedgerFile(
                        factory.runs,
                        journal,
                        profiles,
                        new Truth(factory.runs, rows, journal),
                        new Budgets(factory.jdbi)),
                new TripletLines(rows, factory.artifacts),
                new DataCard(rows, profiles));
    }

    private static String text(RunFiles.Kind kind, RunId run, Profiles profiles) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        files(profiles).write(kind, factory.runs.find(run).orElseThrow(), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<JsonNode> lines(String text) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            lines.add(json(line));
        }
        return lines;
    }

    private static JsonNode json(String text) throws Exception {
        return TriptychJson.mapper().readTree(text);
    }

    private static Sha256 reply(RunId run, int candidate, String step, String kind) {
        return Sha256.of(run + "/" + candidate + "/" + step + "/" + kind);
    }

    private static final Map<Sha256, String> KINDS = new HashMap<>();

    /** A slot that was answered, in the journal; the teacher's log will say the reply was of this kind. */
    private static void journal(RunId run, int candidate, String step, String kind) {
        Sha256 reply = reply(run, candidate, step, kind);
        KINDS.put(reply, kind);
        factory.database.owner().useHandle(handle -> handle.createUpdate("""
                        with asked as (
                            insert into teacher.call (run_id, candidate, step, attempt, sample, state, process_id, service,
                                profile, model, template, template_sha256, prompt_sha256, temperature, max_tokens, asked_at,
                                ended_at, reply_sha256, prompt_tokens, completion_tokens)
                            values (:run, :candidate, :step, 1, 1, 'ANSWERED', :run, 'test', 'rehearsal', 'bank-1', 't', 'h',
                                'p', 0.7, 100, now() - interval '1 second', now(), :reply, 10, 20)
                            returning call_id)
                        insert into teacher.slot (run_id, candidate, step, attempt, sample, answered_call)
                        select :run, :candidate, :step, 1, 1, call_id from asked""")
                .bind("run", UUID.fromString(run.value()))
                .bind("candidate", candidate)
                .bind("step", step)
                .bind("reply", reply.hex())
                .execute());
    }

    /** A teacher whose log can be read over HTTP. */
    private static final class TeacherOfTheTest implements AutoCloseable {
        private final HttpServer server;

        TeacherOfTheTest(RunId run) throws Exception {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            answer(
                    "/rehearsal/stats",
                    request -> TriptychJson.mapper().createObjectNode().put("unrecognised", 5));
            answer("/rehearsal/answered", request -> {
                ObjectNode body = TriptychJson.mapper().createObjectNode();
                ArrayNode slots = body.putArray("slots");
                slots.addObject().put("key", run + "/1/SOLUTION/1/1").put("fullReplies", 3);
                slots.addObject().put("key", run + "/1/TESTS/1/1").put("fullReplies", 1);
                return body;
            });
            answer("/rehearsal/truth", request -> {
                ObjectNode body = TriptychJson.mapper().createObjectNode();
                ObjectNode replies = body.putObject("replies");
                for (JsonNode hash : request.path("replies")) {
                    Optional.ofNullable(KINDS.get(new Sha256(hash.asText())))
                            .ifPresent(kind -> replies.putObject(hash.asText()).put("kind", kind));
                }
                return body;
            });
            server.start();
        }

        Profiles profiles() {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/rehearsal";
            return new Profiles(
                    Map.of("rehearsal", new Profiles.Profile("rehearsal", "bank-1", true, Optional.of(url))));
        }

        private void answer(String path, java.util.function.Function<JsonNode, JsonNode> answer) {
            server.createContext(path, exchange -> {
                byte[] request = exchange.getRequestBody().readAllBytes();
                byte[] body = answer.apply(TriptychJson.mapper()
                                .readTree(request.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : request))
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
