package dev.triptych.factory.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.factory.LedgerActivities.ChangeStatus;
import dev.triptych.contracts.factory.LedgerActivities.ClosedRun;
import dev.triptych.contracts.factory.LedgerActivities.IssueCandidates;
import dev.triptych.contracts.factory.LedgerActivities.OpenRun;
import dev.triptych.contracts.factory.LedgerActivities.OpenedRun;
import dev.triptych.contracts.factory.LedgerActivities.RecordPage;
import dev.triptych.contracts.factory.LedgerActivities.RecordedOutcome;
import dev.triptych.contracts.factory.LedgerActivities.RecordedPage;
import dev.triptych.contracts.factory.LedgerActivities.RetuneRun;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.RunCounts;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.solution.PageRows;
import dev.triptych.factory.FactoryFixture;
import dev.triptych.factory.teachers.Profiles;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.generic.GenericType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerIT {
    private static final Sha256 HASH = Sha256.of("reply");

    private static FactoryFixture factory;

    @BeforeAll
    static void open() {
        factory = new FactoryFixture();
    }

    @AfterAll
    static void close() {
        factory.close();
    }

    @Test
    void opensTheGateForTeacherCallsWithTheRunAndShutsItWithTheRun() {
        RunId run = factory.openRun(1, 0);
        assertThat(gateOpen(run)).contains(true);

        factory.ledger.close(run, RunStatus.FINISHED_EARLY, OptionalInt.of(0), "");

        assertThat(gateOpen(run)).contains(false);
    }

    @Test
    void anOpeningThatIsRepeatedAfterTheRunClosedDoesNotReopenIt() {
        RunId run = factory.openRun(1, 0);
        factory.ledger.close(run, RunStatus.CANCELLED, OptionalInt.of(0), "");

        factory.ledger.open(new OpenRun(run, "workflow-" + run, FactoryFixture.request(1)));

        assertThat(gateOpen(run)).contains(false);
        assertThat(factory.runs.find(run).orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void namesTheConfiguredTeachersWhenARunNamesAnother() {
        var request = FactoryFixture.request(1);
        ((com.fasterxml.jackson.databind.node.ObjectNode) request).put("teacher", "gpt");

        OpenedRun opened =
                factory.ledger.open(new OpenRun(new RunId(UUID.randomUUID().toString()), "w", request));

        assertThat(opened.problems()).containsExactly("teacher: no profile named gpt; configured: rehearsal");
    }

    @Test
    void aRunThatNamesNoTeacherIsAskedOfTheOnlyOneOrToldTheChoices() {
        var request = ((ObjectNode) FactoryFixture.request(1)).put("teacher", "");
        RunId run = new RunId(UUID.randomUUID().toString());

        OpenedRun opened = factory.ledger.open(new OpenRun(run, "w", request));
        OpenedRun refused = new Ledger(factory.jdbi, profiles("big", "small"))
                .open(new OpenRun(new RunId(UUID.randomUUID().toString()), "w", request));

        assertThat(opened.teacher()).contains("rehearsal");
        assertThat(factory.runs
                        .find(run)
                        .orElseThrow()
                        .request()
                        .path("teacher")
                        .asText())
                .isEqualTo("rehearsal");
        assertThat(refused.problems())
                .containsExactly("teacher: is missing; configured: big, small; for example"
                        + " {\"recipe\":\"kodcode\",\"target\":12,\"teacher\":\"big\"}");
    }

    private static Profiles profiles(String... names) {
        return new Profiles(Stream.of(names)
                .collect(Collectors.toMap(
                        name -> name,
                        name -> new Profiles.Profile(name, "model-1", false, Optional.empty(), Optional.empty()))));
    }

    @Test
    void aSecondOutcomeIsAnsweredWithTheFirst() {
        RunId run = factory.openRun(2, 1);
        RecordedOutcome first = factory.ledger.record(factory.accepted(run, 1));

        RecordedOutcome second =
                factory.ledger.record(FactoryFixture.proposal(run, 1, new Outcome.Failed(ErrorCode.INTERNAL, "late")));

        assertThat(second).isEqualTo(first);
        assertThat(factory.runs.counts(run).accepted()).isEqualTo(1);
    }

    @Test
    void theDatabaseItselfRefusesASecondOutcome() {
        RunId run = factory.openRun(2, 1);
        factory.ledger.record(factory.accepted(run, 1));

        assertThatThrownBy(() -> factory.jdbi.useHandle(handle -> handle.execute(
                        "update factory.candidate set outcome = 'cancelled', triplet_id = null, difficulty = null"
                                + " where run_id = ?",
                        UUID.fromString(run.value()))))
                .hasMessageContaining("has its outcome already");
    }

    @Test
    void aPageIsOneTransactionWithItsOutcomesResponsesPlacesAndEvents() {
        RunId run = factory.openRun(2, 0);
        factory.ledger.issue(new IssueCandidates(run, 1, 5, 3));
        RecordPage page = new RecordPage(run, 1, 5, Optional.of(HASH), new Outcome.Cancelled());
        List<PageRows.Row> rows = List.of(
                row(1, Optional.empty()),
                row(2, Optional.of("no-thinking")),
                row(3, Optional.empty()),
                row(4, Optional.empty()));

        RecordedPage recorded = factory.ledger.recordPage(page, rows);

        assertThat(recorded.counts())
                .isEqualTo(
                        new RunCounts(2, Map.of(RejectReason.UNREADABLE_RESPONSE, 1, RejectReason.SURPLUS, 1), 0, 1));
        assertThat(factory.ledger.recordPage(page, List.of())).isEqualTo(recorded);
        assertThat(factory.runs.counts(run).accepted()).isEqualTo(2);
        assertThat(factory.runs.inFlight(run, 0, 10)).isEmpty();
        List<String> workflows = factory.jdbi.withHandle(handle -> handle.createQuery(
                        "select workflow_id from factory.candidate where run_id = :run order by number")
                .bind("run", UUID.fromString(run.value()))
                .mapTo(String.class)
                .list());
        assertThat(workflows)
                .containsExactly(
                        "page/" + run + "/1",
                        "page/" + run + "/1",
                        "page/" + run + "/1",
                        "page/" + run + "/4",
                        "page/" + run + "/4");
        ClosedRun closed = factory.ledger.close(run, RunStatus.COMPLETED, OptionalInt.of(5), "");
        assertThat(closed.problems()).isEmpty();
        assertThat(closed.reconciled()).isTrue();
    }

    @Test
    void aResponseThatIsGoneIsFoundAtTheEnd() {
        RunId run = factory.openRun(1, 1);
        factory.ledger.recordPage(
                new RecordPage(run, 1, 1, Optional.of(HASH), new Outcome.Cancelled()),
                List.of(row(1, Optional.empty())));
        factory.database
                .owner()
                .useHandle(handle ->
                        handle.execute("delete from factory.response where run_id = ?", UUID.fromString(run.value())));

        ClosedRun closed = factory.ledger.close(run, RunStatus.COMPLETED, OptionalInt.of(1), "");

        assertThat(closed.reconciled()).isFalse();
        assertThat(closed.problems())
                .containsExactly("triplets and responses: candidates with one 0, accepted candidates 1");
    }

    private static PageRows.Row row(int number, Optional<String> unreadable) {
        return new PageRows.Row(number, List.of(new PageRows.Sample(1, number, HASH, unreadable)), Optional.empty());
    }

    @Test
    void acceptsExactlyTheTargetWhenSixteenFinishAtOnceAndKeepsTheRestAsSurplus() throws Exception {
        RunId run = factory.openRun(5, 16);

        List<RecordedOutcome> recorded = atOnce(IntStream.rangeClosed(1, 16)
                .mapToObj(number ->
                        (Callable<RecordedOutcome>) () -> factory.ledger.record(factory.accepted(run, number)))
                .toList());

        assertThat(recorded.stream().filter(r -> r.outcome() instanceof Outcome.Accepted))
                .hasSize(5);
        assertThat(factory.runs.counts(run).rejected()).containsEntry(RejectReason.SURPLUS, 11);
        assertThat(new TripletRows(factory.jdbi).page(run, 0, 100, true)).hasSize(16);
        assertThat(new TripletRows(factory.jdbi).page(run, 0, 100, false)).hasSize(5);
        assertThat(factory.ledger.close(run, RunStatus.COMPLETED, OptionalInt.of(16), ""))
                .isEqualTo(new ClosedRun(RunStatus.COMPLETED, true, List.of()));
    }

    @Test
    void numbersTheEventsOfARunWithoutGapsUnderConcurrency() throws Exception {
        RunId run = factory.openRun(16, 16);

        atOnce(IntStream.rangeClosed(1, 16)
                .mapToObj(number ->
                        (Callable<RecordedOutcome>) () -> factory.ledger.record(factory.accepted(run, number)))
                .toList());

        List<Long> numbers = factory.jdbi.withHandle(
                handle -> handle.createQuery("select seq from factory.outbox where run_id = ? order by seq")
                        .bind(0, UUID.fromString(run.value()))
                        .mapTo(Long.class)
                        .list());
        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 17).mapToObj(i -> (long) i).toList());
    }

    @Test
    void issuesTheSameCandidatesOnce() {
        RunId run = factory.openRun(1, 3);

        factory.ledger.issue(new IssueCandidates(run, 1, 3));

        assertThat(factory.runs.counts(run).inFlight()).isEqualTo(3);
    }

    @Test
    void issuesNothingForAClosedRun() {
        RunId run = factory.openRun(1, 0);
        factory.ledger.close(run, RunStatus.CANCELLED, OptionalInt.of(0), "");

        assertThatThrownBy(() -> factory.ledger.issue(new IssueCandidates(run, 1, 1)))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo("RUN_CLOSED");
                    assertThat(failure.isNonRetryable()).isTrue();
                });
    }

    @Test
    void aCancelledRunCancelsWhatIsInFlightAndReconciles() {
        RunId run = factory.openRun(5, 4);
        factory.ledger.record(factory.accepted(run, 1));

        ClosedRun closed = factory.ledger.close(run, RunStatus.CANCELLED, OptionalInt.of(4), "by hand");

        assertThat(closed).isEqualTo(new ClosedRun(RunStatus.CANCELLED, true, List.of()));
        assertThat(factory.runs.counts(run).cancelled()).isEqualTo(3);
    }

    @Test
    void aRunThatCompletesWithCandidatesInFlightDoesNotReconcile() {
        RunId run = factory.openRun(5, 2);

        ClosedRun closed = factory.ledger.close(run, RunStatus.COMPLETED, OptionalInt.of(2), "");

        assertThat(closed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(closed.problems())
                .containsExactly("in flight: 2 candidates had no outcome when the run ended as COMPLETED");
    }

    @Test
    void closingAgainReturnsWhatTheFirstClosingFound() {
        RunId run = factory.openRun(5, 2);
        ClosedRun first = factory.ledger.close(run, RunStatus.COMPLETED, OptionalInt.of(3), "");

        assertThat(factory.ledger.close(run, RunStatus.CANCELLED, OptionalInt.of(2), ""))
                .isEqualTo(first);
    }

    @Test
    void setsTheBudgetOfARunAndOfItsTenant() {
        RunId run = factory.openRun(5, 0);
        Budgets budgets = new Budgets(factory.jdbi);
        assertThat(budgets.of(run)).hasValue(Budgets.Budget.NONE);
        ObjectNode request = FactoryFixture.request(5).deepCopy();
        request.put("budgetMicroUsd", 900).put("budgetTokens", 80);

        assertThat(factory.ledger.retune(new RetuneRun(run, request)).problems())
                .isEmpty();

        assertThat(budgets.of(run).orElseThrow().limitMicroUsd()).isEqualTo(900);
        assertThat(budgets.of(run).orElseThrow().limitTokens()).isEqualTo(80);
        assertThat(factory.runs
                        .find(run)
                        .orElseThrow()
                        .request()
                        .path("budgetTokens")
                        .asLong())
                .isEqualTo(80);
        // What the tenant's runs spent before it had a budget counts.
        factory.database
                .owner()
                .useHandle(handle -> handle.execute(
                        "update teacher.run_gate set spent_micro_usd = 7, reserved_tokens = 3 where run_id = ?",
                        UUID.fromString(run.value())));
        Budgets.Budget tenant = budgets.limitTenant("default", OptionalLong.of(1_000), OptionalLong.empty());
        assertThat(tenant.limitMicroUsd()).isEqualTo(1_000);
        assertThat(tenant.spentMicroUsd()).isGreaterThanOrEqualTo(7);
        assertThat(tenant.reservedTokens()).isGreaterThanOrEqualTo(3);
        Budgets.Budget more = budgets.limitTenant("default", OptionalLong.empty(), OptionalLong.of(90));
        assertThat(more.limitMicroUsd()).isEqualTo(1_000);
        assertThat(more.limitTokens()).isEqualTo(90);
        Budgets.Budget none = budgets.limitTenant("default", OptionalLong.of(0), OptionalLong.of(0));
        assertThat(none.limitMicroUsd()).isZero();
        assertThat(none.limitTokens()).isZero();
    }

    /** Steps that are being tried ask whom the gate names. */
    @Test
    void tellsTheJournalWhomTheRunAsksForEachStep() {
        RunId run = factory.openRun(5, 0);
        assertThat(teachers(run))
                .isEqualTo(Map.of(
                        "QUESTION", "rehearsal",
                        "SOLUTION", "rehearsal",
                        "TESTS", "rehearsal",
                        "RESTYLE", "rehearsal",
                        "RESPONSE", "rehearsal"));
        ObjectNode request = FactoryFixture.request(5).deepCopy();
        request.put("teacher", "another").putNull("testTeacher").put("responseTeacher", "rehearsal");

        assertThat(new Ledger(factory.jdbi, profiles("rehearsal", "another"))
                        .retune(new RetuneRun(run, request))
                        .problems())
                .isEmpty();

        assertThat(teachers(run))
                .isEqualTo(Map.of(
                        "QUESTION", "another",
                        "SOLUTION", "another",
                        "TESTS", "another",
                        "RESTYLE", "another",
                        "RESPONSE", "rehearsal"));
    }

    private static Map<String, String> teachers(RunId run) {
        return factory.jdbi.withHandle(handle -> handle.createQuery(
                        "select key, value from teacher.run_gate, jsonb_each_text(teachers) where run_id = :run")
                .bind("run", Ledger.uuid(run))
                .setMapKeyColumn("key")
                .setMapValueColumn("value")
                .collectInto(new GenericType<Map<String, String>>() {}));
    }

    @Test
    void refusesToRetuneWithATeacherThatIsNotThereOrWhenTheRunIsClosed() {
        RunId run = factory.openRun(5, 0);
        ObjectNode request = FactoryFixture.request(5).deepCopy();
        request.put("testTeacher", "nobody");
        assertThat(factory.ledger.retune(new RetuneRun(run, request)).problems())
                .containsExactly("testTeacher: no profile named nobody; configured: rehearsal");
        factory.ledger.close(run, RunStatus.CANCELLED, OptionalInt.of(0), "");
        assertThat(factory.ledger
                        .retune(new RetuneRun(run, FactoryFixture.request(5)))
                        .problems())
                .containsExactly("run: it is CANCELLED");
    }

    @Test
    void goingOnForgivesTheProfilesOfTheRunAndWhoStoodInForThem() {
        RunId run = factory.openRun(5, 1);
        factory.database.owner().useHandle(handle -> {
            handle.createUpdate("""
                            insert into teacher.call (run_id, candidate, step, attempt, sample, state, process_id, service,
                                profile, model, template, template_sha256, prompt_sha256, temperature, max_tokens)
                            values (:run, 1, 'QUESTION', 1, 1, 'ANSWERED', :run, 's', 'stand-in', 'm', 't', 'h', 'p',
                                0, 9)""").bind("run", Ledger.uuid(run)).execute();
            handle.execute("""
                    insert into teacher.profile_stop (profile, error_code, message)
                    values ('rehearsal', 'PRICE_BOUND_BROKEN', 'm'), ('stand-in', 'PRICE_BOUND_BROKEN', 'm')""");
        });
        factory.ledger.changeStatus(new ChangeStatus(run, RunStatus.PAUSED, Optional.of("m")));
        assertThat(factory.runs.find(run).orElseThrow().message()).isEqualTo("m");
        factory.ledger.changeStatus(new ChangeStatus(run, RunStatus.RUNNING, Optional.empty()));
        assertThat(factory.runs.find(run).orElseThrow().message()).isEmpty();
        int stops = factory.jdbi.withHandle(handle -> handle.createQuery("select count(*) from teacher.profile_stop")
                .mapTo(Integer.class)
                .one());
        assertThat(stops).isZero();
    }

    @Test
    void aClosedRunKeepsItsStatus() {
        RunId run = factory.openRun(5, 0);
        factory.ledger.close(run, RunStatus.CANCELLED, OptionalInt.of(0), "");

        assertThat(factory.ledger
                        .changeStatus(new ChangeStatus(run, RunStatus.PAUSED, Optional.empty()))
                        .status())
                .isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void aCandidateWhoseRowIsLostEndsAsFailedSoThatItsRunCanEnd() {
        RunId run = factory.openRun(1, 2);
        factory.database
                .owner()
                .useHandle(handle -> handle.execute(
                        "delete from factory.candidate where run_id = ? and number = 2", UUID.fromString(run.value())));

        RecordedOutcome recorded = factory.ledger.record(factory.accepted(run, 2));

        assertThat(recorded.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.error())
                .isEqualTo(ErrorCode.NOT_RECONCILED));
        assertThat(factory.ledger
                        .close(run, RunStatus.EXHAUSTED, OptionalInt.of(2), "")
                        .reconciled())
                .isFalse();
    }

    /** Each names one row of its kind; the run was otherwise without fault. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from factory.candidate where run_id = :run and number = 1",
                "delete from factory.candidate where run_id = :run and number = 3",
                "delete from factory.candidate where run_id = :run and number = 4",
                "delete from factory.triplet where run_id = :run and number = 1",
                "delete from factory.triplet where run_id = :run and surplus",
                "delete from factory.outbox where run_id = :run and candidate = 2",
                "delete from factory.outbox where run_id = :run and type = 'run.opened'",
                "update factory.outbox set outcome = 'failed' where run_id = :run and candidate = 1",
                "update factory.run set accepted = 0 where id = :run",
                "insert into teacher.slot (run_id, candidate, step, attempt, sample) values (:run, 99, 'QUESTION', 1, 1)"
            })
    void aRunWithOneRowLostDoesNotReconcile(String loss) {
        RunId run = factory.openRun(1, 4);
        factory.ledger.record(factory.accepted(run, 1));
        factory.ledger.record(factory.accepted(run, 2));
        factory.ledger.record(
                FactoryFixture.proposal(run, 3, new Outcome.Rejected(RejectReason.ABSTAINED, Optional.empty())));
        factory.ledger.record(FactoryFixture.proposal(run, 4, new Outcome.Failed(ErrorCode.INTERNAL, "bug")));
        assertThat(factory.runs.disagreements(run)).isEmpty();

        factory.database.owner().useHandle(handle -> assertThat(handle.createUpdate(loss)
                        .bind("run", UUID.fromString(run.value()))
                        .execute())
                .isEqualTo(1));
        ClosedRun closed = factory.ledger.close(run, RunStatus.COMPLETED, OptionalInt.of(4), "");

        assertThat(closed.reconciled()).isFalse();
        assertThat(closed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(closed.problems()).isNotEmpty();
    }

    @Test
    void aWorkflowThatCountsOtherwiseThanTheLedgerDoesNotReconcile() {
        RunId run = factory.openRun(5, 0);

        assertThat(factory.ledger
                        .close(run, RunStatus.EXHAUSTED, OptionalInt.of(1), "")
                        .problems())
                .containsExactly("candidates: the workflow issued 1, the ledger holds 0");
    }

    private static Optional<Boolean> gateOpen(RunId run) {
        return factory.jdbi.withHandle(
                handle -> handle.createQuery("select open from teacher.run_gate where run_id = ?")
                        .bind(0, UUID.fromString(run.value()))
                        .mapTo(Boolean.class)
                        .findOne());
    }

    private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(work)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
