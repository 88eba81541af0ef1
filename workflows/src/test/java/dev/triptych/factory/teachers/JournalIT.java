package dev.triptych.factory.teachers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.RunId;
import dev.triptych.factory.FactoryFixture;
import dev.triptych.factory.teachers.Journal.Places;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JournalIT {
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
    void sumsWhatAllLiveProcessesHaveOpenAtEachTeacher() {
        lease("1 minute", "{\"fast\": {\"open\": 5, \"limit\": 16, \"waiting\": 0}}");
        lease(
                "1 minute",
                "{\"fast\": {\"open\": 32, \"limit\": 32, \"waiting\": 9},"
                        + " \"slow\": {\"open\": 1, \"limit\": 16, \"waiting\": 0}}");
        lease("-1 second", "{\"fast\": {\"open\": 100, \"limit\": 100, \"waiting\": 0}}");
        lease("1 minute", "{}");

        assertThat(new Journal(factory.jdbi).places())
                .containsExactly(new Places("fast", 37, 48, 9), new Places("slow", 1, 16, 0));
    }

    @Test
    void tellsRunsApartInOneAnswer() {
        RunId one = factory.openRun(2, 0);
        RunId other = factory.openRun(2, 0);
        RunId idle = factory.openRun(2, 0);
        call(one, "ANSWERED", "fast");
        call(one, "ASKED", "slow");
        call(other, "LOST", "fast");

        assertThat(new Journal(factory.jdbi).uses(List.of(one, other, idle)))
                .containsOnlyKeys(one, other)
                .containsEntry(one, new Journal.Use(2, 0, 20, 40, 6, 0, 0, List.of("slow")))
                .containsEntry(other, new Journal.Use(1, 1, 10, 20, 3, 0, 0, List.of()));
    }

    @Test
    void excusesOnlyALateReplyThatWasSentBeforeTheAnswer() {
        RunId run = factory.openRun(2, 0);
        long answer = call(run, 1, "ANSWERED", false, "0", "1", "9");
        answered(run, 1, answer);
        call(run, 1, "ANSWERED", true, "0", "2", "12");
        assertThat(slot(run, 1)).isEqualTo(new Journal.SlotCalls(2, 1, 0));
        assertThat(slot(run, 1).repaid()).isZero();

        call(run, 1, "ANSWERED", true, "0", "10", "12");

        assertThat(slot(run, 1)).isEqualTo(new Journal.SlotCalls(3, 1, 0));
        assertThat(slot(run, 1).repaid()).isEqualTo(1);
    }

    @Test
    void excusesALateReplyOfWhoDidNotTellWhenItWasSent() {
        RunId run = factory.openRun(2, 0);
        call(run, 1, "ANSWERED", true, "0", null, "12");
        answered(run, 1, call(run, 1, "ANSWERED", false, "0", "1", "9"));

        assertThat(slot(run, 1).repaid()).isZero();
    }

    /** It was begun before, and stopped before it was sent. */
    @Test
    void aCallThatWasSentAfterTheAnswerExcusesNoReply() {
        RunId run = factory.openRun(2, 0);
        call(run, 1, "LOST", false, "0", "10", "12");
        call(run, 2, "LOST", false, "0", "2", "12");
        answered(run, 1, call(run, 1, "ANSWERED", false, "0", "1", "9"));
        answered(run, 2, call(run, 2, "ANSWERED", false, "0", "1", "9"));

        assertThat(slot(run, 1).repaid(2)).isEqualTo(1);
        assertThat(slot(run, 2).repaid(2)).isZero();
    }

    @Test
    void theTeacherIsBusyFromWhenACallWasSent() {
        RunId run = factory.openRun(2, 0);
        // One place: the second waits for the first.
        call(run, 1, "ANSWERED", false, "0", "0", "10");
        call(run, 2, "ANSWERED", false, "0", "10", "20");
        // Never sent; and nobody told.
        call(run, 3, "REFUSED", false, "-50", null, "90");
        call(run, 3, "LOST", false, "0", null, "90");
        call(run, 3, "ASKED", false, "0", null, null);

        Journal.Sums sums = new Journal(factory.jdbi).sums(run);

        assertThat(sums.busySeconds()).isEqualTo(20);
        assertThat(sums.spanSeconds()).isEqualTo(20);
        assertThat(sums.openMost()).isEqualTo(1);
        assertThat(sums.utilisation()).isEqualTo(1);
    }

    @Test
    void aCallThatBroughtSomethingWasSentWhenItWasBegunWhereNobodyTold() {
        RunId run = factory.openRun(2, 0);
        call(run, 1, "ANSWERED", false, "0", null, "10");
        call(run, 2, "CUT", false, "0", null, "5");

        Journal.Sums sums = new Journal(factory.jdbi).sums(run);

        assertThat(sums.busySeconds()).isEqualTo(15);
        assertThat(sums.openMost()).isEqualTo(2);
    }

    @Test
    void aRunThatAskedNothingUsedNothing() {
        assertThat(new Journal(factory.jdbi).sums(factory.openRun(2, 0)).utilisation())
                .isZero();
    }

    private static Journal.SlotCalls slot(RunId run, int candidate) {
        return new Journal(factory.jdbi).callsBySlot(run).get(run + "/" + candidate + "/SOLUTION/1/1");
    }

    /** Times in seconds of one clock. */
    private static long call(
            RunId run,
            int candidate,
            String state,
            boolean late,
            String asked,
            @Nullable String sent,
            @Nullable String ended) {
        return factory.database.owner().withHandle(handle -> handle.createQuery("""
                        insert into teacher.call (run_id, candidate, step, attempt, sample, state, late, process_id, service,
                            profile, model, template, template_sha256, prompt_sha256, temperature, max_tokens,
                            asked_at, sent_at, ended_at)
                        values (:run, :candidate, 'SOLUTION', 1, 1, :state, :late, :run, 'test', 'fast', 'bank-1', 't', 'h',
                            'p', 0.7, 100, to_timestamp(:asked::float), to_timestamp(:sent::float),
                            to_timestamp(:ended::float))
                        returning call_id""")
                .bind("run", UUID.fromString(run.value()))
                .bind("candidate", candidate)
                .bind("state", state)
                .bind("late", late)
                .bind("asked", asked)
                .bind("sent", sent)
                .bind("ended", ended)
                .mapTo(Long.class)
                .one());
    }

    private static void answered(RunId run, int candidate, long call) {
        factory.database.owner().useHandle(handle -> handle.createUpdate("""
                        insert into teacher.slot (run_id, candidate, step, attempt, sample, answered_call)
                        values (:run, :candidate, 'SOLUTION', 1, 1, :call)""")
                .bind("run", UUID.fromString(run.value()))
                .bind("candidate", candidate)
                .bind("call", call)
                .execute());
    }

    private static void lease(String length, String places) {
        factory.database.owner().useHandle(handle -> handle.createUpdate("""
                        insert into teacher.lease (process_id, service, expires_at, places)
                        values (:process, 'test', clock_timestamp() + :length::interval, :places::jsonb)""")
                .bind("process", UUID.randomUUID())
                .bind("length", length)
                .bind("places", places)
                .execute());
    }

    private static void call(RunId run, String state, String profile) {
        factory.database.owner().useHandle(handle -> handle.createUpdate("""
                        insert into teacher.call (run_id, candidate, step, attempt, sample, state, process_id, service,
                            profile, model, template, template_sha256, prompt_sha256, temperature, max_tokens,
                            prompt_tokens, completion_tokens, cost_micro_usd)
                        values (:run, 1, 'SOLUTION', 1, 1, :state, :run, 'test', :profile, 'bank-1', 't', 'h', 'p', 0.7,
                            100, 10, 20, 3)""")
                .bind("run", UUID.fromString(run.value()))
                .bind("state", state)
                .bind("profile", profile)
                .execute());
    }
}
