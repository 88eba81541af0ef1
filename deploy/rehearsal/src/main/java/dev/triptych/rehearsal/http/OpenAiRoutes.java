package dev.triptych.rehearsal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.triptych.rehearsal.RehearsalConfig;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.log.CallLog;
import dev.triptych.rehearsal.reply.Reply;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The OpenAI protocol: chat completions, completions, models. */
final class OpenAiRoutes {
    /** What an exchange works with. */
    record Parts(Vertx vertx, Clock clock, CallLog log, Wire wire, RehearsalConfig config) {}

    private static final List<Integer> SERVER_ERRORS = List.of(500, 502, 503, 504, 529);

    private final Parts parts;
    private final ObjectMapper json;
    private final Slots slots;
    private final Behaviour behaviour;

    OpenAiRoutes(Parts parts, ObjectMapper json, Slots slots, Behaviour behaviour) {
        this.parts = parts;
        this.json = json;
        this.slots = slots;
        this.behaviour = behaviour;
    }

    void into(Router router, BodyHandler body) {
        router.post("/v1/chat/completions").handler(body).handler(context -> ask(context, true));
        router.post("/v1/completions").handler(body).handler(context -> ask(context, false));
        router.get("/v1/models")
                .handler(context -> send(context.response(), 200, parts.wire().models()));
    }

    /** What the log keeps of replies; an empty content says nothing about its reply. */
    static List<CallLog.Sent> sent(List<Reply> replies) {
        return replies.stream()
                .filter(reply -> !reply.content().isEmpty())
                .map(reply -> new CallLog.Sent(Asked.sha256(reply.content()), reply.truth(), reply.recognised()))
                .toList();
    }

    private void ask(RoutingContext context, boolean chat) {
        HttpServerResponse response = context.response();
        Asked asked;
        try {
            asked = Asked.read(
                    chat,
                    json.readTree(
                            context.body().buffer() == null
                                    ? new byte[0]
                                    : context.body().buffer().getBytes()),
                    context.request().getHeader("Idempotency-Key"),
                    parts.config().model());
        } catch (Asked.UnknownModel e) {
            send(
                    response,
                    404,
                    parts.wire().error("invalid_request_error", "model_not_found", String.valueOf(e.getMessage())));
            return;
        } catch (IllegalArgumentException | JsonProcessingException e) {
            send(
                    response,
                    400,
                    parts.wire().error("invalid_request_error", "invalid_request", String.valueOf(e.getMessage())));
            return;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        answer(response, asked);
    }

    private void answer(HttpServerResponse response, Asked asked) {
        Behaviour.Plan plan = behaviour.plan(asked);
        switch (plan.fault()) {
            case REFUSE -> refuse(response, asked);
            case SERVER_ERROR -> {
                int status = Draw.of("status", asked.identity()).oneOf(SERVER_ERRORS);
                parts.log()
                        .cut(new CallLog.Held(
                                asked.key(),
                                parts.clock().instant(),
                                parts.clock().instant()));
                send(response, status, parts.wire().error("server_error", "simulated", "A simulated failure."));
            }
            case NONE, RESET, STALL, MALFORMED, EMPTY_CHOICES, TRUNCATED, FILTERED, LOOP ->
                enter(response, asked, plan);
        }
    }

    /** Waits for a slot where the configuration says so; a slot may become free on another connection's event loop. */
    private void enter(HttpServerResponse response, Asked asked, Behaviour.Plan plan) {
        Context loop = parts.vertx().getOrCreateContext();
        AtomicReference<Exchange> running = new AtomicReference<>();
        AtomicReference<Slots.Place> place = new AtomicReference<>();
        Slots.Place entered = slots.enter(
                () -> loop.runOnContext(go -> {
                    if (response.closed()) {
                        place.get().leave();
                        return;
                    }
                    sent(plan.replies()).forEach(parts.log()::say);
                    Exchange exchange = new Exchange(parts, response, asked, plan);
                    running.set(exchange);
                    exchange.begin(place.get());
                }),
                () -> refuse(response, asked));
        place.set(entered);
        response.closeHandler(closed -> {
            Exchange exchange = running.get();
            if (exchange == null) {
                entered.leave();
            } else {
                exchange.clientGone();
            }
        });
    }

    private void refuse(HttpServerResponse response, Asked asked) {
        parts.log().refused(asked.key(), parts.clock().instant());
        Duration delay = parts.config().faults().retryAfterDelay();
        switch (parts.config().faults().retryAfter()) {
            case SECONDS -> response.putHeader("Retry-After", Long.toString(Math.max(1, delay.toSeconds())));
            case DATE ->
                response.putHeader(
                        "Retry-After",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                parts.clock().instant().plus(delay).atOffset(ZoneOffset.UTC)));
            case MILLISECONDS -> response.putHeader("retry-after-ms", Long.toString(delay.toMillis()));
            case NONE -> {}
        }
        send(response, 429, parts.wire().error("requests", "rate_limit_exceeded", "All slots are busy."));
    }

    static void send(HttpServerResponse response, int status, String body) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body)
                .onFailure(gone -> {
                    // Nobody is left to be told.
                });
    }
}
