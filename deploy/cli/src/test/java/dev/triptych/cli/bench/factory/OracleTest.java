package dev.triptych.cli.bench.factory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OracleTest {
    private static Oracle.Row oneStep(long seconds) {
        return chain(seconds);
    }

    private static Oracle.Row chain(long... seconds) {
        return new Oracle.Row(LongStream.of(seconds)
                .mapToObj(length -> List.of(Duration.ofSeconds(length)))
                .toList());
    }

    private static long makespan(int slots, Oracle.Row... rows) {
        return Oracle.makespan(List.of(rows), slots).toSeconds();
    }

    @Test
    void aFreeSlotTakesTheNextRowInTheOrderOfSubmission() {
        // 4 and 1 begin; 3 follows the 1, and 2 the 4 or the 3.
        assertThat(makespan(2, oneStep(4), oneStep(1), oneStep(3), oneStep(2))).isEqualTo(6);
    }

    @Test
    void aStepWaitsForTheOneBefore() {
        assertThat(makespan(8, chain(1, 2, 3))).isEqualTo(6);
    }

    @Test
    void theCallsOfAStageDoNotWaitForEachOther() {
        Oracle.Row row = new Oracle.Row(List.of(
                List.of(Duration.ofSeconds(1)),
                List.of(Duration.ofSeconds(2), Duration.ofSeconds(5)),
                List.of(Duration.ofSeconds(1))));
        assertThat(makespan(2, row)).isEqualTo(7);
        assertThat(makespan(1, row)).isEqualTo(9);
    }

    @Test
    void whatWasBegunGoesBeforeWhatWasNot() {
        // The first row's second step goes before the third row.
        assertThat(makespan(1, chain(1, 1), chain(1), chain(1))).isEqualTo(4);
        assertThat(makespan(2, chain(1, 3), chain(1), chain(1))).isEqualTo(4);
    }

    @Test
    void nothingTakesNoTime() {
        assertThat(Oracle.makespan(List.of(), 64)).isZero();
    }

    @Test
    void aPerfectScheduleOfTwoThousandLogNormalCallsKeepsSixtyFourSlotsBusyToNineteenTwentieths() {
        Random random = new Random(1);
        List<Oracle.Row> rows = IntStream.range(0, 2_000)
                .mapToObj(i -> new Oracle.Row(List.of(
                        List.of(Duration.ofMillis(Math.round(500 * Math.exp(0.6 * random.nextGaussian() - 0.18)))))))
                .toList();
        double busy = rows.stream()
                .mapToDouble(row -> row.stages().getFirst().getFirst().toNanos())
                .sum();
        double utilisation = busy / (64.0 * Oracle.makespan(rows, 64).toNanos());
        assertThat(utilisation).isBetween(0.90, 0.99);
    }
}
