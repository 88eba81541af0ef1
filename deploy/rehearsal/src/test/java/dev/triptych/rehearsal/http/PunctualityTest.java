package dev.triptych.rehearsal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PunctualityTest {
    private final Punctuality punctuality = new Punctuality();

    @Test
    void learnsHowLateTimersComeAndForgetsIt() {
        assertThat(punctuality.lead()).isZero();

        late(Duration.ofMillis(5), 400);
        assertThat(punctuality.lead()).isBetween(Duration.ofMillis(4), Duration.ofMillis(5));

        late(Duration.ZERO, 400);
        assertThat(punctuality.lead()).isLessThan(Duration.ofMillis(1));
    }

    @Test
    void aimsNeverMuchTooEarly() {
        late(Duration.ofSeconds(3), 1000);

        assertThat(punctuality.lead()).isEqualTo(Duration.ofMillis(20));
    }

    private void late(Duration late, int times) {
        for (int time = 0; time < times; time++) {
            punctuality.came(late);
        }
    }
}
