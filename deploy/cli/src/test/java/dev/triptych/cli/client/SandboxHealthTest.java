package dev.triptych.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.triptych.contracts.json.TriptychJson;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SandboxHealthTest {
    private static Optional<String> failure(String checks) throws JsonProcessingException {
        return SandboxHealth.failure(TriptychJson.mapper().readTree("{\"status\":\"DOWN\",\"checks\":" + checks + "}"));
    }

    @Test
    void onlyTheSandboxMatters() throws JsonProcessingException {
        assertThat(failure("[{\"name\":\"temporal\",\"status\":\"DOWN\"},{\"name\":\"sandbox\",\"status\":\"UP\"}]"))
                .isEmpty();
    }

    @Test
    void theStepThatFailedIsNamed() throws JsonProcessingException {
        assertThat(failure("[{\"name\":\"sandbox\",\"status\":\"DOWN\",\"data\":{\"step\":\"network\"}}]"))
                .contains("network");
        assertThat(failure("[]")).isPresent();
    }
}
