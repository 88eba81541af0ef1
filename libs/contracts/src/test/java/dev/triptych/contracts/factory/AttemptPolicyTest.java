package dev.triptych.contracts.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.triptych.contracts.factory.AttemptPolicy.Adaptive;
import dev.triptych.contracts.factory.AttemptPolicy.Fixed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptPolicyTest {
    @Test
    void isReadAsItIsWritten() {
        assertThat(AttemptPolicy.parse("fixed(2)")).isEqualTo(new Fixed(2));
        assertThat(AttemptPolicy.parse(" adaptive( 2, 10 ) ")).isEqualTo(new Adaptive(2, 10));
        assertThat(new Adaptive(2, 10).text()).isEqualTo("adaptive(2,10)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed(21)", "fixed(-1)", "fixed", "adaptive(3,2)", "adaptive(0,2)", "adaptive(1,21)", "2"})
    void refusesWhatIsNotAPolicy(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttemptPolicy.parse(text))
                .withMessageStartingWith("must be fixed(n) or adaptive(min,max)");
    }

    @Test
    void fixedMakesAllAttemptsWhateverTheyShow() {
        assertThat(new Fixed(2).wantsMore(1, 1)).isTrue();
        assertThat(new Fixed(2).wantsMore(0, 2)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, true", // 1 - (2/3)² = 0.56 easy
        "2, 2, false", // 1 - (2/3)³ = 0.70 easy
        "4, 8, false", // an even medium settles at eight
        "2, 4, true",
        "3, 6, true",
        "1, 9, false", // hard
        "0, 8, true", // nothing passed: two more are worth it
        "0, 9, false", // the last one is not: 1 in 11
        "5, 10, false" // the maximum
    })
    void adaptiveGoesOnUntilTheDifficultyIsSettled(int passed, int counted, boolean more) {
        assertThat(new Adaptive(1, 10).wantsMore(passed, counted)).isEqualTo(more);
    }

    @Test
    void adaptiveMakesItsMinimum() {
        assertThat(new Adaptive(5, 10).wantsMore(4, 4)).isTrue();
    }
}
