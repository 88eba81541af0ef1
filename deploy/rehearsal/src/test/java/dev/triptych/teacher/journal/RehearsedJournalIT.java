package dev.triptych.teacher.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.TeacherChoice;
import dev.triptych.rehearsal.RunningTeacher;
import dev.triptych.rehearsal.reply.Prompts;
import dev.triptych.store.roles.Grants;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.Prompt;
import dev.triptych.teacher.TeacherException;
import dev.triptych.teacher.client.Profile;
import dev.triptych.teacher.client.RestTeacherClient;
import dev.triptych.teacher.client.Routing;
import dev.triptych.testkit.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the journal, and what is spent, after the rehearsal teacher did something wrong to the real client. */
@Timeout(60)
class RehearsedJournalIT {
    private static final RestTeacherClient CLIENT = new RestTeacherClient();
    private static final String[] PRICES = {"prompt-price-micro-usd", "3000000", "completion-price-micro-usd", "5000000"
    };
    private static final String[] PRICES_AND_IDLE_TIMEOUT =
            Stream.concat(Stream.of("idle-timeout", "PT1S"), Stream.of(PRICES)).toArray(String[]::new);
    private static final int ENDLESS_SECONDS = 30;

    private static TestDatabase database;

    private final RunId run = new RunId(UUID.randomUUID().toString());
    private final Journal journal = new Journal(database.jdbi(Grants.SOLUTION));
    private final Lease lease = new Lease(journal, "solution-gen", System::nanoTime);

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void openRun() {
        database.jdbi(Grants.FACTORY)
                .useHandle(handle -> handle.execute(
                        "insert into teacher.run_gate (run_id, open, limit_micro_usd) values (?, true, 1000000000)",
                        runUuid()));
    }

    @AfterEach
    void releaseLease() {
        lease.close();
        database.jdbi(Grants.FACTORY).useHandle(handle -> handle.execute("delete from teacher.profile_stop"));
    }

    /** What such a reply will cost, nobody told us: its whole bound is spent. */
    @ParameterizedTest
    @CsvSource({
        "reset, TEACHER_UNREACHABLE",
        "half-close, TEACHER_UNREACHABLE",
        "unfinished, TEACHER_UNREACHABLE",
        "malformed, TEACHER_MALFORMED_REPLY",
        "stall, TEACHER_STALLED"
    })
    void whatABrokenReplyBroughtIsKeptAndCharged(String fault, ErrorCode code) {
        try (RunningTeacher teacher = teacher(fault)) {
            assertThatThrownBy(() -> ask(teacher, 2_000))
                    .isInstanceOfSatisfying(
                            TeacherException.class, e -> assertThat(e.code()).isEqualTo(code));
        }
        // What may pass was tried again, each time as a call of its own.
        assertThat(calls()).hasSize(code == ErrorCode.TEACHER_UNREACHABLE ? JournaledTeacher.TRIES_MAX : 1);
        assertThat(calls()).allSatisfy(call -> {
            assertThat(call)
                    .containsEntry("state", "CUT")
                    .containsEntry("error_code", code.name())
                    .containsEntry("tokens_estimated", true)
                    .containsEntry("charged_micro_usd", call.get("bound_micro_usd"));
            assertThat((Long) call.get("completion_tokens")).isPositive();
            assertThat((Long) call.get("cost_micro_usd")).isPositive();
            assertThat(textOf(call)).isNotBlank();
        });
        spentIsWhatWasCharged();
        assertThat(answeredSlots()).isZero();
    }

