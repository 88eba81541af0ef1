package dev.triptych.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemporalConfigTest {
    @Test
    void hasDefaultsForOneMachine() {
        TemporalConfig config = config(Map.of());
        assertThat(config.target()).isEqualTo("127.0.0.1:7233");
        assertThat(config.namespace()).isEqualTo("default");
        assertThat(config.workflowTasksMax()).isEqualTo(16);
        assertThat(config.cachedWorkflowsMax()).isEqualTo(400);
        assertThat(config.deadlockTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void readsEveryProperty() {
        TemporalConfig config = config(Map.of(
                "triptych.temporal.target", "temporal:7000",
                "triptych.temporal.namespace", "factory",
                "triptych.temporal.workflow-tasks-max", "3",
                "triptych.temporal.cached-workflows-max", "5",
                "triptych.temporal.deadlock-timeout", "PT1M",
                "triptych.temporal.drain-timeout", "PT2S"));
        assertThat(config.target()).isEqualTo("temporal:7000");
        assertThat(config.namespace()).isEqualTo("factory");
        assertThat(config.workflowTasksMax()).isEqualTo(3);
        assertThat(config.cachedWorkflowsMax()).isEqualTo(5);
        assertThat(config.deadlockTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void refusesAPropertyItDoesNotKnow() {
        assertThatThrownBy(() -> config(Map.of("triptych.temporal.tarjet", "x")))
                .hasMessageContaining("triptych.temporal.tarjet");
    }

    static TemporalConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(TemporalConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(TemporalConfig.class);
    }
}
