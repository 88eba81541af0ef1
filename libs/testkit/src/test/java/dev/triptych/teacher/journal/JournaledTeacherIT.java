package dev.triptych.teacher.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

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
import dev.triptych.teacher.client.TeacherClient;
import dev.triptych.teacher.limit.Limiter;
import dev.triptych.teacher.limit.Peers;
import dev.triptych.testkit.TestDatabase;
import java.net.URI;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournaledTeacherIT {
    /** For a machine that is busy with other things. */
    private static final long PATIENCE_SECONDS = 60;

    private static TestDatabase database;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Lease> leases = new ArrayList<>();
    private final RunId run = new RunId(UUID.randomUUID().toString());
    private final SlotKey slot = new SlotKey(new CandidateId(run, 1), Step.SOLUTION, 1, 1);

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void openGate() {
        gate(true);
    }

    @AfterEach
    void end() {
        leases.forEach(Lease::close);
        threads.shutdownNow();
    }

    @Test
    void returnsWhatTheTeacherSays() {
        FakeClient server = FakeClient.saying("an answer");

        Answer answer = process(server).ask(ask("a prompt"));

        assertThat(answer.text()).isEqualTo("an answer");
        assertThat(answer.finish()).isEqualTo(Answer.Finish.STOP);
        assertThat(database.artifacts(Grants.SOLUTION).readText(answer.reply())).isEqualTo("an answer");
        assertThat(server.keys()).containsExactly(slot.toString());
    }

    @Test
    void recordsTheCallWithItsCost() {
        process(FakeClient.saying("x")).ask(ask("a prompt"));

        Map<String, Object> call = calls().getFirst();
        assertThat(call)
                .containsEntry("state", "ANSWERED")
                .containsEntry("prompt_tokens", 100L)
                .containsEntry("completion_tokens", 20L)
                .containsEntry("tokens_estimated", false)
                .containsEntry("max_tokens", 512)
                .containsEntry("late", false)
                .containsEntry("template", "solution/plain")
                // 100 × 3,000,000 + 20 × 5,000,001 per million, rounded up
                .containsEntry("cost_micro_usd", 401L);
    }

    /** What one process tells, and what it was told last. */
    private record Told(Map<String, Limiter.State> own, Map<String, Integer> others) implements Peers {
        static Told of(String profile) {
            Map<String, Limiter.State> own = new ConcurrentHashMap<>(Map.of(profile, new Limiter.State(16, 5, 2)));
            return new Told(own, new ConcurrentHashMap<>());
        }

        @Override
        public void others(Map<String, Integer> processes) {
            others.keySet().retainAll(processes.keySet());
            others.putAll(processes);
        }
    }

    @Test
    void tellsWhatItHasOpenWithEachSignOfLife() {
        Told told = Told.of("rehearsal");

        UUID process = lease(told).hold();

        assertThat(placesOf(process)).isEqualTo("{\"rehearsal\": {\"open\": 5, \"limit\": 16, \"waiting\": 2}}");
        told.own().clear();
        await().untilAsserted(() -> assertThat(placesOf(process)).isEqualTo("{}"));
    }

    @Test
    void hearsHowManyOthersAskTheSameTeacherWhileTheyAreAlive() {
        Told first = Told.of("shared");
        Told second = Told.of("shared");
        Told another = Told.of("another");
        lease(first).hold();
        Lease dying = lease(second);
        dying.hold();
        lease(another).hold();

        await().untilAsserted(() -> assertThat(first.others()).containsEntry("shared", 1));
        assertThat(second.others()).containsEntry("shared", 1);
        assertThat(another.others()).doesNotContainKey("another");
        dying.close();
        await().untilAsserted(() -> assertThat(first.others()).doesNotContainKey("shared"));
    }

    private Lease lease(Peers peers) {
        Lease lease = new Lease(journal(), "solution-gen", System::nanoTime, peers);
        leases.add(lease);
        return lease;
    }

    private static String placesOf(UUID process) {
        return database.jdbi(Grants.FACTORY)
                .withHandle(handle -> handle.createQuery("select places from teacher.lease where process_id = :process")
                        .bind("process", process)
                        .mapTo(String.class)
                        .one());
    }

    @Test
    void tellsWhenACallWasSentThoughItsEndWaitsForAConnection() {
        AtomicBoolean replied = new AtomicBoolean();
        Journal journal = new Journal(Jdbi.create(() -> {
                    if (replied.getAndSet(false)) {
                        awaitClock(clock().plusSeconds(1));
                    }
                    return database.dataSource(Grants.SOLUTION).getConnection();
                })
                .installPlugin(new PostgresPlugin()));
        JournaledTeacher teacher = process(
                FakeClient.doing(call -> {
                    replied.set(true);
                    return FakeClient.complete("an answer", "stop");
                }),
                lease(System::nanoTime),
                Checkpoint.NONE,
                journal);

        assertThat(teacher.ask(ask("a prompt")).text()).isEqualTo("an answer");

        Map<String, Object> call = calls().getFirst();
        assertThat(instant(call, "sent_at")).isBefore(instant(call, "ended_at").minusMillis(900));
    }

    @Test
    void returnsAFilledSlotWhateverIsAskedToday() {
        process(FakeClient.saying("the answer")).ask(ask("a prompt"));
        FakeClient later = FakeClient.saying("another answer");

        Answer again = process(later).ask(ask("a prompt that was edited"));

        assertThat(again.text()).isEqualTo("the answer");
        assertThat(later.keys()).isEmpty();
    }

    @Test
    void asksOnceForTwoWorkersOfOneSlot() throws Exception {
        FakeClient first = FakeClient.sayingLater("one answer");
        FakeClient second = FakeClient.saying("a second answer");
        Future<Answer> one = threads.submit(() -> process(first).ask(ask("a prompt")));
        first.awaitAsked();
        Future<Answer> two = threads.submit(() -> process(second).ask(ask("a prompt")));

        // The second worker has looked several times by then.
        await().during(Duration.ofMillis(600)).until(() -> second.keys().isEmpty());
        first.letAnswer();

        assertThat(two.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertThat(second.keys()).isEmpty();
        assertThat(calls()).hasSize(1);
    }

    @Test
    void asksOnceHoweverManyThreadsAsk() throws Exception {
        FakeClient server = FakeClient.saying("one answer");
        JournaledTeacher here = process(server);
        JournaledTeacher there = process(server);
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            JournaledTeacher teacher = i % 2 == 0 ? here : there;
            answers.add(threads.submit(() -> teacher.ask(ask("a prompt"))));
        }

        for (Future<Answer> answer : answers) {
            assertThat(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS).text()).isEqualTo("one answer");
        }
        assertThat(server.keys()).hasSize(1);
    }

    @Test
    void takesOverFromAStoppedWorkerAndRecordsItsLateReplyAsPaid() throws Exception {
        // Given a worker that stops for longer than its lease while the teacher writes
        FakeClient slow = FakeClient.sayingLater("the late answer");
        Lease stopped = lease(System::nanoTime);
        Future<Answer> old =
                threads.submit(() -> process(slow, stopped, Checkpoint.NONE).ask(ask("a prompt")));
        slow.awaitAsked();
        stopped.freeze();
        endLeases();
        // When another worker takes over, and the first one wakes
        FakeClient quick = FakeClient.saying("the answer");
        Answer answer = process(quick).ask(ask("a prompt"));
        assertThat(states()).containsExactly("LOST", "ANSWERED");
        slow.letAnswer();
        // Then both return the one answer, and both calls are in the sums
        assertThat(answer.text()).isEqualTo("the answer");
        assertThat(old.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(answer);
        assertThat(calls().getFirst())
                .containsEntry("state", "ANSWERED")
                .containsEntry("late", true)
                .containsEntry("prompt_tokens", 100L);
        assertThat(answeredCall()).isEqualTo(calls().getLast().get("call_id"));
        assertThat(instant(calls().getFirst(), "sent_at")).isBefore(instant(calls().getLast(), "ended_at"));
    }

    /** Stopped between the look at the lease and the write, and woken before its clocks were looked at again. */
    @Test
    void tellsThatACallWasSentThoughItsSlotWasAnsweredMeanwhile() {
        FakeClient quick = FakeClient.saying("the answer");
        JournaledTeacher stopped = process((profile, outgoing, key, abort, sending) -> {
            endLeases();
            assertThat(process(quick).ask(ask("a prompt")).text()).isEqualTo("the answer");
            sending.run();
            return FakeClient.complete("paid again", "stop");
        });

        assertThat(stopped.ask(ask("a prompt")).text()).isEqualTo("the answer");

        assertThat(calls().getFirst()).containsEntry("state", "ANSWERED").containsEntry("late", true);
        assertThat(instant(calls().getFirst(), "sent_at")).isAfter(instant(calls().getLast(), "ended_at"));
    }

    @Test
    void tellsWhenACallWasSentHoweverLongItWaitedBeforeAndItsEndAfter() throws Exception {
        // Given a call that waits for its place
        FakeClient server = FakeClient.sayingLater("an answer");
        JournaledTeacher teacher = process(server, lease(System::nanoTime), reached -> {
            if (reached == Checkpoint.Point.BEFORE_SEND) {
                awaitClock(instant(calls().getFirst(), "asked_at").plusMillis(300));
            }
        });
        Future<Answer> asked = threads.submit(() -> teacher.ask(ask("a prompt")));
        server.awaitAsked();
        Instant sent = clock();
        // When its end waits for a lock
        try (Handle locking = database.owner().open()) {
            locking.begin();
            locking.execute("select 1 from teacher.run_gate where run_id = ? for update", runUuid());
            server.letAnswer();
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(JournaledTeacherIT::somebodyWaitsForALock);
            awaitClock(clock().plusSeconds(1));
            locking.commit();
        }
        asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        // Then
        Map<String, Object> call = calls().getFirst();
        assertThat(instant(call, "sent_at"))
                .isAfterOrEqualTo(instant(call, "asked_at").plusMillis(300))
                .isBefore(sent.plusMillis(500));
    }

    @Test
    void endsItsCallsBeforeTheLeaseEndsWhenItCannotRenew() throws Exception {
        AtomicLong age = new AtomicLong();
        FakeClient slow = FakeClient.sayingLater("too late");
        Lease lease = lease(() -> System.nanoTime() + age.get());
        Future<Answer> asking =
                threads.submit(() -> process(slow, lease, Checkpoint.NONE).ask(ask("a prompt")));
        slow.awaitAsked();

        age.set(Lease.ABORT_AFTER.plusMillis(500).toNanos());

        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> slow.lastAbort().reason().isPresent());
        slow.letAnswer();
        asking.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The machine was suspended: its monotonic clock stood still, and others took over what waited for its place. */
    @Test
    void neverSendsACallThatWasTakenOverWhileItWaitedForItsPlace() {
        AtomicLong asleepMillis = new AtomicLong();
        FakeClient server = FakeClient.saying("asked again");
        Lease lease = new Lease(
                journal(),
                "solution-gen",
                System::nanoTime,
                () -> System.currentTimeMillis() + asleepMillis.get(),
                Peers.NONE);
        leases.add(lease);
        FakeClient quick = FakeClient.saying("the answer");
        JournaledTeacher sleeper = process(server, lease, reached -> {
            if (reached == Checkpoint.Point.BEFORE_SEND) {
                endLeases();
                assertThat(process(quick).ask(ask("a prompt")).text()).isEqualTo("the answer");
                asleepMillis.set(Lease.LENGTH.multipliedBy(2).toMillis());
            }
        });

        assertThat(sleeper.ask(ask("a prompt")).text()).isEqualTo("the answer");

        assertThat(server.keys()).isEmpty();
        assertThat(calls().getFirst())
                .containsEntry("state", "REFUSED")
                .containsEntry(
                        "error_message",
                        "teacher rehearsal: the call was given up before it was sent: "
                                + "the lease on the journal was lost")
                .containsEntry("sent_at", null)
                .containsEntry("charged_tokens", 0L);
    }

    @Test
    void refusesACallOfAClosedRun() {
        gate(false);
        FakeClient server = FakeClient.saying("x");

        assertFails(ErrorCode.RUN_CLOSED, server);

        assertThat(server.keys()).isEmpty();
        assertThat(calls()).isEmpty();
    }

    @Test
    void refusesACallOfARunThatNobodyOpened() {
        database.owner()
                .useHandle(handle -> handle.execute("delete from teacher.run_gate where run_id = ?", runUuid()));

        assertFails(ErrorCode.RUN_CLOSED, FakeClient.saying("x"));
    }

    @Test
    void triesAgainAfterAPassingRefusalAndCountsEachCall() {
        FakeClient server = FakeClient.doing(call -> call == 1
                ? refused(ErrorCode.TEACHER_RATE_LIMITED, Optional.of(Duration.ofMillis(10)))
                : FakeClient.complete("at last", "stop"));

        assertThat(process(server).ask(ask("a prompt")).text()).isEqualTo("at last");

        assertThat(states()).containsExactly("REFUSED", "ANSWERED");
        assertThat(calls().getFirst())
                .containsEntry("error_code", "TEACHER_RATE_LIMITED")
                .containsEntry("cost_micro_usd", 0L);
    }

    @Test
    void givesUpAfterAFewTries() {
        FakeClient server = FakeClient.doing(call -> refused(ErrorCode.TEACHER_UNAVAILABLE, Optional.empty()));

        assertFails(ErrorCode.TEACHER_UNAVAILABLE, server);

        // The teacher, then the one that stands in for it.
        assertThat(server.keys()).hasSize(2 * JournaledTeacher.TRIES_MAX);
    }

    @Test
    void isNotLostByATeacherThatIsFullForLong() {
        FakeClient server = FakeClient.doing(call -> call <= 9
                ? refused(ErrorCode.TEACHER_RATE_LIMITED, Optional.of(Duration.ofMillis(1)))
                : FakeClient.complete("at last", "stop"));

        assertThat(process(server).ask(ask("a prompt")).text()).isEqualTo("at last");

        assertThat(server.keys()).hasSize(10);
    }

    @Test
    void handsALongWishToWaitToTheCaller() {
        FakeClient server =
                FakeClient.doing(call -> refused(ErrorCode.TEACHER_RATE_LIMITED, Optional.of(Duration.ofSeconds(30))));

        assertThatThrownBy(() -> process(server).ask(ask("a prompt")))
                .isInstanceOfSatisfying(
                        TeacherException.class, e -> assertThat(e.retryAfter()).hasValue(Duration.ofSeconds(30)));
        assertThat(server.keys()).hasSize(1);
    }

    @Test
    void doesNotRepeatWhatWillNotPass() {
        FakeClient server = FakeClient.doing(call -> refused(ErrorCode.TEACHER_UNAUTHORIZED, Optional.empty()));

        assertFails(ErrorCode.TEACHER_UNAUTHORIZED, server);

        // Once each: the teacher and the one that stands in for it.
        assertThat(server.keys()).hasSize(2);
    }

    /** One caller, one call after the other: each knows only what it was told itself. */
    @Test
    void aTeacherWhoseRepliesNeverMakeSenseIsRefusedLikeOneThatLetsNobodyIn() {
        FakeClient server = FakeClient.doing(call -> refused(ErrorCode.TEACHER_MALFORMED_REPLY, Optional.empty()));
        JournaledTeacher teacher = process(server);
        List<ErrorCode> codes = new ArrayList<>();

        for (int sample = 1; sample <= 20; sample++) {
            SlotKey other = new SlotKey(slot.candidate(), slot.step(), slot.attempt(), sample);
            Ask ask = new Ask(other, "default", new TeacherChoice("stand-in", 0.7), prompt("a prompt"), 512);
            codes.add(catchThrowableOfType(TeacherException.class, () -> teacher.ask(ask))
                    .code());
        }

        assertThat(codes.subList(0, 19)).containsOnly(ErrorCode.TEACHER_MALFORMED_REPLY);
        assertThat(codes.getLast()).isEqualTo(ErrorCode.TEACHER_INCOMPATIBLE);
        assertThat(server.keys()).hasSize(20);
    }

    @Test
    void asksTheFallbackOfATeacherThatDoesNotServeUs() {
        FakeClient server = FakeClient.doing(call -> call == 1
                ? refused(ErrorCode.TEACHER_UNAUTHORIZED, Optional.empty())
                : FakeClient.complete("instead", "stop"));

        assertThat(process(server).ask(ask("a prompt")).text()).isEqualTo("instead");

        assertThat(calls()).extracting(call -> call.get("profile")).containsExactly("rehearsal", "stand-in");
        assertThat(states()).containsExactly("REFUSED", "ANSWERED");
    }

    @Test
    void asksTheFallbackOfATeacherThatCannotBeReached() {
        FakeClient server = FakeClient.doing(call -> call <= JournaledTeacher.TRIES_MAX
                ? refused(ErrorCode.TEACHER_UNREACHABLE, Optional.empty())
                : FakeClient.complete("instead", "stop"));
        JournaledTeacher teacher = process(server);

        assertThat(teacher.ask(ask("a prompt")).text()).isEqualTo("instead");

        assertThat(calls())
                .extracting(call -> call.get("profile"))
                .containsExactly("rehearsal", "rehearsal", "rehearsal", "stand-in");
    }

    @Test
    void keepsAFragmentAsTheSlotsAnswer() {
        FakeClient server = FakeClient.doing(call -> FakeClient.complete("def f(", "length"));
        JournaledTeacher teacher = process(server);

        assertThat(teacher.ask(ask("a prompt")).finish()).isEqualTo(Answer.Finish.LENGTH);
        assertThat(teacher.ask(ask("a prompt")).finish()).isEqualTo(Answer.Finish.LENGTH);

        assertThat(server.keys()).hasSize(1);
        assertThat(states()).containsExactly("CUT");
    }

    @Test
    void keepsARefusalOfTheFilterAsTheSlotsAnswer() {
        JournaledTeacher teacher = process(FakeClient.doing(call -> FakeClient.complete("", "content_filter")));

        assertThat(teacher.ask(ask("a prompt")).finish()).isEqualTo(Answer.Finish.REFUSED);
        assertThat(teacher.ask(ask("a prompt")).finish()).isEqualTo(Answer.Finish.REFUSED);
    }

    @Test
    void keepsWhatABrokenReplyBroughtAndPaysForIt() {
        FakeClient server = FakeClient.doing(call -> new CallResult.Failed(
                new Received("half of an ans", Optional.empty(), Optional.empty(), Optional.empty()),
                CallResult.Ending.CUT,
                ErrorCode.TEACHER_STALLED,
                "stalled",
                Optional.empty()));

        assertFails(ErrorCode.TEACHER_STALLED, server);

        assertThat(calls().getFirst())
                .containsEntry("state", "CUT")
                .containsEntry("tokens_estimated", true)
                .containsEntry("completion_tokens", 4L);
        assertThat(calls().getFirst().get("reply_sha256")).isNotNull();
    }

    @Test
    void saysWhichTeacherIsUnknown() {
        Ask unknown = new Ask(slot, "default", new TeacherChoice("nobody", 0), prompt("x"), 512);

        assertThatThrownBy(() -> process(FakeClient.saying("x")).ask(unknown))
                .isInstanceOfSatisfying(
                        TeacherException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TEACHER_UNKNOWN))
                .hasMessageContaining("nobody");
    }

    /** A crash at each point leaves at most one call unaccounted, and never asks again for what was committed. */
    @ParameterizedTest
    @EnumSource(Checkpoint.Point.class)
    void survivesACrashAt(Checkpoint.Point point) {
        // Given
        FakeClient server = FakeClient.saying("an answer");
        Lease crashed = lease(System::nanoTime);
        JournaledTeacher first = process(server, crashed, reached -> {
            if (reached == point) {
                crashed.freeze();
                throw new Crash();
            }
        });
        assertThatThrownBy(() -> first.ask(ask("a prompt"))).isInstanceOf(Crash.class);
        endLeases();
        // When
        Answer answer = process(server).ask(ask("a prompt"));
        // Then
        assertThat(answer.text()).isEqualTo("an answer");
        switch (point) {
            case BEFORE_SEND -> {
                assertThat(server.keys()).hasSize(1);
                assertThat(states()).containsExactly("LOST", "ANSWERED");
            }
            case AFTER_REPLY -> {
                assertThat(server.keys()).hasSize(2);
                assertThat(states()).containsExactly("LOST", "ANSWERED");
            }
            case AFTER_COMMIT -> {
                assertThat(server.keys()).hasSize(1);
                assertThat(states()).containsExactly("ANSWERED");
            }
        }
    }

    @Test
    void anInterruptDuringTheCommitLosesNoReply() throws Exception {
        // Given a commit that waits for a lock
        FakeClient server = FakeClient.sayingLater("an answer");
        JournaledTeacher teacher = process(server);
        FutureTask<Answer> asked = new FutureTask<>(() -> teacher.ask(ask("a prompt")));
        Thread asking = Thread.ofVirtual().start(asked);
        server.awaitAsked();
        try (Handle locking = database.owner().open()) {
            locking.begin();
            locking.execute("select 1 from teacher.run_gate where run_id = ? for update", runUuid());
            server.letAnswer();
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(JournaledTeacherIT::somebodyWaitsForALock);
            // When
            asking.interrupt();
            locking.commit();
        }
        // Then
        assertThat(asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS).text()).isEqualTo("an answer");
        assertThat(states()).containsExactly("ANSWERED");
    }

    @Test
    void anInterruptWhileTheDatabaseIsAwayLosesNoReply() throws Exception {
        // Given a database that goes away with the reply in hand
        AtomicBoolean away = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        Journal journal = new Journal(Jdbi.create(() -> {
                    if (away.get()) {
                        refused.incrementAndGet();
                        throw new SQLException("no database", "08001");
                    }
                    return database.dataSource(Grants.SOLUTION).getConnection();
                })
                .installPlugin(new PostgresPlugin()));
        FakeClient server = FakeClient.doing(call -> {
            away.set(true);
            return FakeClient.complete("an answer", "stop");
        });
        JournaledTeacher teacher = process(server, lease(System::nanoTime), Checkpoint.NONE, journal);
        FutureTask<Answer> asked = new FutureTask<>(() -> teacher.ask(ask("a prompt")));
        Thread asking = Thread.ofVirtual().start(asked);
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> refused.get() > 0);
        // When
        asking.interrupt();
        int before = refused.get();
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> refused.get() > before + 2);
        away.set(false);
        // Then
        assertThat(asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS).text()).isEqualTo("an answer");
        assertThat(states()).containsExactly("ANSWERED");
    }

    @Test
    void letsTheSameProcessGoOnAfterACallThatItCouldNotRecord() {
        // A bug between reply and commit, in a process that lives on: its own lease must not lock the slot.
        FakeClient server = FakeClient.saying("an answer");
        Lease lease = lease(System::nanoTime);
        AtomicLong times = new AtomicLong();
        JournaledTeacher teacher = process(server, lease, reached -> {
            if (reached == Checkpoint.Point.AFTER_REPLY && times.incrementAndGet() == 1) {
                throw new Crash();
            }
        });
        assertThatThrownBy(() -> teacher.ask(ask("a prompt"))).isInstanceOf(Crash.class);

        assertThat(teacher.ask(ask("a prompt")).text()).isEqualTo("an answer");
        assertThat(states()).containsExactly("LOST", "ANSWERED");
    }

    @Test
    void losesACallThatTheJournalBegunForItWithoutItsKnowledge() throws Exception {
        // Given a process that lives, with a call under way and one whose beginning it never heard of
        FakeClient slow = FakeClient.sayingLater("an answer");
        Lease lease = lease(System::nanoTime);
        JournaledTeacher teacher = process(slow, lease, Checkpoint.NONE);
        Future<Answer> known = threads.submit(() -> teacher.ask(ask("a prompt")));
        slow.awaitAsked();
        SlotKey other = new SlotKey(slot.candidate(), slot.step(), slot.attempt(), 2);
        assertThat(journal().begin(newCall(other), lease.hold())).isInstanceOf(Claim.Mine.class);
        // When the grace is over
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> states().contains("LOST"));
        // Then the slot is free, and the call under way goes on
        assertThat(states()).containsExactly("ASKED", "LOST");
        assertThat(journal().look(other)).isInstanceOf(Claim.Free.class);
        slow.letAnswer();
        assertThat(known.get(PATIENCE_SECONDS, TimeUnit.SECONDS).text()).isEqualTo("an answer");
        assertThat(states()).containsExactly("ANSWERED", "LOST");
    }

    @Test
    void asksAgainForWhatWasBegunWithoutBeingConfirmed() throws Exception {
        // Given a beginning that is committed and not confirmed
        FakeClient server = FakeClient.saying("an answer");
        JournaledTeacher teacher = process(server, lease(System::nanoTime), Checkpoint.NONE, breakingOnce(true));
        assertFails(ErrorCode.STORE_UNAVAILABLE, teacher);
        assertThat(states()).containsExactly("ASKED");
        // When the same process, which lives, is asked again
        Future<Answer> again = threads.submit(() -> teacher.ask(ask("a prompt")));
        // Then it waits for nobody, for long
        assertThat(again.get(PATIENCE_SECONDS, TimeUnit.SECONDS).text()).isEqualTo("an answer");
        assertThat(states()).containsExactly("LOST", "ANSWERED");
        assertThat(server.keys()).hasSize(1);
    }

    /** It was lost in place of the one whose beginning had failed. */
    @Test
    void keepsACallThatFollowsABeginningThatFailed() throws Exception {
        // Given a beginning that came to nothing, and a call of the same process on the slot
        FakeClient slow = FakeClient.sayingLater("an answer");
        Lease lease = lease(System::nanoTime);
        JournaledTeacher teacher = process(slow, lease, Checkpoint.NONE, breakingOnce(false));
        assertFails(ErrorCode.STORE_UNAVAILABLE, teacher);
        Future<Answer> again = threads.submit(() -> teacher.ask(ask("a prompt")));
        slow.awaitAsked();
        // When the lease is renewed, and strays are looked for
        for (int i = 0; i < 4; i++) {
            Instant before = leaseEnd(lease);
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> leaseEnd(lease).isAfter(before));
        }
        // Then
        assertThat(states()).containsExactly("ASKED");
        slow.letAnswer();
        assertThat(again.get(PATIENCE_SECONDS, TimeUnit.SECONDS).text()).isEqualTo("an answer");
        assertThat(states()).containsExactly("ANSWERED");
    }

    /** The first beginning fails for the caller. @param committed whether the call was begun all the same */
    private static Journal breakingOnce(boolean committed) {
        AtomicBoolean broken = new AtomicBoolean();
        return new Journal(database.jdbi(Grants.SOLUTION)) {
            @Override
            Claim begin(NewCall call, UUID process) {
                if (broken.getAndSet(true)) {
                    return super.begin(call, process);
                }
                if (committed) {
                    assertThat(super.begin(call, process)).isInstanceOf(Claim.Mine.class);
                }
                throw new ConnectionException(new SQLException("the connection broke", "08006"));
            }
        };
    }

    private static Instant leaseEnd(Lease lease) {
        return database.jdbi(Grants.FACTORY).withHandle(handle -> handle.createQuery(
                        "select expires_at from teacher.lease where process_id = :process")
                .bind("process", lease.holder())
                .mapTo(Instant.class)
                .one());
    }

    @Test
    void endsItsCallsThoughALookAtTheClockFailed() throws Exception {
        AtomicLong age = new AtomicLong();
        AtomicBoolean broken = new AtomicBoolean();
        AtomicInteger faults = new AtomicInteger();
        FakeClient slow = FakeClient.sayingLater("too late");
        Lease lease = lease(() -> {
            if (broken.get()) {
                faults.incrementAndGet();
                throw new IllegalStateException("a fault");
            }
            return System.nanoTime() + age.get();
        });
        Future<Answer> asking =
                threads.submit(() -> process(slow, lease, Checkpoint.NONE).ask(ask("a prompt")));
        slow.awaitAsked();
        try (Handle locking = database.owner().open()) {
            // A renewal that hangs: only the look at the clock is left.
            locking.begin();
            locking.execute("select 1 from teacher.lease for update");
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(JournaledTeacherIT::somebodyWaitsForALock);
            broken.set(true);
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> faults.get() > 3);
            age.set(Lease.ABORT_AFTER.plusMillis(500).toNanos());
            broken.set(false);

            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> slow.lastAbort().reason().isPresent());
            locking.rollback();
        }
        slow.letAnswer();
        asking.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private NewCall newCall(SlotKey of) {
        return new NewCall(
                of,
                "default",
                "solution-gen",
                "rehearsal",
                "rehearsal",
                "model-of-the-test",
                "solution/plain",
                "0".repeat(64),
                PackedBody.of("{}"),
                0.7,
                512,
                new Bound(100, 100));
    }

    @Test
    void theDatabaseItselfRefusesASecondAnswer() {
        process(FakeClient.saying("x")).ask(ask("a prompt"));

        assertThatThrownBy(() -> database.owner()
                        .useHandle(handle -> handle.execute(
                                "update teacher.slot set answered_call = null where run_id = ?", runUuid())))
                .hasMessageContaining("is answered already");
    }

    private void assertFails(ErrorCode code, FakeClient server) {
        assertFails(code, process(server));
    }

    private void assertFails(ErrorCode code, JournaledTeacher teacher) {
        assertThatThrownBy(() -> teacher.ask(ask("a prompt")))
                .isInstanceOfSatisfying(
                        TeacherException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static CallResult refused(ErrorCode code, Optional<Duration> retryAfter) {
        return new CallResult.Failed(Received.NOTHING, CallResult.Ending.REFUSED, code, "refused", retryAfter);
    }

    private JournaledTeacher process(TeacherClient client) {
        return process(client, lease(System::nanoTime), Checkpoint.NONE);
    }

    private JournaledTeacher process(TeacherClient client, Lease lease, Checkpoint checkpoint) {
        return process(client, lease, checkpoint, journal());
    }

    private JournaledTeacher process(TeacherClient client, Lease lease, Checkpoint checkpoint, Journal journal) {
        return new JournaledTeacher(
                new Routing(Map.of(
                        "rehearsal",
                        new Profile("rehearsal", new ProfileValues(URI.create("http://127.0.0.1:1/v1"), "stand-in")),
                        "stand-in",
                        new Profile("stand-in", new ProfileValues(URI.create("http://127.0.0.1:2/v1"), "")))),
                client,
                journal,
                database.artifacts(Grants.SOLUTION),
                lease,
                "solution-gen",
                checkpoint);
    }

    private synchronized Lease lease(java.util.function.LongSupplier nanos) {
        Lease lease = new Lease(journal(), "solution-gen", nanos);
        leases.add(lease);
        return lease;
    }

    private static Journal journal() {
        return new Journal(database.jdbi(Grants.SOLUTION));
    }

    private static boolean somebodyWaitsForALock() {
        return database.owner()
                .withHandle(handle -> handle.createQuery("select exists (select from pg_locks where not granted)")
                        .mapTo(Boolean.class)
                        .one());
    }

    private Ask ask(String text) {
        return new Ask(slot, "default", new TeacherChoice("rehearsal", 0.7), prompt(text), 512);
    }

    private static Prompt prompt(String text) {
        return new Prompt("solution/plain", "0".repeat(64), "You solve.", text);
    }

    private void gate(boolean open) {
        database.jdbi(Grants.FACTORY).useHandle(handle -> handle.createUpdate("""
                        insert into teacher.run_gate (run_id, open) values (:run, :open)
                        on conflict (run_id) do update set open = excluded.open, changed_at = now()""")
                .bind("run", runUuid())
                .bind("open", open)
                .execute());
    }

    private static void endLeases() {
        database.owner()
                .useHandle(
                        handle -> handle.execute("update teacher.lease set expires_at = now() - interval '1 second'"));
    }

    private List<Map<String, Object>> calls() {
        return database.jdbi(Grants.FACTORY).withHandle(handle -> handle.createQuery(
                        "select * from teacher.call where run_id = :run order by call_id")
                .bind("run", runUuid())
                .mapToMap()
                .list());
    }

    private static Instant instant(Map<String, Object> call, String column) {
        return ((Timestamp) call.get(column)).toInstant();
    }

    /** Of the database. */
    private static Instant clock() {
        return database.owner().withHandle(handle -> handle.createQuery("select clock_timestamp()")
                .mapTo(Instant.class)
                .one());
    }

    private static void awaitClock(Instant until) {
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> clock().isAfter(until));
    }

    private List<Object> states() {
        return calls().stream().map(call -> call.get("state")).toList();
    }

    private Object answeredCall() {
        return database.jdbi(Grants.FACTORY)
                .withHandle(handle -> handle.createQuery("select answered_call from teacher.slot where run_id = :run")
                        .bind("run", runUuid())
                        .mapTo(Long.class)
                        .one());
    }

    private UUID runUuid() {
        return UUID.fromString(run.value());
    }

    /** As a killed process. */
    private static final class Crash extends Error {}
}
