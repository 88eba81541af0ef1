package dev.triptych.teacher.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicLong millis = new AtomicLong(1_000);
    private final Clocks.Moment moment = new Clocks(nanos::get, millis::get).now();

    @Test
    void goesByTheEvenClock() {
        nanos.addAndGet(3_500_000);
        millis.addAndGet(3);

        assertThat(moment.ago()).isEqualTo(Duration.ofNanos(3_500_000));
    }

    @Test
    void countsTheTimeInWhichTheMachineWasSuspended() {
        nanos.addAndGet(1_000_000);
        millis.addAndGet(60_001);

        assertThat(moment.ago()).isEqualTo(Duration.ofMillis(60_001));
    }

    @Test
    void countsOnWhenTheWallClockIsSetBack() {
        nanos.addAndGet(2_000_000);
        millis.addAndGet(-3_600_000);

        assertThat(moment.ago()).isEqualTo(Duration.ofMillis(2));
    }
}
