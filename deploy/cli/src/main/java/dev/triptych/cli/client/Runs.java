package dev.triptych.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.cli.CliException;
import dev.triptych.cli.Console;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs over REST: start, watch, steer, export. */
public final class Runs {
    private static final List<String> TRIPLET_FILES =
            List.of("triplets.jsonl", "triplets.parquet", "ledger.json", "README.md");

    private static final List<String> RESPONSE_FILES =
            List.of("responses.jsonl", "responses.parquet", "unreadable.jsonl", "ledger.json", "README.md");

    /** How long the API may be away, because it was killed or is restarted, before we stop asking. */
    private static final Duration AWAY_PATIENCE = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);

    private final Api api;
    private final Console console;

    public Runs(Api api, Console console) {
        this.api = api;
        this.console = console;
    }

    /** Asks again while the service is away. */
    private <T> T patiently(Question<T> question) throws InterruptedException {
        Instant deadline = Instant.now().plus(AWAY_PATIENCE);
        while (true) {
            try {
                return question.ask();
            } catch (Api.Unreachable e) {
                if (Instant.now().isAfter(deadline)) {
                    throw CliException.environment(String.valueOf(e.getMessage()));
                }
                Thread.sleep(POLL);
            }
        }
    }

    private interface Question<T> {
        T ask() throws Api.Unreachable, InterruptedException;
    }

    /** One try, for commands whose user waits at the prompt. */
    private <T> T once(Question<T> question) throws InterruptedException {
        try {
            return question.ask();
        } catch (Api.Unreachable e) {
            throw CliException.environment(String.valueOf(e.getMessage()));
        }
    }

    /** Starts a run; the key makes our own repeats harmless. */
    public RunProgress start(ObjectNode input, String key) throws InterruptedException {
        Map<String, String> headers = Map.of("Idempotency-Key", key);
        return new RunProgress(
                patiently(() -> api.post("/api/v1/runs", input.toString(), "application/json", headers)));
    }

    public List<RunProgress> list() throws InterruptedException {
        List<RunProgress> runs = new ArrayList<>();
        once(() -> api.get("/api/v1/runs")).path("runs").forEach(run -> runs.add(new RunProgress(run)));
        return runs;
    }

    public RunProgress show(String run) throws InterruptedException {
        return new RunProgress(once(() -> api.get("/api/v1/runs/" + path(run))));
    }

    /** Where a run stands; asks again while the service is away. */
    public RunProgress look(String run) throws InterruptedException {
        return new RunProgress(patiently(() -> api.get("/api/v1/runs/" + path(run))));
    }

    /** Steers a run: {@code pause}, {@code resume}, {@code finish}, {@code cancel}. */
    public RunProgress command(String run, String verb) throws InterruptedException {
        ObjectNode body = TriptychJson.mapper().createObjectNode();
        body.put("requestId", java.util.UUID.randomUUID().toString());
        return new RunProgress(patiently(() -> api.post("/api/v1/runs/" + path(run) + "/" + verb, body)));
    }

    /** Changes fields of a run's input; our own repeats are harmless. */
    public RunProgress retune(String run, ObjectNode changes) throws InterruptedException {
        ObjectNode body =
                changes.deepCopy().put("requestId", java.util.UUID.randomUUID().toString());
        return new RunProgress(patiently(() -> api.post("/api/v1/runs/" + path(run) + "/retune", body)));
    }

    /** The budget that a tenant's runs share. */
    public JsonNode tenantBudget(String tenant) throws InterruptedException {
        return once(() -> api.get("/api/v1/tenants/" + path(tenant) + "/budget"));
    }

    /** Sets it; what {@code limits} leaves out is no limit. */
    public JsonNode limitTenant(String tenant, ObjectNode limits) throws InterruptedException {
        return once(() -> api.put("/api/v1/tenants/" + path(tenant) + "/budget", limits));
    }

    /** Shows progress until the run is closed, then its account. */
    public Ledger watch(String run) throws InterruptedException {
        String last = "";
        Instant next = Instant.MIN;
        while (true) {
            RunProgress progress = new RunProgress(patiently(() -> api.get("/api/v1/runs/" + path(run))));
            String line = progress.line();
            if (console.terminal()) {
                console.redraw(progress.bar());
            } else if (!line.equals(last) && !Instant.now().isBefore(next)) {
                console.say(line);
                last = line;
                next = Instant.now().plus(LINE_EVERY);
            }
            if (!progress.open()) {
                console.say(console.terminal() ? "" : line);
                return ledger(run);
            }
            Thread.sleep(POLL);
        }
    }

    public Ledger ledger(String run) throws InterruptedException {
        JsonNode json = patiently(() -> api.get("/api/v1/runs/" + path(run) + "/ledger"));
        return new Ledger(json);
    }

    /**
     * Downloads the files of a run into a folder.
     *
     * @param withSurplus whether also what was made beyond the target
     * @return their names
     */
    public List<String> export(String run, Path folder, boolean withSurplus) throws IOException, InterruptedException {
        List<String> files = files(show(run)); // an unknown run leaves no folder behind
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw CliException.environment(
                    "Cannot write to " + folder + ": make it writable, or name another by --out");
        }
        for (String file : files) {
            try {
                api.download(
                        "/api/v1/runs/" + path(run) + "/files/" + file + (withSurplus ? "?includeSurplus=true" : ""),
                        folder.resolve(file));
            } catch (Api.Unreachable e) {
                throw CliException.environment(String.valueOf(e.getMessage()));
            }
        }
        return files;
    }

    /** Which files a run has follows from its recipe. */
    static List<String> files(RunProgress run) {
        return run.view().path("recipe").asText().equals("distill") ? RESPONSE_FILES : TRIPLET_FILES;
    }

    private static String path(String run) {
        if (!run.matches("[A-Za-z0-9._-]+")) {
            throw CliException.usage(run + " is not the id of a run: ./triptych run list shows them");
        }
        return run;
    }
}
