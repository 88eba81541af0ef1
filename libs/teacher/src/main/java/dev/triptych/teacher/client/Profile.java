package dev.triptych.teacher.client;

import dev.triptych.teacher.limit.Bounds;
import dev.triptych.teacher.limit.Limiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A teacher by name, with the places for its open calls. */
public final class Profile {
    private static final long TOKENS_PER_PRICE = 1_000_000;

    private final String name;
    private final TeachersConfig.ProfileConfig config;
    private final Limiter limiter;

    /** @throws IllegalArgumentException naming the property that is out of range */
    public Profile(String name, TeachersConfig.ProfileConfig config) {
        atLeastOne(name, "concurrency", config.concurrency());
        atLeastOne(name, "concurrency-start", config.concurrencyStart());
        atLeastOne(name, "requests-per-minute", config.requestsPerMinute().orElse(1));
        atLeastOne(name, "tokens-per-minute", config.tokensPerMinute().orElse(1));
        if (config.promptPriceMicroUsd() < 0 || config.completionPriceMicroUsd() < 0) {
            throw new IllegalArgumentException("triptych.teachers." + name + ": a price must not be negative");
        }
        this.name = name;
        this.config = config;
        this.limiter = new Limiter(new Bounds(
                Math.min(config.concurrencyStart(), config.concurrency()),
                config.concurrency(),
                config.requestsPerMinute(),
                config.tokensPerMinute()));
    }

    public String name() {
        return name;
    }

    public TeachersConfig.ProfileConfig config() {
        return config;
    }

    /** The places for its open calls. */
    public Limiter limiter() {
        return limiter;
    }

    /** What {@code usage} costs in micro-dollars, rounded up. */
    public long costMicroUsd(Usage usage) {
        long price = Math.addExact(
                Math.multiplyExact(usage.promptTokens(), config.promptPriceMicroUsd()),
                Math.multiplyExact(usage.completionTokens(), config.completionPriceMicroUsd()));
        return Math.ceilDiv(price, TOKENS_PER_PRICE);
    }

    /** The bearer token, if the profile has one. */
    Optional<String> key() throws IOException {
        Optional<Path> file = config.keyFile();
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.readString(file.get()).strip());
    }

    private static void atLeastOne(String name, String property, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "triptych.teachers." + name + "." + property + ": must be at least 1, was " + value);
        }
    }
}
