package dev.triptych.teacher.client;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Profiles as configuration makes them. */
final class Profiles {
    private Profiles() {}

    static TeachersConfig config(Map<String, String> properties) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(TeachersConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return config.getConfigMapping(TeachersConfig.class);
    }

    /** @param more properties of the profile without their prefix, as name, value, name, value, … */
    static Profile profile(URI baseUrl, String... more) {
        Map<String, String> properties = new HashMap<>();
        properties.put("triptych.teachers.test.base-url", baseUrl.toString());
        properties.put("triptych.teachers.test.model", "model-of-the-test");
        for (int i = 0; i < more.length; i += 2) {
            properties.put("triptych.teachers.test." + more[i], more[i + 1]);
        }
        return new Profile("test", config(properties).profiles().get("test"));
    }
}
