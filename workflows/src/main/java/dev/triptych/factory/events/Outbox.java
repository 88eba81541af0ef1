package dev.triptych.factory.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.json.TriptychJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Events as rows of the transaction that made them true. An event's number is assigned under its run's row lock, so the
 * numbers of a run have no gaps and their order is the order of commits.
 */
public final class Outbox {
    private Outbox() {}

    /** Adds {@code event} to the transaction of {@code handle}; locks the run's row. */
    public static void append(Handle handle, Event event) {
        append(handle, event.run(), List.of(event));
    }

    /** Adds the events of a run, in their order, to the transaction of {@code handle}; locks the run's row. */
    public static void append(Handle handle, RunId id, List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        UUID run = UUID.fromString(id.value());
        Numbered numbered = handle.createQuery(
                        "update factory.run set event_seq = event_seq + :events where id = :run returning event_seq, tenant")
                .bind("events", events.size())
                .bind("run", run)
                .map((rs, ctx) -> new Numbered(rs.getLong(1), rs.getString(2)))
                .one();
        var rows = handle.prepareBatch("""
                        insert into factory.outbox (event_id, tenant, run_id, seq, type, candidate, outcome, body)
                        values (:eventId, :tenant, :run, :seq, :type, :candidate, :outcome, :body::jsonb)""");
        long seq = numbered.seq() - events.size();
        for (Event event : events) {
            seq++;
            UUID eventId = UUID.nameUUIDFromBytes(("event:" + id + ":" + seq).getBytes(StandardCharsets.UTF_8));
            rows.bind("eventId", eventId)
                    .bind("tenant", numbered.tenant())
                    .bind("run", run)
                    .bind("seq", seq)
                    .bind("type", event.type())
                    .bind("candidate", event.candidate().orElse(null))
                    .bind("outcome", event.outcome().orElse(null))
                    .bind("body", body(event, eventId, seq, numbered.tenant()))
                    .add();
        }
        int[] unused = rows.execute();
    }

    private static String body(Event event, UUID eventId, long seq, String tenant) {
        ObjectNode body = TriptychJson.mapper()
                .createObjectNode()
                .put("eventId", eventId.toString())
                .put("type", event.type())
                .put("run", event.run().value())
                .put("seq", seq)
                .put("tenant", tenant)
                .put("at", Instant.now().toString());
        body.setAll(event.facts());
        return body.toString();
    }

    private record Numbered(long seq, String tenant) {}

    /**
     * Something that became true of a run.
     *
     * @param type {@code run.opened}, {@code run.status}, {@code run.closed} or {@code candidate.settled}
     * @param candidate number of the candidate that was settled
     * @param outcome its outcome in one word
     * @param facts further fields of the event
     */
    public record Event(
            RunId run, String type, Optional<Integer> candidate, Optional<String> outcome, ObjectNode facts) {
        /** An event about the run as a whole. */
        public static Event ofRun(RunId run, String type, ObjectNode facts) {
            return new Event(run, type, Optional.empty(), Optional.empty(), facts);
        }

        /** A candidate's outcome. */
        public static Event settled(RunId run, int candidate, String outcome, JsonNode details) {
            ObjectNode facts = TriptychJson.mapper().createObjectNode().put("candidate", run + "/" + candidate);
            facts.set("outcome", details);
            return new Event(run, "candidate.settled", Optional.of(candidate), Optional.of(outcome), facts);
        }
    }
}
