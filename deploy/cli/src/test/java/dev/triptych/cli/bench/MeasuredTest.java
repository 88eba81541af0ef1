package dev.triptych.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MeasuredTest {
    private static Measured of(List<Long> latencies) {
        return new Measured(latencies.size(), 2, 0, Optional.empty(), latencies, 5_000_000, Optional.empty());
    }

    @Test
    void percentilesAreThoseOfTheSortedLatencies() {
        Measured hundred = of(LongStream.rangeClosed(1, 100)
                .map(millis -> millis * 1_000_000)
                .boxed()
                .toList());

        assertThat(hundred.percentileMillis(0.5)).isEqualTo(50);
        assertThat(hundred.percentileMillis(0.99)).isEqualTo(99);
        assertThat(hundred.perSecond()).isEqualTo(50);
        assertThat(hundred.generatorCpuMillisEach()).isEqualTo(0.05);
    }

    @Test
    void nothingFinishedIsNoDivisionByZero() {
        assertThat(of(List.of()).percentileMillis(0.99)).isZero();
        assertThat(of(List.of()).costEach()).isZero();
    }
}
