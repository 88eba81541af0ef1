package dev.triptych.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The account of a run, for reading; and whether all is well. */
public record Ledger(JsonNode json) {

    /** Whether the run made all it was asked for and its numbers, kept separately, agree. */
    public boolean well() {
        return json.path("status").asText().equals("COMPLETED")
                && json.path("reconciled").asBoolean()
                && addsUp()
                && json.path("accepted").asInt() == json.path("target").asInt();
    }

    /** Slots that were answered in full more than once, by the teacher's own log; -1 where it cannot be read. */
    public long repaid() {
        return json.path("teacher").path("repaid").asLong(-1);
    }

    /** Why not. */
    public String shortfall() {
        if (!json.path("reconciled").asBoolean() || !addsUp()) {
            return "the ledger of run " + json.path("run").asText() + " does not reconcile";
        }
        return "run " + json.path("run").asText() + " ended "
                + json.path("status").asText() + " with "
                + json.path("accepted").asInt() + " of " + json.path("target").asInt() + " accepted";
    }

    private boolean addsUp() {
        return json.path("candidates").asInt()
                == json.path("accepted").asInt()
                        + RunProgress.total(json.path("rejected"))
                        + json.path("failed").asInt()
                        + json.path("cancelled").asInt()
                        + json.path("inFlight").asInt();
    }

    /** The account as lines. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "run " + json.path("run").asText() + " (" + json.path("recipe").asText() + "): "
                        + json.path("status").asText() + (json.path("simulated").asBoolean() ? ", simulated" : ""));
        lines.add(row("requested", json.path("target").asInt(), ""));
        lines.add(row("candidates", json.path("candidates").asInt(), ""));
        lines.add(row("accepted", json.path("accepted").asInt(), ""));
        lines.add(row("rejected", RunProgress.total(json.path("rejected")), reasons()));
        lines.add(row("failed", json.path("failed").asInt(), ""));
        lines.add(row("cancelled", json.path("cancelled").asInt(), ""));
        lines.add(row("in flight", json.path("inFlight").asInt(), ""));
        boolean reconciled = json.path("reconciled").asBoolean() && addsUp();
        lines.add("  reconciled   " + (reconciled ? "yes: the numbers, kept separately, agree" : "NO"));
        lines.add("  teacher      " + facts(json.path("teacher")));
        if (json.has("truth")) {
            lines.add("  truth        " + facts(json.path("truth")));
        }
        return lines;
    }

    private static String row(String name, int number, String more) {
        return String.format("  %-12s %5d%s", name, number, more.isEmpty() ? "" : "  " + more);
    }

    private String reasons() {
        return facts(json.path("rejected"));
    }

    private static String facts(JsonNode object) {
        StringJoiner facts = new StringJoiner(", ");
        for (Map.Entry<String, JsonNode> fact : object.properties()) {
            facts.add(fact.getKey() + " " + fact.getValue().asText());
        }
        return facts.toString();
    }
}
