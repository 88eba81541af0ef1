package dev.triptych.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.cli.doctor.Requirement.Need;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
    @Test
    void takesTheFirstNameOfAProgramThatIsThere() throws Exception {
        Requirement found = Doctor.program("Shell", Need.TESTS, "bash", List.of("no-such-program", "bash"));
        Requirement missing = Doctor.program("Nothing", Need.TESTS, "nothing", List.of("no-such-program", "nor-this"));

        assertThat(found.met()).isTrue();
        assertThat(found.found()).contains("bash");
        assertThat(missing.met()).isFalse();
        assertThat(missing.remedy()).isEqualTo("apt-get install nothing");
    }
}
