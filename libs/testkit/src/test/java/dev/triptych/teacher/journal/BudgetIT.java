package dev.triptych.teacher.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.TeacherChoice;
import dev.triptych.store.PackedBody;
import dev.triptych.store.roles.Grants;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.Prompt;
import dev.triptych.teacher.TeacherException;
import dev.triptych.teacher.client.CallResult;
import dev.triptych.teacher.client.Profile;
import dev.triptych.teacher.client.Received;
import dev.triptych.teacher.client.Routing;
import dev.triptych.teacher.client.Usage;
import dev.triptych.teacher.journal.BillingClient.Way;
import dev.triptych.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The teacher's own bill never exceeds a budget, whatever happens to calls and to those who make them. */
class BudgetIT {
    static final int MAX_TOKENS = 300;

    private static final String SLOT_PROMPT = "a prompt";

    /** More than the two replicas have places, 64 each, so that their places are taken. */
    private static final int THREADS = 160;

    /** So many that a budget which is not reserved is overrun by far more than a call's bound. */
    private static final int IN_FLIGHT_MIN = 64;

    /** More than any of the budgets is enough for. */
    private static final int SLOTS = 1_400;

    /** A death at a chosen moment comes with the calls themselves. */
    private static final double DEATH_AT_CHECKPOINT = 0.0002;

    /** {@link Way#WELL} often enough that a run uses most of what it has. */
    private static final List<Way> WAYS = Stream.of(
                    Collections.nCopies(17, Way.WELL), List.of(Way.WITHOUT_USAGE, Way.BROKEN, Way.REFUSED))
            .flatMap(List::stream)
            .toList();

    private final TestDatabase database = TestDatabase.create();
    private final List<Lease> leases = new ArrayList<>();

    @AfterEach
    void close() {
        leases.forEach(Lease::close);
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theBillOfARunNeverExceedsItsBudgetWhoeverDies(long seed) throws Exception {
        long limit = (500 + new Random(seed).nextInt(200)) * bound(SLOT_PROMPT);
        BillingClient teacher = teacher(seed);
        RunId run = open(Optional.of(limit), Optional.empty());
        try (Replicas replicas = new Replicas(database, teacher, seed, DEATH_AT_CHECKPOINT)) {
            replicas.askAll(List.of(run), SLOTS, THREADS);
            assertThat(replicas.deaths()).isPositive();
            assertThat(replicas.failures()).containsKey(ErrorCode.BUDGET_EXHAUSTED);
        }
        Replicas.loseDead(database);
        assertThat(teacher.inFlightMax()).isGreaterThanOrEqualTo(IN_FLIGHT_MIN);
        assertThat(teacher.billMicroUsd(Replicas.profile()))
                .isBetween(limit / 2, limit)
                .isLessThanOrEqualTo(gate(run, "spent_micro_usd"));
        assertThat(gate(run, "spent_micro_usd")).isLessThanOrEqualTo(limit);
        assertThat(gate(run, "reserved_micro_usd")).isZero();
        assertThat(teacher.askedAfterCommit()).isEmpty();
    }

    @Test
    void theTokensOfARunNeverExceedItsBudget() throws Exception {
        long limit = 300_000;
        BillingClient teacher = teacher(11);
        RunId run = open(Optional.empty(), Optional.of(limit));
        try (Replicas replicas = new Replicas(database, teacher, 11, DEATH_AT_CHECKPOINT)) {
            replicas.askAll(List.of(run), SLOTS, THREADS);
        }
        assertThat(teacher.inFlightMax()).isGreaterThanOrEqualTo(IN_FLIGHT_MIN);
        assertThat(teacher.billedTokens()).isBetween(limit / 2, limit);
    }

    @Test
    void theBillOfATenantNeverExceedsItsBudgetWhateverItsRunsMay() throws Exception {
        long limit = 500 * bound(SLOT_PROMPT);
        BillingClient teacher = teacher(12);
        RunId one = open(Optional.of(limit), Optional.empty());
        RunId other = open(Optional.empty(), Optional.empty());
        database.jdbi(Grants.FACTORY)
                .useHandle(handle -> handle.execute(
                        "insert into teacher.tenant_budget (tenant, limit_micro_usd) values ('default', ?)", limit));
        try (Replicas replicas = new Replicas(database, teacher, 12, DEATH_AT_CHECKPOINT)) {
            replicas.askAll(List.of(one, other), SLOTS / 2, THREADS);
            assertThat(replicas.failures()).containsKey(ErrorCode.BUDGET_EXHAUSTED);
        }
        assertThat(teacher.inFlightMax()).isGreaterThanOrEqualTo(IN_FLIGHT_MIN);
        assertThat(teacher.billMicroUsd(Replicas.profile())).isBetween(limit / 2, limit);
        long spent = gate(one, "spent_micro_usd") + gate(other, "spent_micro_usd");
        Replicas.loseDead(database);
        assertThat(tenant("spent_micro_usd"))
                .isEqualTo(gate(one, "spent_micro_usd") + gate(other, "spent_micro_usd"))
                .isBetween(spent, limit);
        assertThat(tenant("reserved_micro_usd")).isZero();
    }

    @Test
    void usesWhatCallsThatEndedGiveBack() throws Exception {
        // Each call uses a hundredth of its bound: a budget of three bounds is enough for many calls, a few at a time.
        long bound = bound(SLOT_PROMPT);
        Profile profile = Replicas.profile();
        FakeClient thrifty = FakeClient.doing(call -> complete(new Usage(10, 3, false)));
        RunId run = open(Optional.of(3 * bound), Optional.empty());
        JournaledTeacher teacher = process(thrifty);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> asking = new ArrayList<>();
            for (int number = 1; number <= 12; number++) {
                SlotKey slot = slot(run, number);
                asking.add(threads.submit(() -> teacher.ask(ask(slot))));
            }
            for (Future<?> one : asking) {
                one.get();
            }
        }
        assertThat(gate(run, "spent_micro_usd")).isEqualTo(12 * profile.costMicroUsd(new Usage(10, 3, false)));
    }

