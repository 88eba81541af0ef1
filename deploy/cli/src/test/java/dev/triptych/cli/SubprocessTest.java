package dev.triptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SubprocessTest {
    @Test
    @Timeout(30)
    void doesNotWaitForWhatACommandLeavesBehindWhenItTakesTooLong() throws Exception {
        Subprocess.Result result =
                Subprocess.run(Duration.ofSeconds(1), List.of("sh", "-c", "echo begun; sleep 300 & sleep 300"));

        assertThat(result.exit()).isEqualTo(-1);
        assertThat(result.output()).isEqualTo("begun\n");
    }
}
