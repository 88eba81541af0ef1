package dev.triptych.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.cli.bench.Soak.Held;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakTest {
    private static Held held(long serviceMib, long descriptors, long groups) {
        return held(serviceMib, 20, descriptors, groups);
    }

    private static Held held(long serviceMib, long objectsMib, long descriptors, long groups) {
        return new Held(serviceMib, objectsMib, 100, descriptors, groups, 15);
    }

    @Test
    void whatItHeldInTheFirstMinutesIsTheMeasure() {
        List<Held> held = List.of(
                held(200, 220, 18), held(350, 227, 20), held(340, 230, 20), held(400, 240, 24), held(390, 235, 22));

        assertThat(Soak.grown(held)).isEmpty();
    }

    @Test
    void objectsThatStayAreSeenAlthoughTheHeapHasRoomForThem() {
        List<Held> held = List.of(held(600, 20, 220, 18), held(600, 21, 220, 18), held(600, 30, 220, 18));

        assertThat(Soak.grown(held)).containsExactly("grown: objects from 20 to 30");
    }

    @Test
    void eachQuantityThatGrowsIsNamed() {
        List<Held> held = List.of(held(350, 227, 20), held(350, 227, 20), held(500, 400, 90));

        assertThat(Soak.grown(held))
                .containsExactly(
                        "grown: service memory from 350 to 500",
                        "grown: descriptors from 227 to 400",
                        "grown: control groups from 20 to 90");
    }
}
