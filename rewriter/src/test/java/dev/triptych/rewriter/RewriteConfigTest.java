package dev.triptych.rewriter;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RewriteConfigTest {
    @Test
    void hasDefaults() {
        RewriteConfig config = config(Map.of());

        assertThat(config.activitiesMax()).isEqualTo(32);
        assertThat(config.maxTokens()).isEqualTo(4096);
        assertThat(config.hiddenCallsShownMax()).isEqualTo(0.2);
    }

    @Test
    void takesEveryProperty() {
        RewriteConfig config = config(Map.of(
                "triptych.rewrite.activities-max", "3",
                "triptych.rewrite.max-tokens", "500",
                "triptych.rewrite.hidden-calls-shown-max", "0.5"));

        assertThat(config.activitiesMax()).isEqualTo(3);
        assertThat(config.maxTokens()).isEqualTo(500);
        assertThat(config.hiddenCallsShownMax()).isEqualTo(0.5);
    }

    private static RewriteConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 300))
                .withMapping(RewriteConfig.class)
                .build()
                .getConfigMapping(RewriteConfig.class);
    }
}
