package dev.triptych.teacher.client;

import dev.triptych.teacher.limit.Bounds;
import dev.triptych.teacher.limit.Limiter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A teacher by name, with the places for its open calls. */
public final class Profile {
    private static final long TOKENS_PER_PRICE = 1_000_000;

    /** The three parts of a price have a sum. */
    private static final long PART_MAX = Long.MAX_VALUE / 4;

    private final String name;
    private final TeachersConfig.ProfileConfig config;
    private final Limiter limiter;
    private final Away away = new Away();
    private final TeacherMeters meters;

    /**
     * Told of in the process's metrics.
     *
     * @throws IllegalArgumentException naming the property that is out of range
     */
    public Profile(String name, TeachersConfig.ProfileConfig config) {
        this(name, config, Metrics.globalRegistry);
    }

    Profile(String name, TeachersConfig.ProfileConfig config, MeterRegistry metrics) {
        atLeastOne(name, "concurrency", config.concurrency());
        atLeastOne(name, "concurrency-start", config.concurrencyStart());
        atLeastOne(name, "requests-per-minute", config.requestsPerMinute().orElse(1));
        atLeastOne(name, "tokens-per-minute", config.tokensPerMinute().orElse(1));
        long cachedPrice = cachedPrice(config);
        if (config.promptPriceMicroUsd() < 0 || cachedPrice < 0 || config.completionPriceMicroUsd() < 0) {
            throw new IllegalArgumentException("triptych.teachers." + name + ": a price must not be negative");
        }
        if (cachedPrice > config.promptPriceMicroUsd()) {
            throw new IllegalArgumentException("triptych.teachers." + name
                    + ".cached-prompt-price-micro-usd: must not be above prompt-price-micro-usd, was " + cachedPrice);
        }
        this.name = name;
        this.config = config;
        this.limiter = new Limiter(new Bounds(
                Math.min(config.concurrencyStart(), config.concurrency()),
                config.concurrency(),
                config.requestsPerMinute(),
                config.tokensPerMinute()));
        this.meters = new TeacherMeters(metrics, name, limiter);
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

    /** Whether it does not answer, or will not; false also for the one call that is to find out whether it is back. */
    boolean isAway() {
        return away.isAway(System.nanoTime());
    }

    /** As {@link #isAway}, but never the one call. */
    boolean seemsAway() {
        return away.seemsAway();
    }

    /**
     * What it said a moment ago, where only somebody's action can change it: those that waited for their places meanwhile
     * need not ask, too.
     */
    public Optional<CallResult.Failed> standingRefusal() {
        return away.standing(System.nanoTime());
    }

    /**
     * Takes note of how a call ended.
     *
     * @param waited for its place
     * @param startedAt when it went out
     * @return the same, or what it means together with the calls before
     */
    CallResult ended(String slot, CallResult result, Usage usage, Duration waited, Instant startedAt, Duration took) {
        Duration untilFirst = result.received()
                .firstTokenAt()
                .map(first -> Duration.between(startedAt, first))
                .filter(duration -> !duration.isNegative())
                .orElse(Duration.ZERO);
        meters.ended(result, usage, costMicroUsd(usage), waited, took, untilFirst);
        return away.ended(slot, result, System.nanoTime());
    }

    /** What {@code usage} costs in micro-dollars, rounded up; some millions of dollars where it would be more. */
    public long costMicroUsd(Usage usage) {
        long fresh = usage.promptTokens() - usage.cachedTokens();
        long price = price(fresh, config.promptPriceMicroUsd())
                + price(usage.cachedTokens(), cachedPrice(config))
                + price(usage.completionTokens(), config.completionPriceMicroUsd());
        return Math.ceilDiv(price, TOKENS_PER_PRICE);
    }

    private static long price(long tokens, long price) {
        return tokens == 0 || price <= PART_MAX / tokens ? tokens * price : PART_MAX;
    }

    private static long cachedPrice(TeachersConfig.ProfileConfig config) {
        return config.cachedPromptPriceMicroUsd().orElse(config.promptPriceMicroUsd());
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
