package dev.triptych.teacher.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The teachers that can be asked, by name: {@code triptych.teachers.<name>.…}. */
@ConfigMapping(prefix = "triptych.teachers")
public interface TeachersConfig {
    /** The profiles by name. None by default. */
    @WithParentName
    Map<String, ProfileConfig> profiles();

    /** One teacher. */
    interface ProfileConfig {
        /** Where its API begins, without the endpoint's name, for example {@code http://127.0.0.1:8000/v1}. */
        URI baseUrl();

        /** The model's name as the server knows it. */
        String model();

        /** File with the bearer token, read at each call so that it can be replaced. Absent: no token is sent. */
        Optional<Path> keyFile();

        /** How many calls this process ever has open at once, at least 1; below it, the teacher's capacity is found. */
        @WithDefault("512")
        int concurrency();

        /** How many calls this process has open at once before it knows the teacher; not more than {@link #concurrency}. */
        @WithDefault("16")
        int concurrencyStart();

        /**
         * How many calls are begun in a minute, at least 1. Each of the processes that ask the teacher begins an equal part
         * of them; one that has just begun to ask is counted within some four seconds. Absent: as many as the teacher takes.
         */
        OptionalInt requestsPerMinute();

        /** How many prompt and completion tokens are used in a minute, divided likewise, at least 1. Absent: without limit. */
        OptionalLong tokensPerMinute();

        /** The profile that is asked while this one cannot be reached, or does not serve us. Absent: nobody else is. */
        Optional<String> fallback();

        /** Whether replies are streamed, so that a stall is seen early. Turn off only where the server cannot. */
        @WithDefault("true")
        boolean streaming();

        /** How long a connection may take to open. */
        @WithDefault("PT5S")
        Duration connectTimeout();

        /** How long no byte may come before the call is given up; without streaming, the whole reply's time. */
        @WithDefault("PT2M")
        Duration idleTimeout();

        /** How long a call may take altogether. */
        @WithDefault("PT20M")
        Duration timeMax();

        /** Price of a million prompt tokens, in micro-dollars. */
        @WithDefault("0")
        long promptPriceMicroUsd();

        /** Price of a million prompt tokens that the teacher had cached, in micro-dollars. Absent: as the others. */
        OptionalLong cachedPromptPriceMicroUsd();

        /** Price of a million completion tokens, in micro-dollars. */
        @WithDefault("0")
        long completionPriceMicroUsd();

        /** Whether this is a stand-in: everything it makes is labelled so. */
        @WithDefault("false")
        boolean simulated();

        /** Where the stand-in tells the truth about its replies. Read by the ledger only. */
        Optional<URI> truthUrl();
    }
}
