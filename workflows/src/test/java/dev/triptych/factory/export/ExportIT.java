package dev.triptych.factory.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.factory.LedgerActivities.IssueCandidates;
import dev.triptych.contracts.factory.LedgerActivities.OpenRun;
import dev.triptych.contracts.factory.LedgerActivities.RecordPage;
import dev.triptych.contracts.factory.LedgerActivities.RecordedPage;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.question.GivenQuestion;
import dev.triptych.contracts.question.QuestionChunk;
import dev.triptych.contracts.question.QuestionSet;
import dev.triptych.contracts.solution.PageRows;
import dev.triptych.factory.FactoryFixture;
import dev.triptych.factory.ledger.Budgets;
import dev.triptych.factory.ledger.ResponseRows;
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
    void tellsOfEachStepWhatItCostAndWhetherThatIsAnEstimate() throws Exception {
        RunId run = factory.openRun(1, 1);
        ended(run, 1, begun(run, 1), "ANSWERED", true, 30);
        factory.database
                .owner()
                .useHandle(handle -> handle.execute(
                        "update teacher.call set tokens_estimated = true" + " where run_id = ?",
                        UUID.fromString(run.value())));
        factory.ledger.record(factory.accepted(run, 1));

        JsonNode step = lines(text(RunFiles.Kind.TRIPLETS_JSONL, run, factory.profiles))
                .getFirst()
                .path("provenance")
                .path("steps")
                .path(0);

        assertThat(step.path("completionTokens").asLong()).isEqualTo(5);
        assertThat(step.path("tokensEstimated").asBoolean()).isTrue();
        assertThat(step.path("costMicroUsd").asLong()).isEqualTo(30);
    }

    @Test
    void givesTheSurplusWhenItIsAskedFor() throws Exception {
        RunId run = aRun();

        assertThat(lines(text(RunFiles.Kind.TRIPLETS_JSONL, run, factory.profiles, true)))
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
                            false,
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
    void writesALineForEachReadableResponseWithMessagesAndProvenance() throws Exception {
        RunId run = aDistillation();

        List<JsonNode> lines = lines(text(RunFiles.Kind.RESPONSES_JSONL, run, factory.profiles));

        assertThat(lines).extracting(line -> line.path("id").asText()).containsExactly(run + "/1/1", run + "/2/2");
        JsonNode first = lines.getFirst();
        assertThat(first.path("questionId").asText()).isEqualTo("q1");
        assertThat(first.path("messages").toString())
                .isEqualTo("[{\"role\":\"user\",\"content\":\"Double n.\"},{\"role\":\"assistant\",\"content\":"
                        + "\"<think>\\nTwice.\\n</think>\\n\\n```python\\nn + n\\n```\"}]");
        assertThat(first.path("thinking").asText()).isEqualTo("Twice.");
        assertThat(first.path("finishReason").asText()).isEqualTo("stop");
        assertThat(first.path("promptTokens").asLong()).isEqualTo(10);
        assertThat(first.path("completionTokens").asLong()).isEqualTo(20);
        assertThat(first.path("costMicroUsd").asLong()).isEqualTo(3);
        assertThat(first.path("provenance").path("model").asText()).isEqualTo("bank-1");
        assertThat(first.path("provenance").path("promptSha256").asText()).isEqualTo("p");
        // Its reasoning came in a field of its own, and is joined the same way.
        assertThat(lines.get(1).path("output").asText())
                .isEqualTo("<think>\nThree times.\n</think>\n\n```\n3 * n\n```");
        assertThat(lines(text(RunFiles.Kind.UNREADABLE_JSONL, run, factory.profiles)))
                .extracting(line -> line.path("unreadable").asText())
                .containsExactly("no-thinking");
        assertThat(lines(text(RunFiles.Kind.RESPONSES_JSONL, run, factory.profiles, true)))
                .extracting(line -> line.path("surplus").asBoolean())
                .containsExactly(false, false, true);
        assertThat(text(RunFiles.Kind.README_MD, run, factory.profiles))
                .contains("# Responses of run", "| no-thinking | 1 |", "| readable | 2 |", "`responses.parquet`");
    }

    @Test
    void writesResponsesAsParquetThatATrainerReads() throws Exception {
        RunId run = aDistillation();
        Path file = directory.resolve("responses.parquet");
        try (var out = Files.newOutputStream(file)) {
            files(factory.profiles)
                    .write(
                            RunFiles.Kind.RESPONSES_PARQUET,
                            factory.runs.find(run).orElseThrow(),
                            false,
                            out);
        }

        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var rows = duck.createStatement()
                        .executeQuery("select count(*), min(messages[1].role), sum(len(messages)), sum(costMicroUsd),"
                                + " min(provenance) from '" + file + "'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(2);
            assertThat(rows.getString(2)).isEqualTo("user");
            assertThat(rows.getInt(3)).isEqualTo(4);
            assertThat(rows.getInt(4)).isEqualTo(6);
            assertThat(json(rows.getString(5)).path("teacher").asText()).isEqualTo("rehearsal");
        }
    }

    /** Two given questions with a readable response each, one of them after an unreadable one; a third beyond the target. */
    private static RunId aDistillation() {
        EntryPoint entryPoint = new EntryPoint("f", "f(n)");
        Sha256 chunk = factory.artifacts.putJson(new QuestionChunk(List.of(
                new GivenQuestion("q1", "Double n.", entryPoint), new GivenQuestion("q2", "Triple n.", entryPoint))));
        Sha256 last =
                factory.artifacts.putJson(new QuestionChunk(List.of(new GivenQuestion("q3", "Square n.", entryPoint))));
        Sha256 set = factory.artifacts.putJson(new QuestionSet(3, 2, List.of(chunk, last)));
        RunId run = new RunId(UUID.randomUUID().toString());
        ObjectNode request = (ObjectNode) FactoryFixture.request(2);
        factory.ledger.open(new OpenRun(
                run, "workflow-" + run, request.put("recipe", "distill").put("questions", set.hex())));
        factory.ledger.issue(new IssueCandidates(run, 1, 3, 3));
        String tagged = "<think>Twice.</think>\n```python\nn + n\n```";
        PageRows.Row doubled = row(1, response(run, 1, 1, tagged, "", Optional.empty()));
        PageRows.Row tripled = row(
                2,
                response(run, 2, 1, "No.", "", Optional.of("no-thinking")),
                response(run, 2, 2, "```\n3 * n\n```", "Three times.", Optional.empty()));
        PageRows.Row squared = row(3, response(run, 3, 1, tagged, "", Optional.empty()));
        RecordedPage unused = factory.ledger.recordPage(
                new RecordPage(run, 1, 3, Optional.empty(), new Outcome.Cancelled()),
                List.of(doubled, tripled, squared));
        return run;
    }

    private static PageRows.Row row(int number, PageRows.Sample... samples) {
        return new PageRows.Row(number, List.of(samples), Optional.empty());
    }

    private static PageRows.Sample response(
            RunId run, int number, int sample, String text, String thinking, Optional<String> unreadable) {
        Sha256 reply = factory.artifacts.putText(text);
        long call = factory.database.owner().withHandle(handle -> handle.createQuery("""
                        insert into teacher.call (run_id, candidate, step, attempt, sample, state, process_id, service,
                            profile, model, template, template_sha256, prompt_sha256, temperature, max_tokens, asked_at,
                            ended_at, finish_reason, reply_sha256, thinking_sha256, prompt_tokens, completion_tokens,
                            cost_micro_usd)
                        values (:run, :number, 'RESPONSE', 1, :sample, 'ANSWERED', :run, 'test', 'rehearsal', 'bank-1',
                            'solution/respond', 'h', 'p', 0.6, 100, now(), now(), 'stop', :reply, :thinking, 10, 20, 3)
                        returning call_id""")
                .bind("run", UUID.fromString(run.value()))
                .bind("number", number)
                .bind("sample", sample)
                .bind("reply", reply.hex())
                .bind(
                        "thinking",
                        thinking.isEmpty()
                                ? null
                                : factory.artifacts.putText(thinking).hex())
                .mapTo(Long.class)
                .one());
        return new PageRows.Sample(sample, call, reply, unreadable);
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
                            false,
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

    @Test
    void whatWasSpentIsWhatWasCountedAndWhatNobodyAccountedFor() throws Exception {
        RunId run = factory.openRun(2, 4);
        long counted = begun(run, 1);
        long brokenOff = begun(run, 2);
        long withoutUsage = begun(run, 3);
        long lost = begun(run, 4);

        ended(run, 1, counted, "ANSWERED", true, 30);
        ended(run, 2, brokenOff, "CUT", false, 40);
        // Our count may be above what the call can have cost.
        ended(run, 3, withoutUsage, "ANSWERED", false, 900);
        int unused = factory.database.owner().withHandle(handle -> handle.createQuery(
                        "select 1 from teacher.lose_calls(array[:call]::bigint[], 'its process died')")
                .bind("call", lost)
                .mapTo(Integer.class)
                .one());

        JsonNode ledger = json(text(RunFiles.Kind.LEDGER_JSON, run, factory.profiles));
        JsonNode teacher = ledger.path("teacher");
        assertThat(teacher.path("unaccounted").asInt()).isEqualTo(3);
        assertThat(teacher.path("costMicroUsd").asLong()).isEqualTo(30 + 40 + 100);
        assertThat(teacher.path("unaccountedCostMicroUsd").asLong()).isEqualTo(60 + 0 + 100);
        assertThat(ledger.path("budget").path("spentMicroUsd").asLong())
                .isEqualTo(teacher.path("costMicroUsd").asLong()
                        + teacher.path("unaccountedCostMicroUsd").asLong());
        assertThat(ledger.path("budget").path("reservedMicroUsd").asLong()).isZero();
        assertThat(teacher.path("estimatedCostMicroUsd").asLong()).isEqualTo(40 + 100);
        assertThat(teacher.path("estimatedTokens").asLong()).isEqualTo(2 * 9);
    }

    /** A call that may cost 100 and use 1,000 tokens. */
    private static long begun(RunId run, int candidate) {
        ObjectNode call = call(run, candidate)
                .put("tenant", "default")
                .put("process_id", run.value())
                .put("service", "test")
                .put("profile", "rehearsal")
                .put("model", "bank-1")
                .put("template", "t")
                .put("template_sha256", "h")
                .put("prompt_sha256", "p")
                .put("temperature", 0.5)
                .put("max_tokens", 10)
                .put("bound_micro_usd", 100)
                .put("bound_tokens", 1_000);
        return factory.database.owner().withHandle(handle -> handle.createQuery(
                        "select call_id from teacher.begin_calls(:run, cast(:calls as jsonb))")
                .bind("run", UUID.fromString(run.value()))
                .bind("calls", TriptychJson.mapper().createArrayNode().add(call).toString())
                .mapTo(Long.class)
                .one());
    }

    private static void ended(RunId run, int candidate, long id, String state, boolean settled, long costMicroUsd) {
        ObjectNode call = call(run, candidate)
                .put("call_id", id)
                .put("state", state)
                .put("fills", settled)
                .put("settled", settled)
                .put("prompt_tokens", 4)
                .put("completion_tokens", 5)
                .put("tokens_estimated", !settled)
                .put("cost_micro_usd", costMicroUsd);
        String unused = factory.database.owner().withHandle(handle -> handle.createQuery(
                        "select claim from teacher.end_calls(:run, cast(:calls as jsonb))")
                .bind("run", UUID.fromString(run.value()))
                .bind("calls", TriptychJson.mapper().createArrayNode().add(call).toString())
                .mapTo(String.class)
                .one());
    }

    private static ObjectNode call(RunId run, int candidate) {
        return TriptychJson.mapper()
                .createObjectNode()
                .put("n", 1)
                .put("run_id", run.value())
                .put("candidate", candidate)
                .put("step", "SOLUTION")
                .put("attempt", 1)
                .put("sample", 1);
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
                new Profiles.Profile(
                        "rehearsal", "bank-1", true, Optional.of("http://127.0.0.1:1/rehearsal"), Optional.empty())));

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
        assertThat(CardText.escaped("<img src=x> | **a** [b](c)\n# d"))
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
        ResponseRows responses = new ResponseRows(factory.jdbi);
        Journal journal = new Journal(factory.jdbi);
        return new RunFiles(
                new LedgerFile(
                        factory.runs,
                        journal,
                        profiles,
                        new Truth(factory.runs, rows, journal),
                        new Budgets(factory.jdbi)),
                new TripletLines(rows, factory.artifacts),
                new ResponseLines(responses, journal, factory.artifacts),
                new DataCard(rows, responses, profiles));
    }

    private static String text(RunFiles.Kind kind, RunId run, Profiles profiles) throws Exception {
        return text(kind, run, profiles, false);
    }

    private static String text(RunFiles.Kind kind, RunId run, Profiles profiles, boolean withSurplus) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        files(profiles).write(kind, factory.runs.find(run).orElseThrow(), withSurplus, out);
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
            return new Profiles(Map.of(
                    "rehearsal",
                    new Profiles.Profile("rehearsal", "bank-1", true, Optional.of(url), Optional.empty())));
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
