package dev.triptych.teacher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TeachersConfigTest {
    private static final Map<String, String> LEAST = Map.of(
            "triptych.teachers.local.base-url", "http://127.0.0.1:8000/v1", "triptych.teachers.local.model", "qwen");

    @Test
    void hasNoTeacherByDefault() {
        assertThat(Profiles.config(Map.of()).profiles()).isEmpty();
    }

    @Test
    void fillsInDefaults() {
        TeachersConfig.ProfileConfig profile = Profiles.config(LEAST).profiles().get("local");

        assertThat(profile.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:8000/v1"));
        assertThat(profile.model()).isEqualTo("qwen");
        assertThat(profile.keyFile()).isEmpty();
        assertThat(profile.concurrency()).isEqualTo(512);
        assertThat(profile.concurrencyStart()).isEqualTo(16);
        assertThat(profile.requestsPerMinute()).isEmpty();
        assertThat(profile.tokensPerMinute()).isEmpty();
        assertThat(profile.fallback()).isEmpty();
        assertThat(profile.streaming()).isTrue();
        assertThat(profile.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(profile.idleTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(profile.timeMax()).isEqualTo(Duration.ofMinutes(20));
        assertThat(profile.promptPriceMicroUsd()).isZero();
        assertThat(profile.cachedPromptPriceMicroUsd()).isEmpty();
        assertThat(profile.completionPriceMicroUsd()).isZero();
        assertThat(profile.simulated()).isFalse();
        assertThat(profile.truthUrl()).isEmpty();
    }

    @Test
    void takesEveryProperty() {
        Map<String, String> all = new HashMap<>();
        Map.of("base-url", "https://api.example/v1", "model", "m", "key-file", "/run/key", "concurrency", "3")
                .forEach((name, value) -> all.put("triptych.teachers.far." + name, value));
        Map.of("streaming", "false", "connect-timeout", "PT1S", "idle-timeout", "PT2S", "time-max", "PT3S")
                .forEach((name, value) -> all.put("triptych.teachers.far." + name, value));
        Map.of("prompt-price-micro-usd", "4", "completion-price-micro-usd", "5", "simulated", "true")
                .forEach((name, value) -> all.put("triptych.teachers.far." + name, value));
        Map.of(
                        "cached-prompt-price-micro-usd",
                        "1",
                        "concurrency-start",
                        "2",
                        "requests-per-minute",
                        "600",
                        "tokens-per-minute",
                        "90000")
                .forEach((name, value) -> all.put("triptych.teachers.far." + name, value));
        all.put("triptych.teachers.far.fallback", "near");
        all.put("triptych.teachers.far.truth-url", "http://127.0.0.1:9/rehearsal");

        TeachersConfig.ProfileConfig profile = Profiles.config(all).profiles().get("far");

        assertThat(profile.baseUrl()).isEqualTo(URI.create("https://api.example/v1"));
        assertThat(profile.model()).isEqualTo("m");
        assertThat(profile.keyFile()).hasValue(Path.of("/run/key"));
        assertThat(profile.concurrency()).isEqualTo(3);
        assertThat(profile.concurrencyStart()).isEqualTo(2);
        assertThat(profile.requestsPerMinute()).hasValue(600);
        assertThat(profile.tokensPerMinute()).hasValue(90_000);
        assertThat(profile.fallback()).hasValue("near");
        assertThat(profile.streaming()).isFalse();
        assertThat(profile.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(profile.idleTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(profile.timeMax()).isEqualTo(Duration.ofSeconds(3));
        assertThat(profile.promptPriceMicroUsd()).isEqualTo(4);
        assertThat(profile.cachedPromptPriceMicroUsd()).hasValue(1);
        assertThat(profile.completionPriceMicroUsd()).isEqualTo(5);
        assertThat(profile.simulated()).isTrue();
        assertThat(profile.truthUrl()).hasValue(URI.create("http://127.0.0.1:9/rehearsal"));
    }

    @Test
    void refusesAnUnknownProperty() {
        Map<String, String> properties = new HashMap<>(LEAST);
        properties.put("triptych.teachers.local.concurency", "3");

        assertThatThrownBy(() -> Profiles.config(properties))
                .hasMessageContaining("triptych.teachers.local.concurency");
    }

    @Test
    void namesThePropertyThatIsOutOfRange() {
        URI url = URI.create("http://127.0.0.1:1/v1");

        assertThatThrownBy(() -> Profiles.profile(url, "concurrency", "0"))
                .hasMessage("triptych.teachers.test.concurrency: must be at least 1, was 0");
        assertThatThrownBy(() -> Profiles.profile(url, "cached-prompt-price-micro-usd", "1"))
                .hasMessageContaining("must not be above prompt-price-micro-usd, was 1");
        assertThatThrownBy(() -> Profiles.profile(url, "tokens-per-minute", "0"))
                .hasMessage("triptych.teachers.test.tokens-per-minute: must be at least 1, was 0");
        assertThatThrownBy(() -> Profiles.profile(url, "prompt-price-micro-usd", "-1"))
                .hasMessageContaining("must not be negative");
    }

    @Test
    void roundsCostsUp() {
        Profile profile = Profiles.profile(
                URI.create("http://127.0.0.1:1/v1"),
                "prompt-price-micro-usd",
                "150000",
                "completion-price-micro-usd",
                "600000");

        assertThat(profile.costMicroUsd(new Usage(0, 0, false))).isZero();
        assertThat(profile.costMicroUsd(new Usage(1, 0, false))).isEqualTo(1);
        assertThat(profile.costMicroUsd(new Usage(1_000_000, 2_000_000, false))).isEqualTo(1_350_000);
    }

    @Test
    void noUsageIsTooLargeToHaveAPrice() {
        Profile profile = Profiles.profile(
                URI.create("http://127.0.0.1:1/v1"),
                "prompt-price-micro-usd",
                "3000000",
                "completion-price-micro-usd",
                "" + Long.MAX_VALUE);
        Usage most = new Usage(Long.MAX_VALUE, Long.MAX_VALUE, false);

        assertThat(profile.costMicroUsd(new Usage(Long.MAX_VALUE, 0, false))).isEqualTo(3_000_000_000L);
        assertThat(profile.costMicroUsd(most)).isBetween(1_000_000_000_000L, 10_000_000_000_000L);
        assertThat(most.tokens()).isEqualTo(2 * Usage.TOKENS_MAX);
    }

    @Test
    void chargesCachedTokensAtTheirOwnPrice() {
        URI url = URI.create("http://127.0.0.1:1/v1");
        Usage usage = new Usage(1_000_000, 750_000, 0, false);

        assertThat(Profiles.profile(url, "prompt-price-micro-usd", "400").costMicroUsd(usage))
                .isEqualTo(400);
        assertThat(Profiles.profile(url, "prompt-price-micro-usd", "400", "cached-prompt-price-micro-usd", "40")
                        .costMicroUsd(usage))
                .isEqualTo(130);
    }
}
