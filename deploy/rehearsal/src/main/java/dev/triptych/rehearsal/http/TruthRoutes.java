package dev.triptych.rehearsal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.rehearsal.log.CallLog;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;
import java.util.function.ToIntFunction;

/** What only a stand-in can tell: the truth about its replies, who was answered, and its sums. */
final class TruthRoutes {
    private final CallLog log;
    private final Profiles profiles;
    private final ObjectMapper json;

    TruthRoutes(CallLog log, Profiles profiles, ObjectMapper json) {
        this.log = log;
        this.profiles = profiles;
        this.json = json;
    }

    void into(Router router, BodyHandler body) {
        router.post("/rehearsal/truth").handler(body).handler(this::truth);
        router.get("/rehearsal/stats").handler(context -> OpenAiRoutes.send(context.response(), 200, stats()));
        router.get("/rehearsal/answered").handler(this::answered);
    }

    private void truth(RoutingContext context) {
        JsonNode hashes = OpenAiRoutes.body(context, json)
                .map(asked -> asked.path("replies"))
                .orElseGet(json::missingNode);
        if (!hashes.isArray()) {
            OpenAiRoutes.send(
                    context.response(),
                    400,
                    "{\"error\":{\"message\":\"replies: must be a list of SHA-256 in hexadecimal\"}}");
            return;
        }
        ObjectNode answer = json.createObjectNode();
        ObjectNode replies = answer.putObject("replies");
        hashes.forEach(hash ->
                log.truth(hash.asText()).ifPresent(truth -> replies.set(hash.asText(), json.valueToTree(truth))));
        OpenAiRoutes.send(context.response(), 200, answer.toString());
    }

    private void answered(RoutingContext context) {
        String prefix = Objects.requireNonNullElse(context.request().getParam("prefix"), "");
        ObjectNode answer = json.createObjectNode();
        answer.putArray("slots");
        log.answered(prefix).forEach(slot -> answer.withArray("slots")
                .addObject()
                .put("key", slot.key())
                .put("fullReplies", slot.fullReplies())
                .put("firstReplyEndedAt", slot.firstReplyEndedAt().toString()));
        OpenAiRoutes.send(context.response(), 200, answer.toString());
    }

    private String stats() {
        CallLog.Sums sums = log.sums();
        ObjectNode stats = json.createObjectNode()
                .put("simulated", true)
                .put("slots", sum(Slots::capacity))
                .put("busy", sum(Slots::busy))
                .put("calls", sums.calls())
                .put("completed", sums.completed())
                .put("unrecognised", sums.unrecognised())
                .put("refused429", sums.refused429())
                .put("busySlotSeconds", sums.busySlotSeconds());
        stats.put(
                "firstCallAt",
                sums.firstCallAt() == null ? null : sums.firstCallAt().toString());
        stats.put(
                "lastReplyAt",
                sums.lastReplyAt() == null ? null : sums.lastReplyAt().toString());
        return stats.toString();
    }

    private int sum(ToIntFunction<Slots> part) {
        return profiles.all().stream().map(Profile::slots).mapToInt(part).sum();
    }
}
