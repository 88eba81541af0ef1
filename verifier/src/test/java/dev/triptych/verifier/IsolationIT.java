package dev.triptych.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class IsolationIT {
    @Test
    void aWeakerLevelIsAcceptedByNameAndShown() {
        try (StartedVerifier weaker = new StartedVerifier(Map.of("triptych.verifier.cgroups", "off"))) {
            assertThat(weaker.verifier().isolation()).contains("limits-per-process");
        }
        try (StartedVerifier full = new StartedVerifier(Map.of())) {
            assertThat(full.verifier().isolation()).contains("full");
        }
    }
}
