package dev.triptych.cli.bench.factory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.cli.CliException;
import dev.triptych.cli.client.Api;
import dev.triptych.contracts.json.TriptychJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rehearsal teacher says of what it was asked, and of how long it will take. */
public final class RehearsalLog implements TeacherLog {
    private final Api api;
    private final String model = "rehearsal-1";

    /** @param url where it tells what it saw */
    public RehearsalLog(String url) {
        this.api = new Api(url, "");
    }

    @Override
    public void reset() throws InterruptedException {
        JsonNode unused = ask(() -> api.post("/rehearsal/scenario", "", "application/json", Map.of()));
    }

    @Override
    public int busy() throws InterruptedException {
        return ask(() -> api.get("/rehearsal/stats")).path("busy").asInt();
    }

    @Override
    public long completed() throws InterruptedException {
        return sums().completed();
    }

    @Override
    public long unrecognised() throws InterruptedException {
        return ask(() -> api.get("/rehearsal/stats")).path("unrecognised").asLong();
    }

    @Override
    public Sums sums() throws InterruptedException {
        JsonNode sums =
                ask(() -> api.get("/rehearsal/scenario")).path("profiles").path(model);
        return new Sums(
                sums.path("completed").asLong(),
                sums.path("refused429").asLong(),
                sums.path("busySlotSeconds").asDouble(),
                sums.path("servedSeconds").asDouble(),
                sums.path("steady").path("utilisation").asDouble(),
                instant(sums.path("firstCallAt")),
                instant(sums.path("lastReplyAt")),
                sums.path("slots").asInt());
    }

    @Override
    public List<Call> calls() throws InterruptedException {
        List<Call> calls = new ArrayList<>();
        for (JsonNode call :
                ask(() -> api.get("/rehearsal/scenario/calls?model=" + model)).path("calls")) {
            calls.add(new Call(
                    call.path("key").asText(),
                    call.path("prompt").asText(),
                    call.path("ending").asText().equals("FULL"),
                    call.path("servedMs").asDouble()));
        }
        return calls;
    }

    /** What its seed gives them, whenever they are asked. */
    @Override
    public Map<String, Duration> drawn(List<String> prompts) throws InterruptedException {
        ObjectNode body = TriptychJson.mapper().createObjectNode().put("model", model);
        prompts.forEach(body.putArray("prompts")::add);
        JsonNode answer = ask(() -> api.post("/rehearsal/durations", body)).path("durationsMs");
        Map<String, Duration> drawn = new LinkedHashMap<>();
        for (int i = 0; i < prompts.size(); i++) {
            drawn.put(prompts.get(i), Duration.ofMillis(answer.path(i).asLong()));
        }
        return drawn;
    }

    /** Questions that it knows. */
    @Override
    public String questions(int from, int count) throws InterruptedException {
        ArrayNode all = (ArrayNode) ask(() -> api.get("/rehearsal/questions?count=" + (from + count)))
                .path("questions");
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            lines.append(TriptychJson.mapper()
                            .createObjectNode()
                            .put("id", "rehearsal-" + i)
                            .put("text", all.path(i).path("question").asText())
                            .put("signature", all.path(i).path("entryPoint").asText()))
                    .append('\n');
        }
        return lines.toString();
    }

    /** The ledger reads this teacher's own log. */
    @Override
    public long repaid(long byLedger) {
        return byLedger;
    }

    private static Optional<Instant> instant(JsonNode text) {
        return text.isTextual() ? Optional.of(Instant.parse(text.asText())) : Optional.empty();
    }

    private interface Question {
        JsonNode ask() throws Api.Unreachable, InterruptedException;
    }

    private static JsonNode ask(Question question) throws InterruptedException {
        try {
            return question.ask();
        } catch (Api.Unreachable e) {
            throw CliException.environment(String.valueOf(e.getMessage()));
        }
    }
}
