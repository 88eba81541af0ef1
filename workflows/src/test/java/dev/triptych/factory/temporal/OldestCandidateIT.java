package dev.triptych.factory.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.LedgerActivities.Waiting;
import dev.triptych.contracts.factory.Triplet;
import dev.triptych.factory.FactoryFixture;
import dev.triptych.factory.temporal.Executions.PendingActivity;
import dev.triptych.factory.temporal.Executions.State;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OldestCandidateIT {
    private static FactoryFixture factory;

    private final ScriptedExecutions temporal = new ScriptedExecutions();
    private final OldestCandidate oldest = new OldestCandidate(factory.jdbi, temporal);
    private RunId run;

    @BeforeAll
    static void open() {
        factory = new FactoryFixture();
    }

    @AfterAll
    static void close() {
        factory.close();
    }

    @BeforeEach
    void aRunOfTwo() {
        run = factory.openRun(2, 2);
    }

    @Test
    void namesTheQueueThatNoWorkerServes() {
        waits(new PendingActivity("solution.solve", false, 1, Optional.empty(), Instant.now()));

        Waiting waiting = oldest.of(run).orElseThrow();

        assertThat(waiting.candidate()).isEqualTo(new CandidateId(run, 1));
        assertThat(waiting.stage()).isEqualTo("solution.solve");
        assertThat(waiting.cause()).isEqualTo("no worker has taken it (triptych.solution)");
    }

    @Test
    void namesTheFailureThatIsTriedAgain() {
        waits(
                new PendingActivity("test.write", true, 1, Optional.empty(), Instant.now()),
                new PendingActivity(
                        "solution.solve",
                        false,
                        4,
                        Optional.of("teacher rehearsal: connection refused"),
                        Instant.now()));

        assertThat(oldest.of(run).orElseThrow().cause()).isEqualTo("teacher rehearsal: connection refused, attempt 4");
    }

    @Test
    void saysThatAWorkerIsAtIt() {
        waits(new PendingActivity("verify.judge", true, 1, Optional.empty(), Instant.now()));

        assertThat(oldest.of(run).orElseThrow().cause()).isEqualTo("a worker is at it, attempt 1");
    }

    @Test
    void saysThatTheWorkflowHasNotStarted() {
        assertThat(oldest.of(run).orElseThrow().cause()).isEqualTo("its workflow has not started yet");
    }

    @Test
    void hasNothingToSayWhenNothingIsInFlight() {
        factory.ledger.record(factory.accepted(run, 1));
        factory.ledger.record(factory.accepted(run, 2));

        assertThat(oldest.of(run)).isEmpty();
    }

    private void waits(PendingActivity... activities) {
        temporal.is(Triplet.workflowId(new CandidateId(run, 1)), run.value(), State.RUNNING, activities);
    }
}
