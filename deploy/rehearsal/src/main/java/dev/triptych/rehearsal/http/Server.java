package dev.triptych.rehearsal.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.triptych.rehearsal.RehearsalConfig;
import dev.triptych.rehearsal.bank.Bank;
import dev.triptych.rehearsal.log.CallLog;
import dev.triptych.rehearsal.log.Scenario;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.stream.Collectors;

/** Puts all routes on the HTTP server; each answer says that it is simulated. */
@Singleton
public final class Server {
    private static final long BODY_BYTES_MAX = 32L * 1024 * 1024;

    private final Vertx vertx;
    private final ObjectMapper json;
    private final RehearsalConfig config;
    private final CallLog log;
    private final Clock clock = Clock.systemUTC();
    private final Scenario scenario = new Scenario(clock.instant());
    private final Bank bank;
    private final Profiles profiles;

    @Inject
    public Server(Vertx vertx, ObjectMapper json, RehearsalConfig config, Bank bank) {
        this.vertx = vertx;
        this.json = json;
        this.config = config;
        this.log = config.logFile().map(file -> CallLog.open(json, file)).orElseGet(() -> CallLog.inMemory(json));
        this.bank = bank;
        this.profiles = Profiles.of(config, bank);
    }

    /** Called once at the start. */
    public void routes(@Observes Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX);
        router.route().order(-1).handler(context -> {
            context.response().putHeader("X-Simulated", "true");
            context.next();
        });
        OpenAiRoutes.Parts parts =
                new OpenAiRoutes.Parts(vertx, clock, log, scenario, new Wire(json), new Punctuality());
        new OpenAiRoutes(parts, json, profiles).into(router, body);
        new TruthRoutes(log, profiles, json).into(router, body);
        new ScenarioRoutes(scenario, profiles, bank, json, clock).into(router, body);
        router.get("/").handler(context -> context.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(page())
                .onFailure(gone -> {
                    // Nobody is left to be told.
                }));
    }

    void stopped(@Observes ShutdownEvent stopped) throws IOException {
        log.close();
    }

    private String page() {
        return """
                <!doctype html><html lang="en"><title>Rehearsal teacher (simulated)</title>
                <body style="font-family: sans-serif; max-width: 42em; margin: 2em auto">
                <h1>Rehearsal teacher</h1>
                <p><strong>Simulated.</strong> This is no language model: it answers from a bank of problems with known answers.
                Seed %d, models (and their slots): <code>%s</code>.</p>
                <ul><li>OpenAI protocol under <code>/v1</code>: <code>chat/completions</code>, <code>completions</code>,
                <a href="/v1/models">models</a></li>
                <li><a href="/rehearsal/stats">sums</a>, <a href="/rehearsal/scenario">scenario</a>, <a href="/rehearsal/answered">answered</a>,
                <code>POST /rehearsal/truth</code></li></ul></body></html>
                """.formatted(
                config.seed(),
                profiles.all().stream()
                        .map(profile -> profile.model() + " (" + profile.slots().capacity() + ")")
                        .collect(Collectors.joining(", ")));
    }
}
