package dev.triptych.rehearsal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.rehearsal.bank.Bank;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Signature;
import dev.triptych.rehearsal.log.Scenario;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For measurements: statistics since a reset, what will be served how long, and questions to ask. */
final class ScenarioRoutes {
    private static final int QUESTIONS_MAX = 100_000;

    private final Scenario scenario;
    private final Profiles profiles;
    private final Bank bank;
    private final ObjectMapper json;
    private final Clock clock;

    ScenarioRoutes(Scenario scenario, Profiles profiles, Bank bank, ObjectMapper json, Clock clock) {
        this.scenario = scenario;
        this.profiles = profiles;
        this.bank = bank;
        this.json = json;
        this.clock = clock;
    }

    void into(Router router, BodyHandler body) {
        router.post("/rehearsal/scenario").handler(context -> {
            scenario.reset(clock.instant());
            send(context, statistics());
        });
        router.get("/rehearsal/scenario").handler(context -> send(context, statistics()));
        router.get("/rehearsal/scenario/calls").handler(this::calls);
        router.post("/rehearsal/durations").handler(body).handler(this::durations);
        router.put("/rehearsal/faults").handler(body).handler(this::faults);
        router.get("/rehearsal/questions").handler(this::questions);
    }

    private ObjectNode statistics() {
        ObjectNode answer = json.createObjectNode()
                .put("simulated", true)
                .put("startedAt", scenario.startedAt().toString())
                .put("dropped", scenario.dropped());
        ObjectNode models = answer.putObject("profiles");
        profiles.all().forEach(profile -> write(profile, models.putObject(profile.model())));
        return answer;
    }

    private void write(Profile profile, ObjectNode node) {
        Scenario.Statistics sums = scenario.statistics(profile.model());
        node.put("slots", profile.slots().capacity())
                .put("busy", profile.slots().busy());
        node.put(
                        "calls",
                        sums.calls().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .put("completed", count(sums, Scenario.Ending.FULL))
                .put("cut", count(sums, Scenario.Ending.CUT))
                .put("refused429", count(sums, Scenario.Ending.REFUSED))
                .put("failed", count(sums, Scenario.Ending.FAILED))
                .put("repeatedRequests", sums.repeatedRequests())
                .put("repeatedKeys", sums.repeatedKeys())
                .put("busySlotSeconds", seconds(sums.busy()))
                .put("servedSeconds", seconds(sums.served()))
                .put("drawnSeconds", seconds(sums.drawn()));
        sums.firstCallAt().ifPresent(at -> node.put("firstCallAt", at.toString()));
        sums.lastReplyAt().ifPresent(at -> {
            node.put("lastReplyAt", at.toString());
            sums.firstCallAt()
                    .ifPresent(first ->
                            node.put("utilisation", utilisation(profile, sums.busy(), Duration.between(first, at))));
        });
        sums.steady().ifPresent(steady -> node.putObject("steady")
                .put("from", steady.from().toString())
                .put("to", steady.to().toString())
                .put("busySlotSeconds", seconds(steady.busy()))
                .put("utilisation", utilisation(profile, steady.busy(), Duration.between(steady.from(), steady.to()))));
    }

    private static long count(Scenario.Statistics sums, Scenario.Ending ending) {
        return sums.calls().getOrDefault(ending, 0L);
    }

    private static double utilisation(Profile profile, Duration busy, Duration span) {
        return span.isPositive()
                ? seconds(busy) / (seconds(span) * profile.slots().capacity())
                : 0;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private void calls(RoutingContext context) {
        ObjectNode answer = json.createObjectNode();
        ArrayNode calls = answer.putArray("calls");
        String model = context.request().getParam("model");
        profiles.all().stream()
                .filter(profile -> model == null || profile.model().equals(model))
                .flatMap(profile -> scenario.calls(profile.model()).stream())
                .forEach(call -> calls.addObject()
                        .put("model", call.model())
                        .put("key", call.key())
                        .put("request", call.request())
                        .put("prompt", call.prompt())
                        .put("ending", call.ending().name())
                        .put("startedAt", call.startedAt().toString())
                        .put("drawnMs", call.drawn().toMillis())
                        .put("servedMs", call.served().toNanos() / 1e6));
        send(context, answer);
    }

    private void durations(RoutingContext context) {
        JsonNode asked = OpenAiRoutes.body(context, json).orElseGet(json::missingNode);
        Optional<Profile> profile = profiles.find(asked.path("model").asText());
        if (profile.isEmpty() || !asked.path("prompts").isArray()) {
            OpenAiRoutes.send(
                    context.response(),
                    400,
                    "{\"error\":{\"message\":\"model: must be one of /v1/models; prompts: must be a list of SHA-256 in hexadecimal\"}}");
            return;
        }
        ObjectNode answer = json.createObjectNode();
        ArrayNode durations = answer.putArray("durationsMs");
        asked.path("prompts")
                .forEach(prompt -> durations.add(
                        profile.get().serviceTime().of(prompt.asText()).toMillis()));
        send(context, answer);
    }

    private void faults(RoutingContext context) {
        JsonNode asked = OpenAiRoutes.body(context, json).orElseGet(json::missingNode);
        Optional<Profile> profile = profiles.find(asked.path("model").asText());
        Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        asked.path("rates").properties().forEach(rate -> Fault.named(rate.getKey())
                .filter(fault -> rate.getValue().isNumber())
                .ifPresent(fault -> rates.put(fault, rate.getValue().asDouble())));
        if (profile.isEmpty() || rates.size() < asked.path("rates").size()) {
            OpenAiRoutes.send(
                    context.response(),
                    400,
                    "{\"error\":{\"message\":\"model: must be one of /v1/models; rates: must be faults with numbers\"}}");
            return;
        }
        if (asked.has("rates")) {
            profile.get().behaviour().play(rates);
        } else {
            profile.get().behaviour().playConfigured();
        }
        send(context, json.createObjectNode());
    }

    private void questions(RoutingContext context) {
        int count = number(context.request().getParam("count"));
        if (count < 1 || count > QUESTIONS_MAX) {
            OpenAiRoutes.send(
                    context.response(), 400, "{\"error\":{\"message\":\"count: must be 1 to " + QUESTIONS_MAX + "\"}}");
            return;
        }
        ObjectNode answer = json.createObjectNode();
        ArrayNode questions = answer.putArray("questions");
        for (int number = 0; number < count; number++) {
            Bank.Look look = bank.numbered(number);
            Problem problem = look.problem();
            Signature signature = problem.signature(look.entry());
            questions
                    .addObject()
                    .put("family", problem.family().name())
                    .put("question", problem.statement(look.wording(), signature))
                    .put("entryPoint", signature.text());
        }
        send(context, answer);
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static void send(RoutingContext context, ObjectNode answer) {
        OpenAiRoutes.send(context.response(), 200, answer.toString());
    }
}
