package dev.triptych.teacher.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.TeacherChoice;
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
import dev.triptych.testkit.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A run that comes to ask another teacher: the steps that are being tried follow it at once. */
class RetunedRunIT {
    private static final long PATIENCE_SECONDS = 60;
    private static final long HALF_A_MINUTE = 30;

    private static TestDatabase database;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final RunId run = new RunId(UUID.randomUUID().toString());
    private final Lease lease = new Lease(journal(), "solution-gen", System::nanoTime);
    private final Profile old = profile("old", 1);
    private final Profile other = profile("other", 64);

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @AfterEach
    void end() {
        lease.close();
        threads.shutdownNow();
    }

    @Test
    void aCallThatIsRefusedAgainAndAgainGoesToTheOther() {
        runAsks("old");

        Answer answer = teacher((profile, outgoing, key, abort, sending) -> {
                    if (profile == old) {
                        runAsks("other");
                        return new CallResult.Failed(
                                Received.NOTHING,
                                CallResult.Ending.REFUSED,
                                ErrorCode.TEACHER_RATE_LIMITED,
                                "full",
                                Optional.empty());
                    }
                    return FakeClient.complete("from " + profile.name(), "stop");
                })
                .ask(ask(1));

        assertThat(answer.text()).isEqualTo("from other");
        assertThat(profilesOfCalls()).containsExactly("old", "other");
    }

    @Test
    void aStepThatBeganBeforeAsksTheOtherFromItsFirstCall() {
        runAsks("other");

        Answer answer = teacher((profile, outgoing, key, abort, sending) ->
                        FakeClient.complete("from " + profile.name(), "stop"))
                .ask(ask(1));

        assertThat(answer.text()).isEqualTo("from other");
    }

    @Test
    void whoWaitsForAPlaceAtTheFirstNeverGoesThere() throws Exception {
        runAsks("old");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        JournaledTeacher teacher = teacher((profile, outgoing, key, abort, sending) -> {
            if (profile == old) {
                asked.countDown();
                awaitLatch(mayAnswer);
            }
            return FakeClient.complete("from " + profile.name(), "stop");
        });
        Future<Answer> first = threads.submit(() -> teacher.ask(ask(1)));
        awaitLatch(asked);
        // One more is admitted ahead of its turn, and is a call already; the rest wait in line.
        Future<Answer> ahead = threads.submit(() -> teacher.ask(ask(2)));
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> profilesOfCalls().size() == 2);
        Future<Answer> waiting = threads.submit(() -> teacher.ask(ask(3)));
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> old.limiter().state().waiting() == 2);

        runAsks("other");
        mayAnswer.countDown();

        assertThat(first.get(PATIENCE_SECONDS, TimeUnit.SECONDS).text()).isEqualTo("from old");
        assertThat(ahead.get(PATIENCE_SECONDS, TimeUnit.SECONDS).text()).isEqualTo("from old");
        assertThat(waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS).text()).isEqualTo("from other");
        assertThat(profilesOfCalls()).containsExactly("old", "old", "other");
    }

    @Test
    void whoStandsInALineThatDoesNotMoveLeavesIt() throws Exception {
        runAsks("old");
        CountDownLatch never = new CountDownLatch(1);
        JournaledTeacher teacher = teacher((profile, outgoing, key, abort, sending) -> {
            if (profile == old) {
                awaitLatch(never);
            }
            return FakeClient.complete("from " + profile.name(), "stop");
        });
        for (int sample = 1; sample <= 2; sample++) {
            int begun = sample;
            Future<Answer> unused = threads.submit(() -> teacher.ask(ask(begun)));
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> profilesOfCalls().size() == begun);
        }
        Future<Answer> waiting = threads.submit(() -> teacher.ask(ask(3)));
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> old.limiter().state().waiting() == 2);

        runAsks("other");

        assertThat(waiting.get(HALF_A_MINUTE, TimeUnit.SECONDS).text()).isEqualTo("from other");
        assertThat(old.limiter().state().waiting()).isEqualTo(1);
        assertThat(profilesOfCalls()).containsExactly("old", "old", "other");
        never.countDown();
    }

    /** Whom the step began with is no longer configured, which is why the run was retuned. */
    @Test
    void aTeacherThatIsGoneIsNotMissed() {
        runAsks("other");

        Answer answer = teacher((profile, outgoing, key, abort, sending) ->
                        FakeClient.complete("from " + profile.name(), "stop"))
                .ask(ask("gone", 1));

        assertThat(answer.text()).isEqualTo("from other");
    }

    @Test
    void aTeacherThatThisProcessDoesNotKnowIsNamed() {
        runAsks("newest");

        assertThatThrownBy(() -> teacher((profile, outgoing, key, abort, sending) -> FakeClient.complete("x", "stop"))
                        .ask(ask(1)))
                .isInstanceOfSatisfying(TeacherException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.TEACHER_UNKNOWN);
                    assertThat(e).hasMessageContaining("newest").hasMessageContaining("other");
                });
    }

    /** As the factory writes when a run is opened or retuned. */
    private void runAsks(String profile) {
        database.jdbi(Grants.FACTORY).useHandle(handle -> handle.createUpdate("""
                        insert into teacher.run_gate (run_id, open, teachers)
                        values (:run, true, jsonb_build_object('SOLUTION', :profile::text, 'TESTS', 'old'))
                        on conflict (run_id) do update set teachers = excluded.teachers""")
                .bind("run", UUID.fromString(run.value()))
                .bind("profile", profile)
                .execute());
    }

    private List<String> profilesOfCalls() {
        return database.jdbi(Grants.FACTORY).withHandle(handle -> handle.createQuery(
                        "select profile from teacher.call where run_id = :run order by call_id")
                .bind("run", UUID.fromString(run.value()))
                .mapTo(String.class)
                .list());
    }

    private Ask ask(int sample) {
        return ask("old", sample);
    }

    private Ask ask(String profile, int sample) {
        return new Ask(
                new SlotKey(new CandidateId(run, 1), Step.SOLUTION, 1, sample),
                "default",
                new TeacherChoice(profile, 0.7),
                new Prompt("solution/plain", "0".repeat(64), "You solve.", "a prompt"),
                512);
    }

    private JournaledTeacher teacher(TeacherClient client) {
        return new JournaledTeacher(
                new Routing(Map.of("old", old, "other", other)),
                client,
                journal(),
                database.artifacts(Grants.SOLUTION),
                lease,
                "solution-gen",
                Checkpoint.NONE);
    }

    private static Profile profile(String name, int concurrency) {
        return new Profile(name, new ProfileValues(URI.create("http://127.0.0.1:1/v1"), "", concurrency));
    }

    private static Journal journal() {
        return new Journal(database.jdbi(Grants.SOLUTION));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
