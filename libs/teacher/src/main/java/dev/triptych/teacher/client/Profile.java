package dev.triptych.teacher.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** A teacher by name, with the places for its open calls. */
public final class Profile {
    private static final long TOKENS_PER_PRICE = 1_000_000;

    private final String name;
    private final TeachersConfig.ProfileConfig config;
    private final Semaphore places;

    /** @throws IllegalArgumentException naming the property that is out of range */
    public Profile(String name, TeachersConfig.ProfileConfig config) {
        if (config.concurrency() < 1) {
            throw new IllegalArgumentException(
                    "triptych.teachers." + name + ".concurrency: must be at least 1, was " + config.concurrency());
        }
        if (config.promptPriceMicroUsd() < 0 || config.completionPriceMicroUsd() < 0) {
            throw new IllegalArgumentException("triptych.teachers." + name + ": a price must not be negative");
        }
        this.name = name;
        this.config = config;
        this.places = new Semaphore(config.concurrency(), true);
    }

    public String name() {
        return name;
    }

    public TeachersConfig.ProfileConfig config() {
        return config;
    }

    /** A place for each call that may be open; first come, first served. */
    public Semaphore places() {
        return places;
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
}