    /** Without a byte of a reply, nobody knows what the teacher did with the request. */
    @Test
    void aResetBeforeTheReplyIsChargedAllTheSame() {
        try (RunningTeacher teacher = teacher("hang-up")) {
            assertThatThrownBy(() -> ask(teacher, 2_000))
                    .isInstanceOfSatisfying(
                            TeacherException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TEACHER_UNREACHABLE));
        }
        assertThat(calls()).hasSize(JournaledTeacher.TRIES_MAX).allSatisfy(call -> assertThat(call)
                .containsEntry("state", "CUT")
                .containsEntry("error_code", "TEACHER_UNREACHABLE")
                .containsEntry("charged_micro_usd", call.get("bound_micro_usd")));
        spentIsWhatWasCharged();
    }

    /** The teacher goes on for as long as it likes; what it wrote until then is the slot's answer. */
    @ParameterizedTest
    @CsvSource({"loop, 20000, loop", "unbounded, 500, length"})
    void whatWeCutOffFillsTheSlotAndIsCharged(String fault, int maxTokens, String reason) {
        Answer answer;
        try (RunningTeacher teacher = teacher(fault)) {
            answer = ask(teacher, maxTokens);
        }
        assertThat(answer.finish()).isEqualTo(Answer.Finish.LENGTH);
        Map<String, Object> call = calls().getFirst();
        assertThat(call)
                .containsEntry("state", "CUT")
                .containsEntry("finish_reason", reason)
                .containsEntry("tokens_estimated", true)
                .containsEntry("charged_tokens", call.get("bound_tokens"));
        // The teacher counts four characters as a token.
        assertThat((Long) call.get("charged_tokens"))
                .isGreaterThan(
                        (Prompts.documentation("Text.").length() + answer.text().length()) / 4);
        assertThat(textOf(call)).isEqualTo(answer.text()).isNotBlank();
        assertThat(calls()).hasSize(1);
        spentIsWhatWasCharged();
        assertThat(answeredSlots()).isEqualTo(1);
    }

    @Test
    void aTeacherThatIgnoresTheTokenLimitNeverBillsMoreThanWasCharged() throws Exception {
        int maxTokens = 40;
        AtomicLong billed = new AtomicLong();
        HttpServer endless = endless(billed);
        try {
            JournaledTeacher teacher =
                    asking(RunningTeacher.profile(endless.getAddress().getPort(), PRICES));

            assertThat(teacher.ask(ask(1, maxTokens)).finish()).isEqualTo(Answer.Finish.LENGTH);

            assertThatThrownBy(() -> teacher.ask(ask(2, maxTokens)))
                    .isInstanceOfSatisfying(
                            TeacherException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PRICE_BOUND_BROKEN));
        } finally {
            endless.stop(ENDLESS_SECONDS);
        }
        Map<String, Object> call = calls().getFirst();
        assertThat(billed.get())
                .isGreaterThan((Long) call.get("prompt_tokens") + maxTokens)
                .isLessThanOrEqualTo((Long) call.get("charged_tokens"));
        assertThat((Long) call.get("charged_tokens")).isGreaterThan((Long) call.get("bound_tokens"));
        spentIsWhatWasCharged();
    }

    /** Writes a token each few milliseconds until nobody reads any more, and bills all of them. */
    private static HttpServer endless(AtomicLong billed) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            billed.addAndGet(asked.length / 4);
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(ENDLESS_SECONDS);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; System.nanoTime() - until < 0; i++) {
                    out.write(
                            ("data: {\"choices\":[{\"delta\":{\"content\":\"" + (100 + i * 7919L % 900) + "\"}}]}\n\n")
                                    .getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    billed.incrementAndGet();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                }
            }
        });
        server.start();
        return server;
    }

    @ParameterizedTest
    @CsvSource({"truncated, CUT, length, LENGTH", "filtered, REFUSED, content_filter, REFUSED"})
    void whatTheTeacherCutFillsTheSlotAndCostsWhatItCounted(
            String fault, String state, String reason, Answer.Finish finish) {
        Answer answer;
        try (RunningTeacher teacher = teacher(fault)) {
            answer = ask(teacher, 2_000);
        }
        assertThat(answer.finish()).isEqualTo(finish);
        assertThat(calls()).hasSize(1);
        Map<String, Object> call = calls().getFirst();
        assertThat(call)
                .containsEntry("state", state)
                .containsEntry("finish_reason", reason)
                .containsEntry("tokens_estimated", false)
                .containsEntry("charged_micro_usd", call.get("cost_micro_usd"));
        assertThat((Long) call.get("cost_micro_usd")).isPositive();
        spentIsWhatWasCharged();
        assertThat(answeredSlots()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unauthorised", "payment-required", "forbidden", "not-found", "context-too-long"})
    void whatWasNotTakenIsJournaledAndFree(String fault) {
        try (RunningTeacher teacher = teacher(fault)) {
            assertThatThrownBy(() -> ask(teacher, 2_000)).isInstanceOf(TeacherException.class);
        }
        assertThat(calls()).hasSize(1);
        assertThat(calls().getFirst())
                .containsEntry("state", "REFUSED")
                .containsEntry("completion_tokens", 0L)
                .containsEntry("charged_micro_usd", 0L);
        assertThat(calls().getFirst().get("sent_at")).isNotNull();
        assertThat(gate("spent_micro_usd")).isZero();
        assertThat(gate("reserved_micro_usd")).isZero();
    }

    @Test
    void whatFindsNobodyIsNeverSent() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }

        assertThatThrownBy(() -> asking(RunningTeacher.profile(port, PRICES)).ask(ask(1, 2_000)))
                .isInstanceOfSatisfying(
                        TeacherException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TEACHER_UNREACHABLE));

        assertThat(calls()).hasSize(JournaledTeacher.TRIES_MAX).allSatisfy(call -> assertThat(call)
                .containsEntry("state", "REFUSED")
                .containsEntry("sent_at", null)
                .containsEntry("charged_micro_usd", 0L));
    }

    private static RunningTeacher teacher(String fault) {
        return new RunningTeacher(
                "faults." + fault, "1", "latency-mean", "PT0.2S", "latency-sigma", "0", "stream-pieces", "40");
    }

    private Answer ask(RunningTeacher teacher, int maxTokens) {
        return asking(teacher.profile(PRICES_AND_IDLE_TIMEOUT)).ask(ask(1, maxTokens));
    }

    private JournaledTeacher asking(Profile profile) {
        return new JournaledTeacher(
                new Routing(Map.of("rehearsal", profile)),
                CLIENT,
                journal,
                database.artifacts(Grants.SOLUTION),
                lease,
                "solution-gen",
                Checkpoint.NONE);
    }

    private Ask ask(int candidate, int maxTokens) {
        return new Ask(
                new SlotKey(new CandidateId(run, candidate), Step.QUESTION, 1, 1),
                "default",
                new TeacherChoice("rehearsal", 0.5),
                new Prompt("question/documentation", "0".repeat(64), "You write.", Prompts.documentation("Text.")),
                maxTokens);
    }

    private void spentIsWhatWasCharged() {
        assertThat(gate("spent_micro_usd"))
                .isEqualTo(calls().stream()
                        .mapToLong(call -> (Long) call.get("charged_micro_usd"))
                        .sum())
                .isPositive();
        assertThat(gate("reserved_micro_usd")).isZero();
    }

    private static String textOf(Map<String, Object> call) {
        return database.artifacts(Grants.SOLUTION).readText(new Sha256((String) call.get("reply_sha256")));
    }

    private List<Map<String, Object>> calls() {
        return database.jdbi(Grants.FACTORY).withHandle(handle -> handle.createQuery(
                        "select * from teacher.call where run_id = :run order by call_id")
                .bind("run", runUuid())
                .mapToMap()
                .list());
    }

    private long gate(String column) {
        return longOf("select " + column + " from teacher.run_gate where run_id = :run");
    }

    private long answeredSlots() {
        return longOf("select count(answered_call) from teacher.slot where run_id = :run");
    }

    private long longOf(String sql) {
        return database.jdbi(Grants.FACTORY).withHandle(handle -> handle.createQuery(sql)
                .bind("run", runUuid())
                .mapTo(Long.class)
                .one());
    }

    private UUID runUuid() {
        return UUID.fromString(run.value());
    }
}
