package dev.triptych.factory.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.requests.RunRequests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Starts the runs that records ask for. A record's offset is committed after its run was started or its refusal was
 * acknowledged, so a crash repeats a record, and a repeated record is the same run.
 */
public final class RunRequestConsumer {
    private static final Logger LOG = Logger.getLogger(RunRequestConsumer.class);

    /** The longest body that is looked at; a run's input is far shorter. */
    private static final int BODY_CHARS_MAX = 100_000;

    private final Consumer<String, String> consumer;
    private final Producer<String, String> rejections;
    private final String rejectedTopic;
    private final RunRequests requests;

    public RunRequestConsumer(
            Consumer<String, String> consumer,
            Producer<String, String> rejections,
            String rejectedTopic,
            RunRequests requests) {
        this.consumer = consumer;
        this.rejections = rejections;
        this.rejectedTopic = rejectedTopic;
        this.requests = requests;
    }

    /**
     * Takes what has come in.
     *
     * @throws RuntimeException when a run could not be started now; then close this consumer: the next one begins with
     *     that record
     */
    public void poll(Duration atMost) throws InterruptedException {
        var records = consumer.poll(atMost);
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<String, String> record : records.records(partition)) {
                take(record);
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
            }
        }
    }

    private void take(ConsumerRecord<String, String> record) throws InterruptedException {
        Optional<Refused> refused = start(record);
        if (refused.isPresent()) {
            reject(record, refused.get());
        }
    }

    private Optional<Refused> start(ConsumerRecord<String, String> record) {
        if (record.key() == null || record.key().isBlank()) {
            return Optional.of(new Refused(
                    ErrorCode.MISSING_KEY, List.of("key: is missing; it is the request's idempotency key")));
        }
        String body = record.value() == null ? "" : record.value();
        if (body.length() > BODY_CHARS_MAX) {
            return Optional.of(new Refused(
                    ErrorCode.INVALID_INPUT, List.of("body: must have at most " + BODY_CHARS_MAX + " characters")));
        }
        JsonNode json;
        try {
            json = TriptychJson.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            return Optional.of(new Refused(ErrorCode.INVALID_INPUT, List.of("body: is not JSON")));
        }
        return switch (requests.start(json, record.key(), RunRequests.Source.KAFKA)) {
            case RunRequests.Started started -> {
                LOG.infof("run requested by Kafka run=%s offset=%d", started.run(), record.offset());
                yield Optional.empty();
            }
            case RunRequests.Invalid invalid -> Optional.of(new Refused(ErrorCode.INVALID_INPUT, invalid.problems()));
            case RunRequests.Conflict conflict ->
                Optional.of(new Refused(ErrorCode.CONFLICT, List.of(conflict.message())));
        };
    }

    private void reject(ConsumerRecord<String, String> record, Refused refused) throws InterruptedException {
        ObjectNode body = TriptychJson.mapper()
                .createObjectNode()
                .put("reason", refused.reason().name())
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("key", record.key());
        var problems = body.putArray("problems");
        refused.problems().forEach(problems::add);
        String original = record.value() == null ? "" : record.value();
        body.put("body", original.length() <= BODY_CHARS_MAX ? original : original.substring(0, BODY_CHARS_MAX));
        try {
            rejections
                    .send(new ProducerRecord<>(rejectedTopic, record.key(), body.toString()))
                    .get();
        } catch (ExecutionException e) {
            throw new OutboxPublisher.BrokerSilent(String.valueOf(e.getMessage()), e);
        }
    }

    private record Refused(ErrorCode reason, List<String> problems) {}
}
