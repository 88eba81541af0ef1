package dev.triptych.rehearsal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.triptych.rehearsal.log.CallLog;
import dev.triptych.rehearsal.log.Scenario;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The OpenAI protocol: chat completions, completions, models. */
final class OpenAiRoutes {
    /** What an exchange works with. */
    record Parts(Vertx vertx, Clock clock, CallLog log, Scenario scenario, Wire wire, Punctuality punctuality) {}

    private final Parts parts;
    private final ObjectMapper json;
    private final Profiles profiles;

    OpenAiRoutes(Parts parts, ObjectMapper json, Profiles profiles) {
        this.parts = parts;
        this.json = json;
        this.profiles = profiles;
    }

    void into(Router router, BodyHandler body) {
        router.post("/v1/chat/completions").handler(body).handler(context -> ask(context, true));
        router.post("/v1/completions").handler(body).handler(context -> ask(context, false));
        router.get("/v1/models")
                .handler(context -> send(context.response(), 200, parts.wire().models(profiles.models())));
    }

    /** The request's JSON; empty where it is none. */
    static Optional<JsonNode> body(RoutingContext context, ObjectMapper json) {
        Buffer body = context.body().buffer();
        try {
            return body == null ? Optional.empty() : Optional.ofNullable(json.readTree(body.getBytes()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void ask(RoutingContext context, boolean chat) {
        HttpServerResponse response = context.response();
        Optional<JsonNode> body = body(context, json);
        if (body.isEmpty()) {
            send(response, Refusal.invalid("The request is not JSON."));
            return;
        }
        String model = body.get().path("model").asText();
        Optional<Profile> profile = profiles.find(model);
        if (profile.isEmpty()) {
            send(
                    response,
                    Refusal.unknownModel(
                            "The model `" + model + "` does not exist; there is " + profiles.models() + "."));
            return;
        }
        try {
            Asked asked = Asked.read(chat, body.get(), context.request().getHeader("Idempotency-Key"));
            answer(context.request(), profile.get(), asked);
        } catch (IllegalArgumentException e) {
            send(response, Refusal.invalid(String.valueOf(e.getMessage())));
        }
    }

    private void answer(HttpServerRequest request, Profile profile, Asked asked) {
        HttpServerResponse response = request.response();
        Behaviour.Plan plan = profile.behaviour().plan(asked);
        switch (plan.fault()) {
            case REFUSE -> refuse(response, profile, asked);
            case SERVER_ERROR -> fail(response, asked, Refusal.serverError(plan.serverError()));
            case UNAUTHORISED -> fail(response, asked, Refusal.unauthorised());
            case PAYMENT_REQUIRED -> fail(response, asked, Refusal.paymentRequired());
            case FORBIDDEN -> fail(response, asked, Refusal.forbidden());
            case NOT_FOUND ->
                fail(response, asked, Refusal.unknownModel("The model `" + asked.model() + "` is not here any more."));
            case CONTEXT_TOO_LONG -> {
                int tokens = asked.promptTokens() + asked.maxTokens();
                int tokensMax = Math.min(tokens - 1, profile.config().contextTokensMax());
                fail(response, asked, Refusal.contextTooLong(tokensMax, tokens));
            }
            case HANG_UP -> {
                ended(asked, Scenario.Ending.FAILED);
                Connections.reset(request);
            }
            case NONE,
                    RESET,
                    HALF_CLOSE,
                    STALL,
                    MALFORMED,
                    UNFINISHED,
                    EMPTY_CHOICES,
                    TRUNCATED,
                    FILTERED,
                    REFUSAL,
                    LOOP,
                    UNBOUNDED,
                    USAGE_MISSING -> enter(request, profile, asked, plan);
        }
    }

    private void fail(HttpServerResponse response, Asked asked, Refusal refusal) {
        ended(asked, Scenario.Ending.FAILED);
        send(response, refusal);
    }

    /** Waits for a slot where the configuration says so; a slot may become free on another connection's event loop. */
    private void enter(HttpServerRequest request, Profile profile, Asked asked, Behaviour.Plan plan) {
        HttpServerResponse response = request.response();
        Context loop = parts.vertx().getOrCreateContext();
        AtomicReference<Exchange> running = new AtomicReference<>();
        AtomicReference<Slots.Place> place = new AtomicReference<>();
        Runnable start = () -> {
            if (response.closed()) {
                place.get().leave();
                return;
            }
            Exchange exchange = new Exchange(parts, profile, request, asked, plan);
            running.set(exchange);
            exchange.begin(place.get());
        };
        Slots.Place entered = profile.slots()
                .enter(() -> loop.runOnContext(go -> start.run()), () -> refuse(response, profile, asked));
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

    private void refuse(HttpServerResponse response, Profile profile, Asked asked) {
        ended(asked, Scenario.Ending.REFUSED);
        Duration delay = profile.config().faults().retryAfterDelay();
        switch (profile.config().faults().retryAfter()) {
            case SECONDS -> response.putHeader("Retry-After", Long.toString(Math.max(1, delay.toSeconds())));
            case DATE ->
                response.putHeader(
                        "Retry-After",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                parts.clock().instant().plus(delay).atOffset(ZoneOffset.UTC)));
            case MILLISECONDS -> response.putHeader("retry-after-ms", Long.toString(delay.toMillis()));
            case NONE -> {}
        }
        send(response, Refusal.full());
    }

    /** A call that had no slot. */
    private void ended(Asked asked, Scenario.Ending ending) {
        Instant now = parts.clock().instant();
        if (ending == Scenario.Ending.REFUSED) {
            parts.log().refused(asked.key(), now);
        } else {
            parts.log().cut(new CallLog.Held(asked.key(), now, now));
        }
        parts.scenario().add(asked.call(ending, now, now, Duration.ZERO));
    }

    private void send(HttpServerResponse response, Refusal refusal) {
        send(response, refusal.status(), parts.wire().error(refusal));
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
