package dev.triptych.teacher.journal;

import dev.triptych.teacher.client.TeachersConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A profile that is only an address and prices.
 *
 * @param standIn its fallback; empty for none
 * @param concurrency from the start
 */
record ProfileValues(URI baseUrl, String standIn, int concurrency) implements TeachersConfig.ProfileConfig {
    ProfileValues(URI baseUrl, String standIn) {
        this(baseUrl, standIn, 64);
    }

    @Override
    public String model() {
        return "model-of-the-test";
    }

    @Override
    public Optional<Path> keyFile() {
        return Optional.empty();
    }

    @Override
    public int concurrencyStart() {
        return concurrency;
    }

    @Override
    public OptionalInt requestsPerMinute() {
        return OptionalInt.empty();
    }

    @Override
    public OptionalLong tokensPerMinute() {
        return OptionalLong.empty();
    }

    @Override
    public Optional<String> fallback() {
        return Optional.of(standIn).filter(name -> !name.isEmpty());
    }

    @Override
    public boolean streaming() {
        return true;
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration idleTimeout() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Duration timeMax() {
        return Duration.ofMinutes(5);
    }

    @Override
    public long promptPriceMicroUsd() {
        return 3_000_000;
    }

    @Override
    public OptionalLong cachedPromptPriceMicroUsd() {
        return OptionalLong.empty();
    }

    @Override
    public long completionPriceMicroUsd() {
        return 5_000_001;
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public Optional<URI> truthUrl() {
        return Optional.empty();
    }
}
