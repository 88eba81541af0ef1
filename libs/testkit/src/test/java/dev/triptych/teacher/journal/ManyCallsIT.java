package dev.triptych.teacher.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.store.PackedBody;
import dev.triptych.store.roles.Grants;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.client.Usage;
import dev.triptych.teacher.journal.GroupCommit.Outcome;
import dev.triptych.testkit.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that come together, one of which the database refuses. */
class ManyCallsIT {
    private static final UUID PROCESS = UUID.randomUUID();

    private static TestDatabase database;

    private final RunId run = new RunId(UUID.randomUUID().toString());
    private final ManyCalls calls = new ManyCalls(database.jdbi(Grants.SOLUTION));

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
                        "insert into teacher.run_gate (run_id, open) values (?, true)", UUID.fromString(run.value())));
    }

    @Test
    void whatTheDatabaseRefusesTakesNobodyAfterItAlong() {
        List<Outcome<Said>> outcomes = calls.change(List.of(unknownCall(1), begin(2), begin(3)));

        assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Failed.class);
        assertThat(outcomes.subList(1, 3)).allMatch(ManyCallsIT::isMine);
        assertThat(asked()).containsExactly(2, 3);
    }

    @Test
    void whatWasMadeBeforeARefusedChangeIsToldAsMade() {
        List<Outcome<Said>> outcomes = calls.change(List.of(begin(1), unknownCall(2)));

        assertThat(outcomes.getFirst()).matches(ManyCallsIT::isMine);
        assertThat(outcomes.getLast()).isInstanceOf(Outcome.Failed.class);
        assertThat(asked()).containsExactly(1);
    }

    private static boolean isMine(Outcome<Said> outcome) {
        return outcome instanceof Outcome.Done<Said>(Said said) && said.asClaim() instanceof Claim.Mine;
    }

    private Change begin(int candidate) {
        return new Change.Begin(
                new NewCall(
                        slot(candidate),
                        "default",
                        "solution-gen",
                        "test",
                        "test",
                        "model",
                        "solution/plain",
                        "0".repeat(64),
                        PackedBody.of("{}"),
                        0,
                        10,
                        new Bound(100, 100)),
                PROCESS);
    }

    /** The end of a call that never began. */
    private Change unknownCall(int candidate) {
        return new Change.End(
                slot(candidate),
                Long.MAX_VALUE,
                new Ended(
                        Ended.State.ANSWERED,
                        Optional.of(Answer.Finish.STOP),
                        Optional.of("stop"),
                        Optional.of(PackedBody.of("x")),
                        Optional.empty(),
                        new Usage(1, 1, false),
                        0,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private SlotKey slot(int candidate) {
        return new SlotKey(new CandidateId(run, candidate), Step.SOLUTION, 1, 1);
    }

    private List<Integer> asked() {
        return database.jdbi(Grants.FACTORY).withHandle(handle -> handle.createQuery(
                        "select candidate from teacher.call where run_id = ? and state = 'ASKED' order by candidate")
                .bind(0, UUID.fromString(run.value()))
                .mapTo(Integer.class)
                .list());
    }
}
