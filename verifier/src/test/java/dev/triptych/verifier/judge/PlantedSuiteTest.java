package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlantedSuiteTest {
    private static final String CHECK = "def test_f():\n    assert f(1) == '\uD83D\uDE00'";
    private static final String SUITE =
            "from solution import f  # \uD83D\uDE00\n\n" + CHECK + "\n\ndef test_g():\n    assert f(2) == 2\n";
    private static final Suite.Canary CANARY = new Suite.Canary(
            "test_f",
            SUITE.codePointCount(0, SUITE.indexOf(CHECK)),
            SUITE.codePointCount(0, SUITE.indexOf(CHECK)) + CHECK.codePointCount(0, CHECK.length()),
            new Suite.Canary.Named("test_f_edge", CHECK.replace("test_f", "test_f_edge")),
            new Suite.Canary.Named("test_f_more", "def test_f_more():\n    assert f(1) == 'other'"));
    private static final int TRIES = 64;

    @Test
    void standsBesideItsCheckOnEitherSide() {
        Set<String> sources = new HashSet<>();
        for (int i = 0; i < TRIES; i++) {
            sources.add(PlantedSuite.of(SUITE, List.of(CANARY)).source());
        }
        String check = CANARY.check().source();
        String copy = CANARY.copy().source();
        assertThat(sources)
                .containsExactlyInAnyOrder(
                        SUITE.replace(CHECK, check + "\n\n\n" + copy), SUITE.replace(CHECK, copy + "\n\n\n" + check));
    }

    @Test
    void isCommandedBesideItsCheckByANameLikeItsOwn() {
        PlantedSuite planted = PlantedSuite.of(SUITE, List.of(CANARY));

        assertThat(planted.name("test_f")).isEqualTo("test_f_edge");
        assertThat(planted.canaryOf("test_f")).contains("test_f_more");
        assertThat(planted.name("test_g")).isEqualTo("test_g");
        assertThat(planted.canaryOf("test_g")).isEmpty();
    }

    @Test
    void isHiddenAnywhereAmongAsManyChecksAsThereMayBe() {
        PlantedSuite planted = PlantedSuite.of(SUITE, List.of(CANARY));

        Set<Integer> first = new HashSet<>();
        for (int i = 0; i < TRIES; i++) {
            first.add(planted.firstHiding(List.of("a", "b", "test_f", "d", "e"), 2));
        }
        assertThat(first).containsExactlyInAnyOrder(1, 2);
        assertThat(planted.firstHiding(List.of("a", "test_f"), 9)).isZero();
        assertThat(planted.firstHiding(List.of("a", "b", "test_f"), 2)).isEqualTo(1);
    }

    @Test
    void runsTheCanaryBeforeItsCheckOrBehindIt() {
        Set<Boolean> first = new HashSet<>();
        for (int i = 0; i < TRIES; i++) {
            first.add(PlantedSuite.of(SUITE, List.of(CANARY)).canaryFirst());
        }
        assertThat(first).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void namesTheLinesOfTheSuiteAsItWasGiven() {
        PlantedSuite planted = PlantedSuite.of(SUITE, List.of(CANARY));

        assertThat(planted.said("line 1: E: line 9: x")).isEqualTo("line 1: E: line 9: x");
        // The check's assert stands in line 4; in the second of the pair, four lines below.
        assertThat(planted.said("line 4: AssertionError: ")).isEqualTo("line 4: AssertionError: ");
        assertThat(planted.said("line 8: AssertionError: ")).isEqualTo("line 4: AssertionError: ");
        assertThat(planted.said("line 11: AssertionError: ")).isEqualTo("line 7: AssertionError: ");
        assertThat(planted.said("test_f_edge: raised elsewhere")).isEqualTo("test_f: raised elsewhere");
    }

    @Test
    void withoutACanaryTheSuiteIsAsItIs() {
        PlantedSuite planted = PlantedSuite.of(SUITE, List.of());

        assertThat(planted.source()).isEqualTo(SUITE);
        assertThat(planted.firstHiding(List.of("test_g", "test_f"), 1)).isEqualTo(2);
        assertThat(planted.name("test_f")).isEqualTo("test_f");
        assertThat(planted.canaryOf("test_f")).isEmpty();
        assertThat(planted.said("line 7: AssertionError: ")).isEqualTo("line 7: AssertionError: ");
    }
}
