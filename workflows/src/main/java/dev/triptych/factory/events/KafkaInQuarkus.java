package dev.triptych.factory.events;

import dev.triptych.factory.requests.RunRequests;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Publishes and consumes while the service runs, if a broker is configured; a broker that is away is waited for. */
@Singleton
class KafkaInQuarkus {
    private static final Logger LOG = Logger.getLogger(KafkaInQuarkus.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(3);

    private final KafkaConfig config;
    private final Jdbi jdbi;
    private final RunRequests requests;
    private final List<Thread> threads = new ArrayList<>();

    @Inject
    KafkaInQuarkus(KafkaConfig config, Jdbi jdbi, RunRequests requests) {
        this.config = config;
        this.jdbi = jdbi;
        this.requests = requests;
    }

    void start(@Observes StartupEvent event) {
        config.bootstrapServers().ifPresent(servers -> {
            threads.add(thread("outbox-publisher", () -> publish(servers)));
            threads.add(thread("run-requests", () -> consume(servers)));
        });
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(STOP_MAX.toMillis());
        }
    }

    private void publish(String servers) throws InterruptedException {
        KafkaClients.createTopics(servers, List.of(config.eventsTopic()), config.partitions());
        KafkaProducer<String, String> producer = KafkaClients.producer(servers);
        try {
            OutboxPublisher publisher = new OutboxPublisher(jdbi, producer, config.eventsTopic());
            while (!Thread.currentThread().isInterrupted()) {
                if (publisher.publish() < OutboxPublisher.BATCH) {
                    Thread.sleep(config.publishEvery().toMillis());
                }
            }
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private void consume(String servers) throws InterruptedException {
        KafkaClients.createTopics(
                servers, List.of(config.requestsTopic(), config.rejectedTopic()), config.partitions());
        KafkaProducer<String, String> rejections = KafkaClients.producer(servers);
        KafkaConsumer<String, String> consumer = KafkaClients.consumer(servers, config.group());
        try {
            consumer.subscribe(List.of(config.requestsTopic()));
            RunRequestConsumer runs = new RunRequestConsumer(consumer, rejections, config.rejectedTopic(), requests);
            while (!Thread.currentThread().isInterrupted()) {
                runs.poll(Duration.ofSeconds(1));
            }
        } finally {
            // The thread may be interrupted already, and closing must still leave the group.
            boolean interrupted = Thread.interrupted();
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(STOP_MAX));
            rejections.close(Duration.ZERO);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Repeats {@code work} from its beginning, with fresh clients, whenever it fails. */
    private Thread thread(String name, Work work) {
        return Thread.ofPlatform().daemon().name(name).start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    work.run();
                } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
                    return;
                } catch (RuntimeException e) {
                    LOG.warnf("kafka work is tried again work=%s error=%s", name, e.getMessage());
                    try {
                        Thread.sleep(config.retryAfter().toMillis());
                    } catch (InterruptedException stop) {
                        return;
                    }
                }
            }
        });
    }

    private interface Work {
        void run() throws InterruptedException;
    }
}
