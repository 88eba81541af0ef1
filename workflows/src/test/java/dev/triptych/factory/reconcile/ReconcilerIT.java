package dev.triptych.factory.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.factory.Triplet;
import dev.triptych.contracts.factory.TripletResult;
import dev.triptych.factory.FactoryFixture;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.temporal.Executions.State;
import dev.triptych.factory.temporal.ScriptedExecutions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcilerIT {
    private final FactoryFixture factory = new FactoryFixture();
    private final ScriptedExecutions temporal = new ScriptedExecutions();
    private final SetClock clock = new SetClock();
    private final Reconciler reconciler = new Reconciler(factory.ledger, factory.runs, temporal, new Quick(), clock);
    private RunId run;

    @BeforeEach
    void aRunWithThreeInFlight() {
        run = factory.openRun(5, 3);
        temporal.is("workflow-" + run, run.value(), State.RUNNING);
        for (int number = 1; number <= 3; number++) {
            temporal.is(child(number), UUID.randomUUID().toString(), State.RUNNING);
        }
    }

    @AfterEach
    void close() {
        factory.close();
    }

    @Test
    void leavesARunningRunAlone() {
        reconciler.reconcileRuns();
        reconciler.reconcileCandidates();

        assertThat(status()).isEqualTo(RunStatus.RUNNING);
        assertThat(factory.runs.counts(run).inFlight()).isEqualTo(3);
    }

    @Test
    void aTerminatedRunIsCancelledWithItsCandidatesAndReconciles() {
        temporal.is("workflow-" + run, run.value(), State.TERMINATED);

        reconciler.reconcileRuns();

        Runs.RunRecord row = factory.runs.find(run).orElseThrow();
        assertThat(row.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(row.reconciled()).isTrue();
        assertThat(row.message()).isEqualTo("terminated in Temporal: by the test");
        assertThat(factory.runs.counts(run).cancelled()).isEqualTo(3);
        assertThat(gateOpen()).isFalse();
        assertThat(temporal.cancelled).contains(child(1), child(2), child(3));
    }

    @Test
    void aChildThatDoesNotReactToCancelIsTerminatedAfterTheGrace() {
        temporal.is("workflow-" + run, run.value(), State.TERMINATED);
        reconciler.reconcileRuns();
        assertThat(temporal.terminated).isEmpty();
        temporal.is(child(2), UUID.randomUUID().toString(), State.CANCELLED);

        clock.forward(Duration.ofSeconds(11));
        reconciler.reconcileRuns();

        assertThat(temporal.terminated).containsExactly(child(1), child(3));
        reconciler.reconcileRuns();
        assertThat(factory.runs.unswept(10)).isEmpty();
    }

    @Test
    void aRunThatIsAskedToCancelMakesNoFurtherCallWhileItsWorkflowClosesIt() {
        temporal.isAskedToCancel("workflow-" + run, run.value());

        reconciler.reconcileRuns();

        assertThat(gateOpen()).isFalse();
        assertThat(status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void aRunWhoseWorkflowFailedIsFailed() {
        temporal.is("workflow-" + run, run.value(), State.FAILED);

        reconciler.reconcileRuns();

        assertThat(status()).isEqualTo(RunStatus.FAILED);
        assertThat(factory.runs.find(run).orElseThrow().reconciled()).isTrue();
    }

    @Test
    void aRunWhoseWorkflowIdWasStartedAgainIsNotTakenForTheNewOne() {
        temporal.is("workflow-" + run, UUID.randomUUID().toString(), State.RUNNING);

        reconciler.reconcileRuns();

        assertThat(status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void aChildThatEndedWithoutAnOutcomeIsLostAndItsRunIsTold() {
        temporal.is(child(2), UUID.randomUUID().toString(), State.TERMINATED);

        reconciler.reconcileCandidates();

        assertThat(factory.runs.counts(run).failed()).isEqualTo(1);
        assertThat(factory.runs.counts(run).inFlight()).isEqualTo(2);
        assertThat(temporal.told).singleElement().satisfies(told -> {
            assertThat(told.candidate()).isEqualTo(new CandidateId(run, 2));
            assertThat(told.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.error())
                    .hasToString("WORKFLOW_LOST"));
        });
    }

    @Test
    void theOutcomeThatStandsIsToldWhenTheChildRecordedOneAfterAll() {
        temporal.is(child(2), UUID.randomUUID().toString(), State.COMPLETED);
        factory.ledger.record(factory.accepted(run, 1));

        reconciler.reconcileCandidates();

        assertThat(temporal.told).extracting(TripletResult::candidate).containsExactly(new CandidateId(run, 2));
        assertThat(factory.runs.counts(run).accepted()).isEqualTo(1);
    }

    @Test
    void aChildThatTemporalDoesNotKnowIsGivenTimeToStart() {
        temporal.known.remove(child(3));
        reconciler.reconcileCandidates();
        assertThat(factory.runs.counts(run).failed()).isZero();

        clock.forward(Duration.ofMinutes(3));
        reconciler.reconcileCandidates();

        assertThat(factory.runs.counts(run).failed()).isEqualTo(1);
    }

    private String child(int number) {
        return Triplet.workflowId(new CandidateId(run, number));
    }

    private RunStatus status() {
        return factory.runs.find(run).orElseThrow().status();
    }

    private boolean gateOpen() {
        return factory.jdbi.withHandle(
                handle -> handle.createQuery("select open from teacher.run_gate where run_id = ?")
                        .bind(0, UUID.fromString(run.value()))
                        .mapTo(Boolean.class)
                        .one());
    }

    private static final class Quick implements ReconcileConfig {
        @Override
        public Duration runsEvery() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration candidatesEvery() {
            return Duration.ofSeconds(15);
        }

        @Override
        public Duration cancelGrace() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration unknownGrace() {
            return Duration.ofMinutes(2);
        }
    }

    /** Time as the test sets it. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.now();

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return InstantSource.fixed(now).withZone(zone);
        }
    }
}
