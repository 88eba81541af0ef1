package dev.triptych.teacher.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.TeacherChoice;
import dev.triptych.store.PostgresArtifacts;
import dev.triptych.store.StoreBeans;
import dev.triptych.store.roles.Grants;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.Prompt;
import dev.triptych.teacher.client.Routing;
import dev.triptych.teacher.journal.BillingClient.Way;
import dev.triptych.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever dies wherever: a committed answer is never asked for again, and what is unaccounted was in flight. */
class JournalExactnessIT {
    private static final int SLOTS = 100;
    private static final int THREADS = 24;

    private static final List<Way> WAYS = List.of(
            Way.WELL,
            Way.WELL,
            Way.WELL,
            Way.WELL,
            Way.WELL,
            Way.WELL,
            Way.WELL,
            Way.WELL,
            Way.WELL,
            Way.WELL,
            Way.WELL,
            Way.WELL,
            Way.WITHOUT_USAGE,
            Way.BROKEN,
            Way.REFUSED,
            Way.DEATH_MID_STREAM,
            Way.DEATH_BEFORE_SEND);

    private final TestDatabase database = TestDatabase.create();
    private final RunId run = new RunId(UUID.randomUUID().toString());

    @BeforeEach
    void open() {
        database.jdbi(Grants.FACTORY)
                .useHandle(handle ->
                        handle.execute("insert into teacher.run_gate (run_id, open) values (?, true)", runUuid()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void whereverAProcessDiesNothingCommittedIsAskedForAgain(long seed) throws Exception {
        everyPromiseHolds(seed, 0.02, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {31})
    void norWhenTheDatabaseDoesNotConfirmWhatItCommitted(long seed) throws Exception {
        everyPromiseHolds(seed, 0.01, 0.04);
    }

    private void everyPromiseHolds(long seed, double deathAtCheckpoint, double databaseFaults) throws Exception {
        BillingClient teacher = new BillingClient(seed, WAYS, BillingClient.Pace.QUICK);
        int deaths;
        try (Replicas replicas = new Replicas(database, teacher, seed, deathAtCheckpoint, databaseFaults)) {
            replicas.askAll(List.of(run), SLOTS, THREADS);
            deaths = replicas.deaths();
        }
        Replicas.loseDead(database);
        assertThat(deaths).isPositive();
        assertThat(teacher.askedAfterCommit()).isEmpty();
        assertThat(longOf("select count(answered_call) from teacher.slot")).isEqualTo(SLOTS);
        assertThat(longOf("select count(*) from teacher.call where state = 'ASKED'"))
                .isZero();
        // By the teacher's own log: each reply beyond the committed ones was in flight when its reader died.
        Map<String, int[]> calls = callsBySlot();
        teacher.fullReplies().forEach((slot, replies) -> {
            int[] known = calls.get(slot);
            assertThat(replies - known[0]).as(slot).isBetween(0, known[1]);
        });
        // As many as may be in flight, for each death; here each thread may begin one more before it hears of it.
        assertThat(longOf("select count(*) from teacher.call where state = 'LOST'"))
                .isPositive()
                .isLessThanOrEqualTo((long) deaths * 2 * THREADS);
        assertThat(longOf(
                        "select count(*) from teacher.call c join teacher.slot s using (run_id, candidate, step, attempt,"
                                + " sample) where c.call_id > s.answered_call"))
                .isZero();
        assertThat(longOf("select count(*) from teacher.call where state in ('ANSWERED', 'CUT')"
                        + " and sent_at between asked_at and ended_at is not true"))
                .isZero();
        assertThat(longOf("select spent_tokens - (select sum(charged_tokens) from teacher.call) from teacher.run_gate"))
                .isZero();
        assertThat(longOf("select reserved_tokens from teacher.run_gate")).isZero();
    }

    /** Committed whole, and begun before the answer and never committed whole. */
    private Map<String, int[]> callsBySlot() {
        return database.jdbi(Grants.FACTORY).withHandle(handle -> handle.createQuery("""
                        select c.candidate, count(*) filter (where c.finish_reason is not null),
                            count(*) filter (where c.state = 'LOST' and c.call_id < s.answered_call)
                        from teacher.call c join teacher.slot s using (run_id, candidate, step, attempt, sample)
                        group by c.candidate""")
                .map((rs, ctx) -> Map.entry(
                        new SlotKey(new CandidateId(run, rs.getInt(1)), Step.SOLUTION, 1, 1).toString(),
                        new int[] {rs.getInt(2), rs.getInt(3)}))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void oneAskIsThreeStatementsAndManyShareThem() throws Exception {
        FaultyDataSource counted = new FaultyDataSource(database.dataSource(Grants.SOLUTION), 0, 0);
        Jdbi jdbi = StoreBeans.over(counted);
        Journal journal = new Journal(jdbi);
        try (Lease lease = new Lease(journal, "solution-gen", System::nanoTime)) {
            JournaledTeacher teacher = new JournaledTeacher(
                    new Routing(Map.of("test", Replicas.profile())),
                    FakeClient.saying("x"),
                    journal,
                    new PostgresArtifacts(jdbi),
                    lease,
                    "solution-gen",
                    Checkpoint.NONE);
            teacher.ask(ask(1));
            int before = counted.statements();
            teacher.ask(ask(2));
            // Look, begin with the request, end with the reply.
            assertThat(counted.statements() - before).isLessThanOrEqualTo(3);

            int beforeMany = counted.statements();
            try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
                List<Future<?>> asking = new ArrayList<>();
                for (int number = 3; number < 203; number++) {
                    Ask ask = ask(number);
                    asking.add(threads.submit(() -> teacher.ask(ask)));
                }
                for (Future<?> one : asking) {
                    one.get();
                }
            }
            double each = (counted.statements() - beforeMany) / 200.0;
            System.out.printf("statements for each of 200 asks by 16 threads: %.2f%n", each);
            assertThat(each).isLessThan(2.5);
        }
    }

    private Ask ask(int number) {
        return new Ask(
                new SlotKey(new CandidateId(run, number), Step.SOLUTION, 1, 1),
                "default",
                new TeacherChoice("test", 0),
                new Prompt("solution/plain", "0".repeat(64), "You solve.", "prompt " + number),
                256);
    }

    private long longOf(String sql) {
        return database.jdbi(Grants.FACTORY)
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private UUID runUuid() {
        return UUID.fromString(run.value());
    }
}
