package dev.triptych.factory.events;

import dev.triptych.factory.singleflight.Singleflight;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Sends what the outbox holds, in the order of each run, at least once. A row is marked after the broker has it on all
 * its replicas; whoever dies between the two leaves an event that is sent again with the same {@code eventId}.
 */
public final class OutboxPublisher {
    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);

    /** Events that are on their way at once. */
    static final int BATCH = 500;

    /** After this long without the broker's answer the lock is let go; what was sent stays unmarked. */
    private static final long ACKNOWLEDGED_SECONDS_MAX = 10;

    private final Jdbi jdbi;
    private final Singleflight singleflight;
    private final Producer<String, String> producer;
    private final String topic;

    /** @param producer idempotent and with {@code acks=all}; otherwise neither order nor delivery is promised */
    public OutboxPublisher(Jdbi jdbi, Producer<String, String> producer, String topic) {
        this.jdbi = jdbi;
        this.singleflight = new Singleflight(jdbi, Singleflight.Task.OUTBOX_PUBLISHER);
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Sends at most {@value #BATCH} events, unless another replica is sending.
     *
     * @return how many were sent and marked
     * @throws BrokerSilent when the broker did not take them all; then close this producer, and send the rest by another
     */
    public int publish() {
        int[] sent = {0};
        singleflight.ifAlone(() -> sent[0] = sendUnsent());
        return sent[0];
    }

    private int sendUnsent() {
        List<Row> rows = unsent();
        List<UUID> acknowledged = new ArrayList<>();
        try {
            send(rows, acknowledged);
        } finally {
            mark(acknowledged);
        }
        return acknowledged.size();
    }

    private List<Row> unsent() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select event_id, run_id, body from factory.outbox where sent_at is null
                        order by run_id, seq limit :limit""")
                .bind("limit", BATCH)
                .map((rs, ctx) -> new Row(rs.getObject(1, UUID.class), rs.getString(2), rs.getString(3)))
                .list());
    }

    /** Stops at the first event that is not taken: a later one of the same run must not overtake it. */
    private void send(List<Row> rows, List<UUID> acknowledged) {
        List<Future<RecordMetadata>> onTheirWay = new ArrayList<>();
        try {
            for (Row row : rows) {
                onTheirWay.add(producer.send(new ProducerRecord<>(topic, row.run(), row.body())));
            }
            for (int i = 0; i < rows.size(); i++) {
                onTheirWay.get(i).get(ACKNOWLEDGED_SECONDS_MAX, TimeUnit.SECONDS);
                acknowledged.add(rows.get(i).eventId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerSilent("interrupted", e);
        } catch (ExecutionException | TimeoutException | org.apache.kafka.common.KafkaException e) {
            LOG.debugf("events not taken sent=%d of=%d", acknowledged.size(), rows.size());
            throw new BrokerSilent(String.valueOf(e.getMessage()), e);
        }
    }

    private void mark(List<UUID> sent) {
        if (!sent.isEmpty()) {
            jdbi.useHandle(handle -> handle.createUpdate(
                            "update factory.outbox set sent_at = now() where event_id = any(:sent)")
                    .bindArray("sent", UUID.class, sent)
                    .execute());
        }
    }

    private record Row(UUID eventId, String run, String body) {}

    /** The broker did not take an event. */
    public static final class BrokerSilent extends RuntimeException {
        BrokerSilent(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
