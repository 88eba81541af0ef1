package dev.triptych.rehearsal.http;

import dev.triptych.rehearsal.RehearsalConfig;
import dev.triptych.rehearsal.log.CallLog;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call that holds a slot, from its start to the last byte, on the event loop of its connection; it waits by timers. */
final class Exchange {
    private final Vertx vertx;
    private final Clock clock;
    private final CallLog log;
    private final Wire wire;
    private final RehearsalConfig config;
    private final HttpServerResponse response;
    private final Asked asked;
    private final Behaviour.Plan plan;
    private final Instant startedAt;
    private Slots.@Nullable Place place;
    private long timer = -1;
    private boolean over;

    Exchange(OpenAiRoutes.Parts parts, HttpServerResponse response, Asked asked, Behaviour.Plan plan) {
        this.vertx = parts.vertx();
        this.clock = parts.clock();
        this.log = parts.log();
        this.wire = parts.wire();
        this.config = parts.config();
        this.response = response;
        this.asked = asked;
        this.plan = plan;
        this.startedAt = parts.clock().instant();
    }

    /** Begins to answer; the place is left when the call ends, however it ends. */
    void begin(Slots.Place place) {
        this.place = place;
        if (asked.stream()) {
            beginStream();
        } else {
            after(plan.latency(), this::sendWhole);
        }
    }

    /** The client went away. */
    void clientGone() {
        if (!over) {
            log.cut(held());
            end();
        }
    }

    private void sendWhole() {
        String body = plan.fault() == Fault.EMPTY_CHOICES
                ? wire.withoutChoices(asked, clock.instant())
                : wire.whole(asked, plan.replies(), clock.instant());
        response.putHeader("Content-Type", "application/json");
        switch (plan.fault()) {
            case RESET, STALL -> {
                int bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
                response.putHeader("Content-Length", Integer.toString(bytes));
                breakOff(body.substring(0, body.length() / 2));
            }
            case MALFORMED -> endNotFull(body.substring(0, body.length() / 2));
            case EMPTY_CHOICES -> endNotFull(body);
            case NONE, REFUSE, SERVER_ERROR, TRUNCATED, FILTERED, LOOP -> endFull(body);
        }
    }

    private void beginStream() {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-cache");
        List<String> events = plan.fault() == Fault.EMPTY_CHOICES
                ? List.of(wire.sse(wire.withoutChoices(asked, clock.instant())))
                : wire.events(asked, plan.replies(), config.streamPieces(), clock.instant());
        int half = events.size() / 2;
        switch (plan.fault()) {
            case RESET, STALL -> pace(events.subList(0, half), 0, () -> breakOff(""));
            case MALFORMED -> {
                List<String> broken = new ArrayList<>(events.subList(0, half));
                pace(broken, 0, () -> endNotFull("data: {\"id\": \"chatcmpl-\", \"choices\": [{\n\n" + wire.done()));
            }
            case EMPTY_CHOICES -> pace(events, 0, () -> endNotFull(wire.done()));
            case NONE, REFUSE, SERVER_ERROR, TRUNCATED, FILTERED, LOOP -> pace(events, 0, () -> endFull(wire.done()));
        }
    }

    /** Writes the events evenly over the latency, then goes on. */
    private void pace(List<String> events, int next, Runnable then) {
        Duration step = plan.latency().dividedBy(events.size() + 1L);
        after(step, () -> {
            if (next == events.size()) {
                then.run();
                return;
            }
            response.write(events.get(next)).onFailure(gone -> clientGone());
            pace(events, next + 1, then);
        });
    }

    private void endFull(String rest) {
        CallLog.Held held = held();
        log.full(held, OpenAiRoutes.sent(plan.replies()));
        over = true;
        response.end(rest).onComplete(sent -> {
            if (sent.failed()) {
                log.notFull(held);
            }
            end();
        });
    }

    private void endNotFull(String rest) {
        log.cut(held());
        over = true;
        response.end(rest).onComplete(sent -> end());
    }

    private void breakOff(String part) {
        if (!part.isEmpty()) {
            response.write(part).onFailure(gone -> clientGone());
        }
        Duration patience = plan.fault() == Fault.STALL ? config.faults().stallFor() : Duration.ofMillis(1);
        after(patience, () -> {
            clientGone();
            response.reset();
        });
    }

    private void after(Duration delay, Runnable step) {
        timer = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> {
            if (!over) {
                step.run();
            }
        });
    }

    private void end() {
        over = true;
        vertx.cancelTimer(timer);
        if (place != null) {
            place.leave();
        }
    }

    private CallLog.Held held() {
        return new CallLog.Held(asked.key(), startedAt, clock.instant());
    }
}
