package dev.triptych.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.system.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another team triggers a run by a record and follows it by events. */
@ExtendWith(Stack.Shared.class)
class KafkaST {
    private static final Duration RUN_MAX = Duration.ofMinutes(3);
    private static final String BODY = "{\"recipe\":\"kodcode\",\"target\":1,\"seed\":31}";

    @Test
    void aRecordStartsOneRunAndItsEventsTellTheOutcomes(Stack stack) {
        String broker = broker(stack);
        send(broker, "team-b-1", BODY);
        send(broker, "team-b-1", BODY);
        send(broker, "team-b-1", BODY.replace("1", "2"));

        List<String> rejected = new ArrayList<>();
        List<ConsumerRecord<String, String>> events = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(broker)) {
            consumer.subscribe(List.of("triptych.run-events", "triptych.run-requests.rejected"));
            await().atMost(RUN_MAX).ignoreExceptions().until(() -> {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> {
                    if (record.topic().endsWith(".rejected")) {
                        rejected.add(asText(record));
                    } else {
                        events.add(record);
                    }
                });
                return rejected.stream().anyMatch(text -> text.contains("CONFLICT"))
                        && events.stream().anyMatch(event -> closes(stack, event));
            });
        }
        String run = events.stream()
                .filter(event -> closes(stack, event))
                .findFirst()
                .orElseThrow()
                .key();
        Stack.assertAddsUp(stack.ledger(run));
        assertThat(stack.ledger(run).path("accepted").asInt()).isEqualTo(1);
    }

    private static String broker(Stack stack) {
        for (JsonNode service : stack.status().path("services")) {
            if (service.path("name").asText().equals("kafka")) {
                return service.path("url").asText().replaceFirst("^\\w+://", "");
            }
        }
        throw new AssertionError("no kafka among the services: " + stack.status());
    }

    /** Whether the event is the last of a completed run with our target. */
    private static boolean closes(Stack stack, ConsumerRecord<String, String> event) {
        return event.value().contains("COMPLETED")
                && stack.show(event.key()).path("target").asInt() == 1;
    }

    private static String asText(ConsumerRecord<String, String> record) {
        StringBuilder text = new StringBuilder(String.valueOf(record.value()));
        record.headers().forEach(header -> text.append(' ').append(new String(header.value(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    private static void send(String broker, String key, String body) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker), new StringSerializer(), new StringSerializer())) {
            var unused = producer.send(new ProducerRecord<>("triptych.run-requests", key, body));
            producer.flush();
        }
    }

    private static KafkaConsumer<String, String> consumer(String broker) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker, "group.id", "system-test", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
