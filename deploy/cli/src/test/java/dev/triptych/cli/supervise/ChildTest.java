package dev.triptych.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triptych.cli.supervise.ServiceState.Phase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    @TempDir
    private Path folder;

    private final MovingClock clock = new MovingClock();

    @Test
    void givesUpAfterFiveStartsThatNeverBecameReady() {
        Child child = child(List.of("/bin/false"));
        child.adopt(Optional.empty());

        // The processes die in their own time, so the number of steps is not ours to say.
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    clock.move(Duration.ofSeconds(10));
                    child.step();
                    return child.state().phase() == Phase.GIVEN_UP;
                });

        assertThat(child.state().fruitlessStarts()).isEqualTo(Child.MAX_FRUITLESS_STARTS);
        assertThat(child.state().restarts()).isEqualTo(Child.MAX_FRUITLESS_STARTS - 1);
    }

    @Test
    void waitsLongerAfterEachFruitlessStart() throws InterruptedException {
        Child child = child(List.of("/no/such/program"));
        child.adopt(Optional.empty());
        child.step();
        Instant afterFirst = clock.instant();

        while (child.state().fruitlessStarts() < 3) {
            clock.move(Duration.ofMillis(100));
            child.step();
        }

        assertThat(Duration.between(afterFirst, clock.instant())).isGreaterThanOrEqualTo(Duration.ofMillis(1_500));
    }

    private Child child(List<String> command) {
        ServicePlan plan = ServicePlan.process("victim", command, "", "tcp://127.0.0.1:1", 0);
        return new Child("test", plan, folder.resolve("victim.log"), new Readiness(), clock);
    }

    /** A clock that a test moves. */
    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
