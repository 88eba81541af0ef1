package dev.triptych.factory.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.FactoryFixture;
import dev.triptych.factory.requests.RunRequests;
import dev.triptych.factory.temporal.ScriptedExecutions;
import dev.triptych.factory.temporal.TemporalUnavailable;
import dev.triptych.store.roles.Grants;
import dev.triptych.testkit.KafkaServer;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static KafkaServer kafka;
    private static FactoryFixture factory;
    private static KafkaProducer<String, String> producer;

    /** A topic of its own for each test: nobody else's records are in it. */
    private final String topic = "events-" + UUID.randomUUID();

    private final String requestsTopic = "requests-" + UUID.randomUUID();
    private final String rejectedTopic = "rejected-" + UUID.randomUUID();
    private final ScriptedExecutions temporal = new ScriptedExecutions();

    @BeforeAll
    static void open() {
        kafka = KafkaServer.start(directory);
        factory = new FactoryFixture();
        producer = KafkaClients.producer(kafka.bootstrapServers());
    }

    @AfterAll
    static void close() {
        producer.close(Duration.ZERO);
        factory.close();
        kafka.close();
    }

    @BeforeEach
    void topics() throws InterruptedException {
        factory.database.owner().useHandle(handle -> handle.execute("delete from factory.outbox"));
        KafkaClients.createTopics(kafka.bootstrapServers(), List.of(topic, requestsTopic, rejectedTopic), 3);
    }

    @Test
    void creatingTopicsThatExistDoesNothing() throws InterruptedException {
        KafkaClients.createTopics(kafka.bootstrapServers(), List.of(topic), 3);
    }

    @Test
    void publishesTheEventsOfARunInTheirOrderAndMarksThem() {
        RunId run = settledRun();

        int sent = new OutboxPublisher(factory.jdbi, producer, topic).publish();

        assertThat(sent).isEqualTo(10);
        assertThat(unsent()).isZero();
        assertThat(sequences(read(topic, 10), run)).containsExactlyElementsOf(oneTo(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"before-send", "before-mark"})
    void aPublisherKilledBetweenCommitAndMarkLosesNoEvent(String point) throws Exception {
        RunId run = settledRun();
        Process publisher = publisherThatStops(point);
        try (BufferedReader said = publisher.inputReader()) {
            assertThat(said.lines().anyMatch(PausingPublisher.AT_THE_POINT::equals))
                    .isTrue();
        } finally {
            publisher.destroyForcibly().waitFor();
        }

        // The dead process's lock goes with its connection.
        OutboxPublisher successor = new OutboxPublisher(factory.jdbi, producer, topic);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            successor.publish();
            return unsent() == 0;
        });

        int copies = point.equals("before-mark") ? 11 : 10;
        assertThat(sequences(read(topic, copies), run)).containsExactlyElementsOf(oneTo(10));
    }

    @Test
    void whileAnotherReplicaPublishesNothingIsSent() {
        settledRun();
        try (var handle = factory.jdbi.open()) {
            handle.begin();
            handle.createQuery("select 1 from pg_advisory_xact_lock(7271002)")
                    .mapTo(Integer.class)
                    .one();

            assertThat(new OutboxPublisher(factory.jdbi, producer, topic).publish())
                    .isZero();
            handle.rollback();
        }
    }

    @Test
    void eventsWaitForABrokerThatDiedAndComeInTheirOrder() throws Exception {
        KafkaProducer<String, String> first = KafkaClients.producer(kafka.bootstrapServers());
        new OutboxPublisher(factory.jdbi, first, topic).publish();
        RunId run = settledRun();
        kafka.kill();
        assertThatThrownBy(() -> new OutboxPublisher(factory.jdbi, first, topic).publish())
                .isInstanceOf(OutboxPublisher.BrokerSilent.class);
        first.close(Duration.ZERO);
        assertThat(unsent()).isEqualTo(10);
        kafka.startAgain();

        try (KafkaProducer<String, String> second = KafkaClients.producer(kafka.bootstrapServers())) {
            OutboxPublisher publisher = new OutboxPublisher(factory.jdbi, second, topic);
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                publisher.publish();
                return unsent() == 0;
            });
        }

        assertThat(sequences(readAtLeast(topic, 10), run)).containsExactlyElementsOf(oneTo(10));
    }

    @Test
    void startsTheRunOfARecordOnceHoweverOftenItComes() throws Exception {
        ask("key-1", "{\"recipe\":\"kodcode\",\"target\":2}");
        ask("key-1", "{\"recipe\":\"kodcode\",\"target\":2}");

        consume(2);

        assertThat(temporal.known).hasSize(1);
    }

    @Test
    void tellsWhyARecordCannotBeDone() throws Exception {
        ask("key-2", "{\"recipe\":\"kodcode\",\"target\":2}");
        consume(1);
        ask(null, "{\"recipe\":\"kodcode\",\"target\":2}");
        ask("key-2", "{\"recipe\":\"kodcode\",\"target\":3}");
        ask("key-3", "{\"recipe\":\"kodcode\",\"target\":-3}");
        ask("key-4", "not JSON");

        consume(4);

        Map<String, String> told = new LinkedHashMap<>();
        read(rejectedTopic, 4).forEach(record -> {
            JsonNode body = json(record.value());
            told.put(
                    body.path("reason").asText() + " " + record.key(),
                    body.path("problems").path(0).asText());
        });
        assertThat(told)
                .containsOnlyKeys("MISSING_KEY null", "CONFLICT key-2", "INVALID_INPUT key-3", "INVALID_INPUT key-4")
                .containsEntry("INVALID_INPUT key-3", "target: must be ≥ 1, was -3")
                .containsEntry("INVALID_INPUT key-4", "body: is not JSON");
        assertThat(temporal.known).hasSize(1);
    }

    @Test
    void aRecordThatTemporalMissedComesAgain() throws Exception {
        ask("key-5", "{\"recipe\":\"kodcode\",\"target\":2}");
        temporal.away = true;
        assertThatThrownBy(() -> consume(1)).isInstanceOf(TemporalUnavailable.class);
        temporal.away = false;

        consume(1);

        assertThat(temporal.known).hasSize(1);
    }

    private RunId settledRun() {
        RunId run = factory.openRun(9, 9);
        for (int number = 1; number <= 9; number++) {
            factory.ledger.record(factory.accepted(run, number));
        }
        return run;
    }

    private static long unsent() {
        return factory.jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from factory.outbox where sent_at is null")
                        .mapTo(Long.class)
                        .one());
    }

    private Process publisherThatStops(String point) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PausingPublisher.class.getName(),
                        factory.database.url(),
                        Grants.FACTORY,
                        factory.database.password(Grants.FACTORY),
                        kafka.bootstrapServers(),
                        topic,
                        point)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void ask(@Nullable String key, String body) throws Exception {
        // One partition, so that the test knows the order.
        producer.send(new ProducerRecord<>(requestsTopic, 0, key, body)).get();
    }

    /** Takes {@code records} as a replica of the service does, until they are committed. */
    private void consume(int records) throws Exception {
        try (KafkaConsumer<String, String> consumer =
                KafkaClients.consumer(kafka.bootstrapServers(), "group-" + requestsTopic)) {
            consumer.subscribe(List.of(requestsTopic));
            RunRequestConsumer requests = new RunRequestConsumer(
                    consumer, producer, rejectedTopic, new RunRequests(factory.jdbi, temporal, factory.profiles));
            long from = committed(consumer);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (committed(consumer) < from + records) {
                assertThat(System.nanoTime()).as("records are consumed in time").isLessThan(deadline);
                requests.poll(Duration.ofMillis(200));
            }
        }
    }

    private long committed(KafkaConsumer<String, String> consumer) {
        var partition = new org.apache.kafka.common.TopicPartition(requestsTopic, 0);
        var offset = consumer.committed(java.util.Set.of(partition)).get(partition);
        return offset == null ? 0 : offset.offset();
    }

    private static List<ConsumerRecord<String, String>> read(String topic, int count) {
        List<ConsumerRecord<String, String>> records = readAtLeast(topic, count);
        assertThat(records).hasSize(count);
        return records;
    }

    private static List<ConsumerRecord<String, String>> readAtLeast(String topic, int count) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                KafkaClients.consumer(kafka.bootstrapServers(), "reader-" + UUID.randomUUID())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (records.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        assertThat(records).hasSizeGreaterThanOrEqualTo(count);
        return records;
    }

    /** The numbers of the run's events in the order they came, each the first time it came. */
    private static List<Long> sequences(List<ConsumerRecord<String, String>> records, RunId run) {
        Predicate<ConsumerRecord<String, String>> ofRun = record -> run.value().equals(record.key());
        Map<String, Long> byEvent = new LinkedHashMap<>();
        records.stream()
                .filter(ofRun)
                .map(record -> json(record.value()))
                .forEach(event -> byEvent.putIfAbsent(
                        event.path("eventId").asText(), event.path("seq").asLong()));
        return List.copyOf(byEvent.values());
    }

    private static List<Long> oneTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static JsonNode json(String text) {
        try {
            return TriptychJson.mapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
