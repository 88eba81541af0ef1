package dev.triptych.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.cli.doctor.Requirement.Need;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequirementTest {
    private static Requirement of(Need need, boolean met) {
        return new Requirement("thing", need, "not found", met, List.of("thing"), "apt-get install thing");
    }

    @Test
    void onlyTestsMissWhatOnlyTestsNeed() {
        assertThat(of(Need.TESTS, false).missingFor(false)).isFalse();
        assertThat(of(Need.TESTS, false).missingFor(true)).isTrue();
        assertThat(of(Need.ALWAYS, false).missingFor(false)).isTrue();
        assertThat(of(Need.ALWAYS, true).missingFor(true)).isFalse();
    }
}
