package dev.triptych.teacher.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBudgetTest {
    private final TokenBudget budget = new TokenBudget(1_000);

    @Test
    void cutsWhatIsLongerByOurCountOrByItsPieces() {
        assertThat(budget.isExceededBy(new StringBuilder("word ".repeat(1_200)), new StringBuilder(), 10))
                .isFalse();
        assertThat(budget.isExceededBy(new StringBuilder("word ".repeat(1_300)), new StringBuilder(), 10))
                .isTrue();
        assertThat(new TokenBudget(1_000).isExceededBy(new StringBuilder(), new StringBuilder(), 1_251))
                .isTrue();
    }

    @Test
    void blamesNoTeacherForAnotherVocabulary() {
        // 800 tokens of its own, of which ours has three for each.
        assertThat(budget.isIgnoredBy(2_400, 800)).isFalse();
        // One that sends character by character.
        assertThat(budget.isIgnoredBy(700, 2_800)).isFalse();
    }

    @Test
    void blamesATeacherThatKeepsNoBoundInAnyVocabulary() {
        assertThat(budget.isIgnoredBy(1_300, 1_300)).isTrue();
        assertThat(budget.isIgnoredBy(4_100, 1)).isTrue();
    }
}
