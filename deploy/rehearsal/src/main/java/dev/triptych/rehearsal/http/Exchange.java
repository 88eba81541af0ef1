package dev.triptych.rehearsal.http;

import dev.triptych.rehearsal.log.CallLog;
import dev.triptych.rehearsal.log.Scenario;
import dev.triptych.rehearsal.reply.Reply;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call that holds a slot, from its start to the last byte, on the event loop of its connection. It waits by timers for
 * moments that are counted from its start, so that one late timer delays none behind it; all that goes out is made
 * before the waiting begins.
 */
final class Exchange {
    private static final Duration BREAK_OFF_DELAY = Duration.ofMillis(1);

    private final OpenAiRoutes.Parts parts;
    private final Profile profile;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Asked asked;
    private final Behaviour.Plan plan;
    private final Instant startedAt;
    private final List<Reply> replies;
    private final List<CallLog.Sent> sent;
    private Slots.@Nullable Place place;
    private long timer = -1;
    private boolean over;

    Exchange(OpenAiRoutes.Parts parts, Profile profile, HttpServerRequest request, Asked asked, Behaviour.Plan plan) {
        this.parts = parts;
        this.profile = profile;
        this.request = request;
        this.response = request.response();
        this.asked = asked;
        this.plan = plan;
        this.startedAt = parts.clock().instant();
        this.replies = profile.behaviour().replies(asked, plan.fault());
        this.sent = sent(replies);
    }

    /** What the log keeps of replies; an empty content says nothing about its reply. */
    private static List<CallLog.Sent> sent(List<Reply> replies) {
        return replies.stream()
                .filter(reply -> !reply.content().isEmpty())
                .map(reply -> new CallLog.Sent(Asked.sha256(reply.content()), reply.truth(), reply.recognised()))
                .toList();
    }

    /** Begins to answer; the place is left when the call ends, however it ends. */
    void begin(Slots.Place place) {
        this.place = place;
        sent.forEach(parts.log()::say);
        if (asked.stream()) {
            beginStream();
        } else {
            beginWhole();
        }
    }

    /** The client went away. */
    void clientGone() {
        if (!over) {
            cut();
            end();
        }
    }

    private void beginWhole() {
        String body = plan.fault() == Fault.EMPTY_CHOICES
                ? parts.wire().withoutChoices(asked, startedAt)
                : parts.wire().whole(asked, replies, usage(), startedAt);
        String half = body.substring(0, body.length() / 2);
        response.putHeader("Content-Type", "application/json");
        at(plan.latency(), () -> {
            switch (plan.fault()) {
                case RESET, HALF_CLOSE, STALL -> {
                    response.putHeader("Content-Length", Integer.toString(2 * body.length()));
                    response.write(half).onFailure(gone -> clientGone());
                    breakOff();
                }
                case MALFORMED, UNFINISHED -> endNotFull(half);
                case EMPTY_CHOICES -> endNotFull(body);
                default -> endFull(body);
            }
        });
    }

    private void beginStream() {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-cache");
        Wire wire = parts.wire();
        List<String> frames = wire.frames(asked, replies, profile.config().streamPieces(), usage(), startedAt);
        List<String> half = frames.subList(0, frames.size() / 2);
        switch (plan.fault()) {
            case RESET, HALF_CLOSE, STALL -> pace(half, 0, this::breakOff);
            case UNFINISHED -> pace(half, 0, () -> endNotFull(""));
            case MALFORMED ->
                pace(half, 0, () -> endNotFull(wire.sse("{\"id\": \"chatcmpl-\", \"choices\": [{") + wire.done()));
            case EMPTY_CHOICES -> {
                String event = wire.sse(wire.withoutChoices(asked, startedAt));
                pace(List.of(), 0, () -> endNotFull(event + wire.done()));
            }
            default -> pace(frames.subList(0, frames.size() - 1), 0, () -> endFull(frames.getLast()));
        }
    }

    private boolean usage() {
        return plan.fault() != Fault.USAGE_MISSING;
    }

    /** Writes the frames evenly over the latency, and goes on at its end. */
    private void pace(List<String> frames, int next, Runnable then) {
        Duration due = plan.latency().multipliedBy(next + 1L).dividedBy(frames.size() + 1L);
        at(due, () -> {
            if (next == frames.size()) {
                then.run();
                return;
            }
            response.write(frames.get(next)).onFailure(gone -> clientGone());
            pace(frames, next + 1, then);
        });
    }

    private void endFull(String rest) {
        CallLog.Held held = held();
        Scenario.Call call = asked.call(Scenario.Ending.FULL, startedAt, held.endedAt(), plan.latency());
        parts.log().full(held, sent);
        parts.scenario().add(call);
        over = true;
        leave();
        response.end(rest).onComplete(written -> {
            if (written.failed()) {
                parts.log().notFull(held);
                parts.scenario().takeBack(call);
            }
            end();
        });
    }

    private void endNotFull(String rest) {
        cut();
        over = true;
        leave();
        response.end(rest).onComplete(written -> end());
    }

    /** The connection ends in the middle of the reply, now or after a long silence. */
    private void breakOff() {
        Duration patience = plan.fault() == Fault.RESET
                ? BREAK_OFF_DELAY
                : profile.config().faults().stallFor();
        if (plan.fault() == Fault.HALF_CLOSE) {
            Connections.endSending(request);
        }
        at(plan.latency().plus(patience), () -> {
            clientGone();
            Connections.reset(request);
        });
    }

    private void cut() {
        CallLog.Held held = held();
        parts.log().cut(held);
        parts.scenario().add(asked.call(Scenario.Ending.CUT, startedAt, held.endedAt(), plan.latency()));
    }

    /** Timers count in milliseconds: rounding to the nearest keeps the sum of many calls true. */
    private void at(Duration sinceStart, Runnable step) {
        Instant aim = startedAt.plus(sinceStart).minus(parts.punctuality().lead());
        long left = Math.round(Duration.between(parts.clock().instant(), aim).toNanos() / 1e6);
        timer = parts.vertx().setTimer(Math.max(1, left), fired -> {
            if (!over) {
                if (left > 0) {
                    parts.punctuality().came(Duration.between(aim, parts.clock().instant()));
                }
                step.run();
            }
        });
    }

    private void end() {
        over = true;
        parts.vertx().cancelTimer(timer);
        leave();
    }

    /** Before the last bytes are sent, as engines do: who has read them may ask again at once and finds the slot free. */
    private void leave() {
        if (place != null) {
            place.leave();
        }
    }

    private CallLog.Held held() {
        return new CallLog.Held(asked.key(), startedAt, parts.clock().instant());
    }
}
