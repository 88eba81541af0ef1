package dev.triptych.factory.teachers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The same profiles that the services which ask teachers are given; read here for names and truth. */
@ConfigMapping(prefix = "triptych.teachers")
public interface TeachersConfig {
    /** Profiles by the name that runs use for them. */
    @WithParentName
    Map<String, Profile> profiles();

    /** One teacher. */
    interface Profile {
        /** Address of its OpenAI-compatible API, with {@code /v1}. */
        String baseUrl();

        /** Model it is asked for. */
        String model();

        /** File with its key; not read by this service. */
        Optional<String> keyFile();

        /** Calls that each process has open at once at most; not used by this service. */
        Optional<Integer> concurrency();

        /** Calls that each process has open at once at first; not used by this service. */
        Optional<Integer> concurrencyStart();

        /** Calls that each process begins in a minute; not used by this service. */
        Optional<Integer> requestsPerMinute();

        /** Tokens that each process uses in a minute; not used by this service. */
        Optional<Long> tokensPerMinute();

        /** The profile that is asked while this one is away. The journal says who answered. */
        Optional<String> fallback();

        /** Whether replies are streamed; not used by this service. */
        @WithDefault("true")
        boolean streaming();

        /** How long a connection may take to open; not used by this service. */
        Optional<Duration> connectTimeout();

        /** How long no byte may come; not used by this service. */
        Optional<Duration> idleTimeout();

        /** How long a call may take; not used by this service. */
        Optional<Duration> timeMax();

        /** Price of a million prompt tokens in micro-dollars; not used by this service, the journal has the costs. */
        Optional<Long> promptPriceMicroUsd();

        /** Price of a million cached prompt tokens in micro-dollars; not used by this service. */
        Optional<Long> cachedPromptPriceMicroUsd();

        /** Price of a million completion tokens in micro-dollars; not used by this service. */
        Optional<Long> completionPriceMicroUsd();

        /** Whether its answers are made up for rehearsal; everything it makes is labelled so. */
        @WithDefault("false")
        boolean simulated();

        /** Where a rehearsal teacher tells what it really answered; absent for a real teacher. */
        Optional<String> truthUrl();
    }
}
