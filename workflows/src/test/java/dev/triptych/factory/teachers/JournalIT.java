package dev.triptych.factory.teachers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.RunId;
import dev.triptych.factory.FactoryFixture;
import dev.triptych.factory.teachers.Journal.Places;
import java.util.List;
import java.util.UUID;
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
