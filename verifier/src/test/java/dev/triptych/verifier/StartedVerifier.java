package dev.triptych.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.verifier.program.CompileConfig;
import dev.triptych.verifier.sandbox.SandboxConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The verifier as the service has it, without its HTTP. */
public final class StartedVerifier implements AutoCloseable {
    private final SandboxConfig config;
    private final Verifier verifier;

    /** @param properties that differ from the defaults */
    public StartedVerifier(Map<String, String> properties) {
        SmallRyeConfig all = new SmallRyeConfigBuilder()
                .withMapping(SandboxConfig.class)
                .withMapping(CompileConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        this.config = all.getConfigMapping(SandboxConfig.class);
        this.verifier = new Verifier(config, all.getConfigMapping(CompileConfig.class));
        verifier.start();
        assertThat(verifier.failure()).isEmpty();
    }

    public Verifier verifier() {
        return verifier;
    }

    public SandboxConfig config() {
        return config;
    }

    @Override
    public void close() {
        verifier.stop();
    }
}
