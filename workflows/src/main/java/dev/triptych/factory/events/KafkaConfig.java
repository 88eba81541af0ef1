package dev.triptych.factory.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Kafka, for those who trigger runs by it or follow what happens to them. */
@ConfigMapping(prefix = "triptych.kafka")
public interface KafkaConfig {
    /** Brokers as {@code host:port,…}; absent: nothing is published or consumed, and events wait in the outbox. */
    Optional<String> bootstrapServers();

    /** Topic of what happened to runs; the key is the run. */
    @WithDefault("triptych.run-events")
    String eventsTopic();

    /** Topic of requests for runs, with the body of the REST API; the key is the idempotency key. */
    @WithDefault("triptych.run-requests")
    String requestsTopic();

    /** Topic of requests that cannot be done, with the reason. */
    @WithDefault("triptych.run-requests.rejected")
    String rejectedTopic();

    /** Consumer group of the requests; replicas share it. */
    @WithDefault("triptych-factory")
    String group();

    /** Partitions of a topic that has to be created. */
    @WithDefault("3")
    int partitions();

    /** Pause between two looks at the outbox when it was empty. */
    @WithDefault("PT0.5S")
    Duration publishEvery();

    /** Pause after a failure, of the broker or of ours. */
    @WithDefault("PT2S")
    Duration retryAfter();
}
