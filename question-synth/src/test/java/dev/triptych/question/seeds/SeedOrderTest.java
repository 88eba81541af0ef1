package dev.triptych.question.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedOrderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 40, 41, 1163})
    void meetsEverySeedBeforeItMeetsOneAgain(int total) {
        assertThat(IntStream.rangeClosed(1, total).mapToLong(number -> SeedOrder.index(7, number, total)))
                .doesNotHaveDuplicates()
                .allMatch(index -> index >= 0 && index < total);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 41, 1162})
    void everySecondCandidateMeetsNearlyAllSeedsBeforeItMeetsOneAgain(int total) {
        assertThat(IntStream.range(0, total)
                        .map(step -> 1 + 2 * step)
                        .mapToLong(number -> SeedOrder.index(7, number, total))
                        .distinct()
                        .count())
                .isGreaterThan(total * 97L / 100);
    }

    @Test
    void followsFromTheRunsSeed() {
        assertThat(first(7)).isEqualTo(first(7)).isNotEqualTo(first(8));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
    void takesAnySeedAndMillionsOfCandidates(long seed) {
        assertThat(SeedOrder.index(seed, Integer.MAX_VALUE, 3_000_000_000L)).isBetween(0L, 2_999_999_999L);
    }

    private static java.util.List<Long> first(long seed) {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(number -> SeedOrder.index(seed, number, 41))
                .toList();
    }
}
