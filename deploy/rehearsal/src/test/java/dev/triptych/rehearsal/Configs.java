package dev.triptych.rehearsal;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Configurations as the server reads them. */
public final class Configs {
    private Configs() {}

    /** @param namesAndValues by turns, names without the prefix; what is not named has its default */
    public static RehearsalConfig with(String... namesAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            properties.put("triptych.rehearsal." + namesAndValues[at], namesAndValues[at + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(RehearsalConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(RehearsalConfig.class);
    }

    /** All replies of the kinds that no rate names: right, strong, clean. */
    public static RehearsalConfig flawless() {
        return with(
                "rates.abstain",
                "0",
                "rates.unreadable",
                "0",
                "rates.common",
                "0",
                "rates.solution-wrong",
                "0",
                "rates.solution-cheating",
                "0",
                "rates.tests-weak",
                "0",
                "rates.tests-wrong",
                "0",
                "rates.tests-shadowing",
                "0",
                "rates.tests-cheating",
                "0",
                "rates.style-leaky",
                "0",
                "rates.unclosed-thinking",
                "0",
                "rates.generator-same",
                "0",
                "rates.generator-illegal",
                "0",
                "rates.validator-lax",
                "0",
                "rates.validator-strict",
                "0",
                "rates.judgement-wrong",
                "0",
                "latency-mean",
                "PT0.01S");
    }
}
