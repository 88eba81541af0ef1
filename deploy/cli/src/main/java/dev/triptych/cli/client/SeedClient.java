package dev.triptych.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.cli.CliException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sends seeds to question-synth, page by page. What it knows already it counts and leaves as it is. */
public final class SeedClient {
    private static final int PAGE_CHARACTERS = 4_000_000;

    private final Api api;
    private final String source;
    private final StringBuilder page = new StringBuilder();
    private final List<String> rejected = new ArrayList<>();
    private int imported;
    private int known;
    private int refused;

    public SeedClient(Api api, String source) {
        this.api = api;
        this.source = source;
    }

    /** Whether the service has seeds of this source. */
    public static boolean has(Api api, String source) throws InterruptedException {
        try {
            for (JsonNode row : api.get("/api/v1/seeds").path("seeds")) {
                if (row.path("source").asText().equals(source)) {
                    return true;
                }
            }
            return false;
        } catch (Api.Unreachable e) {
            throw CliException.environment(String.valueOf(e.getMessage()));
        }
    }

    public void add(ObjectNode seed) {
        page.append(seed).append('\n');
        if (page.length() > PAGE_CHARACTERS) {
            flush();
        }
    }

    /** Sends what is left. */
    public void flush() {
        if (page.isEmpty()) {
            return;
        }
        try {
            String path = "/api/v1/seeds?source=" + URLEncoder.encode(source, StandardCharsets.UTF_8);
            JsonNode result = api.post(path, page.toString(), "application/x-ndjson", Map.of());
            imported += result.path("imported").asInt();
            known += result.path("known").asInt();
            refused +=
                    result.path("rejectedTotal").asInt(result.path("rejected").size());
            result.path("rejected")
                    .forEach(one -> rejected.add(one.path("message").asText()));
            page.setLength(0);
        } catch (Api.Unreachable e) {
            throw CliException.environment(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliException.environment("Interrupted while seeds were sent");
        }
    }

    public int imported() {
        return imported;
    }

    /** What happened, in one line. */
    public String summary() {
        String why = rejected.isEmpty() ? "" : ", the first because " + rejected.getFirst();
        return imported + " seeds imported, " + known + " known before, " + refused + " rejected" + why;
    }
}