    @Test
    void saysWhichBudgetIsUsedUp() {
        RunId run = open(Optional.of(5L), Optional.empty());

        assertThatThrownBy(() -> process(FakeClient.saying("x")).ask(ask(slot(run, 1))))
                .isInstanceOfSatisfying(
                        TeacherException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUDGET_EXHAUSTED))
                .hasMessageContaining("budget of the run: the next call may cost")
                .hasMessageContaining("micro-dollars, 0 of 5 are spent");
    }

    @Test
    void takesCallsAgainWhenTheBudgetIsRaised() {
        RunId run = open(Optional.of(5L), Optional.empty());
        JournaledTeacher teacher = process(FakeClient.saying("x"));
        assertThatThrownBy(() -> teacher.ask(ask(slot(run, 1)))).isInstanceOf(TeacherException.class);

        database.jdbi(Grants.FACTORY)
                .useHandle(handle -> handle.execute("update teacher.run_gate set limit_micro_usd = 1000000"));

        assertThat(teacher.ask(ask(slot(run, 1))).text()).isEqualTo("x");
    }

    @Test
    void aLostCallKeepsItsReservationUntilItsLateReplySaysWhatItCost() {
        RunId run = open(Optional.of(1_000_000L), Optional.empty());
        Journal journal = new Journal(database.jdbi(Grants.SOLUTION));
        JournaledTeacher dying = process(FakeClient.doing(call -> {
            throw new BillingClient.Death();
        }));
        assertThatThrownBy(() -> dying.ask(ask(slot(run, 1)))).isInstanceOf(BillingClient.Death.class);
        long call = longOf("select max(call_id) from teacher.call");
        journal.lose(List.of(call), "its process died");
        assertThat(gate(run, "spent_micro_usd")).isEqualTo(longOf("select max(bound_micro_usd) from teacher.call"));

        boolean filled = journal.end(slot(run, 1), call, whole(new Usage(7, 5, false)));

        assertThat(filled).isTrue();
        assertThat(gate(run, "spent_micro_usd")).isEqualTo(Replicas.profile().costMicroUsd(new Usage(7, 5, false)));
        // Told twice, because the first confirmation was lost.
        assertThat(journal.end(slot(run, 1), call, whole(new Usage(7, 5, false))))
                .isTrue();
        assertThat(gate(run, "spent_micro_usd")).isEqualTo(Replicas.profile().costMicroUsd(new Usage(7, 5, false)));
    }

    @Test
    void usageAboveTheBoundStopsTheProfileUntilSomebodyLooked() {
        RunId run = open(Optional.empty(), Optional.empty());
        JournaledTeacher teacher = process(FakeClient.doing(call -> complete(new Usage(9, MAX_TOKENS * 40, false))));

        // The answer is paid for, so it is used.
        assertThat(teacher.ask(ask(slot(run, 1))).text()).isEqualTo("whole");

        assertThatThrownBy(() -> teacher.ask(ask(slot(run, 2))))
                .isInstanceOfSatisfying(
                        TeacherException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PRICE_BOUND_BROKEN))
                .hasMessageContaining("teacher test: call");
        database.jdbi(Grants.FACTORY).useHandle(handle -> handle.execute("delete from teacher.profile_stop"));
        assertThat(teacher.ask(ask(slot(run, 2))).text()).isEqualTo("whole");
    }

    /** What came is charged where it is more than was reserved, and what was reserved where the teacher's count is no count. */
    @ParameterizedTest
    @ValueSource(longs = {1, MAX_TOKENS * 2})
    void aTeacherThatKeepsNoBoundIsStoppedAndChargedWithWhatCame(long came) {
        RunId run = open(Optional.of(1_000_000L), Optional.empty());
        JournaledTeacher teacher = process(FakeClient.doing(call -> new CallResult.Complete(
                new Received("whole", Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.of(came)),
                "length")));

        assertThat(teacher.ask(ask(slot(run, 1))).text()).isEqualTo("whole");

        long beyond = Math.max(0, came - MAX_TOKENS);
        assertThat(gate(run, "spent_tokens")).isEqualTo(longOf("select max(bound_tokens) from teacher.call") + beyond);
        // Up to one for rounding.
        assertThat(gate(run, "spent_micro_usd"))
                .isCloseTo(
                        longOf("select max(bound_micro_usd) from teacher.call")
                                + Replicas.profile().costMicroUsd(new Usage(0, beyond, true)),
                        within(1L));
        assertThatThrownBy(() -> teacher.ask(ask(slot(run, 2))))
                .isInstanceOfSatisfying(
                        TeacherException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PRICE_BOUND_BROKEN));
    }

    private static BillingClient teacher(long seed) {
        return new BillingClient(seed, WAYS, new BillingClient.Pace(50, 200, 96, 350));
    }

    /** Another vocabulary than the teacher's may count more than it can have used. */
    @Test
    void ourOwnCountAboveTheBoundIsChargedAtTheBoundAndStopsNobody() {
        RunId run = open(Optional.empty(), Optional.of(1_000_000L));
        String longer = "word ".repeat(MAX_TOKENS * 40);
        JournaledTeacher teacher = process(FakeClient.doing(call -> new CallResult.Complete(
                new Received(longer, Optional.empty(), Optional.empty(), Optional.empty()), "stop")));

        assertThat(teacher.ask(ask(slot(run, 1))).text()).isEqualTo(longer);

        assertThat(gate(run, "spent_tokens")).isEqualTo(longOf("select max(bound_tokens) from teacher.call"));
        assertThat(teacher.ask(ask(slot(run, 2))).text()).isEqualTo(longer);
    }

    private static CallResult complete(Usage usage) {
        return new CallResult.Complete(
                new Received("whole", Optional.empty(), Optional.of(usage), Optional.empty()), "stop");
    }

    private static Ended whole(Usage usage) {
        return new Ended(
                Ended.State.ANSWERED,
                Optional.of(Answer.Finish.STOP),
                Optional.of("stop"),
                Optional.of(PackedBody.of("whole")),
                Optional.empty(),
                usage,
                Replicas.profile().costMicroUsd(usage),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static long bound(String prompt) {
        // The request has a little more bytes than its prompt.
        return Bound.of(Replicas.profile(), prompt.length() + 200, 2, MAX_TOKENS)
                .microUsd();
    }

    private JournaledTeacher process(FakeClient client) {
        Journal journal = new Journal(database.jdbi(Grants.SOLUTION));
        Lease lease = new Lease(journal, "solution-gen", System::nanoTime);
        leases.add(lease);
        return new JournaledTeacher(
                new Routing(Map.of("test", Replicas.profile())),
                client,
                journal,
                database.artifacts(Grants.SOLUTION),
                lease,
                "solution-gen",
                Checkpoint.NONE);
    }

    private static SlotKey slot(RunId run, int number) {
        return new SlotKey(new CandidateId(run, number), Step.SOLUTION, 1, 1);
    }

    private static Ask ask(SlotKey slot) {
        return new Ask(
                slot,
                "default",
                new TeacherChoice("test", 0),
                new Prompt("solution/plain", "0".repeat(64), "You solve.", SLOT_PROMPT),
                MAX_TOKENS);
    }

    private RunId open(Optional<Long> microUsd, Optional<Long> tokens) {
        RunId run = new RunId(UUID.randomUUID().toString());
        database.jdbi(Grants.FACTORY).useHandle(handle -> handle.createUpdate("""
                        insert into teacher.run_gate (run_id, open, limit_micro_usd, limit_tokens)
                        values (:run, true, :microUsd, :tokens)""")
                .bind("run", UUID.fromString(run.value()))
                .bind("microUsd", microUsd)
                .bind("tokens", tokens)
                .execute());
        return run;
    }

    private long gate(RunId run, String column) {
        return longOf("select " + column + " from teacher.run_gate where run_id = '" + run + "'");
    }

    private long tenant(String column) {
        return longOf("select " + column + " from teacher.tenant_budget where tenant = 'default'");
    }

    private long longOf(String sql) {
        return database.jdbi(Grants.FACTORY)
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
