package dev.triptych.factory.teachers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.json.TriptychJson;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    private final Profiles profiles = new Profiles(Map.of(
            "real", profile("real", false, Optional.of("cheap")),
            "cheap", profile("cheap", false, Optional.of("made-up")),
            "made-up", profile("made-up", true, Optional.empty()),
            "alone", profile("alone", false, Optional.of("alone"))));

    /** What it answers in another's place is as made up as all else that it says. */
    @Test
    void aStandInThatIsAskedInAnothersPlaceIsOneToo() {
        assertThat(profiles.anySimulated(input("made-up", "alone"))).isTrue();
        assertThat(profiles.anySimulated(input("real", "alone"))).isTrue();
        assertThat(profiles.anySimulated(input("alone", "real"))).isTrue();
        assertThat(profiles.anySimulated(input("alone", "nobody"))).isFalse();
    }

    private static JsonNode input(String teacher, String testTeacher) {
        return TriptychJson.mapper().createObjectNode().put("teacher", teacher).put("testTeacher", testTeacher);
    }

    private static Profiles.Profile profile(String name, boolean simulated, Optional<String> fallback) {
        return new Profiles.Profile(name, "model-1", simulated, Optional.empty(), fallback);
    }
}
