package dev.triptych.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.factory.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A run as the API shows it, in words for a terminal. */
public record RunProgress(JsonNode view) {
    private static final int BAR_CELLS = 24;

    public String run() {
        return view.path("run").asText();
    }

    /** Where the run stands; a status this client does not know counts as open. */
    public boolean open() {
        try {
            return RunStatus.valueOf(status()).open();
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    public String status() {
        return view.path("status").asText();
    }

    public int accepted() {
        return view.path("progress").path("accepted").asInt();
    }

    public int target() {
        return view.path("target").asInt();
    }

    /** A bar and the numbers. */
    public String bar() {
        int full = target() == 0 ? 0 : (int) Math.min(BAR_CELLS, (long) BAR_CELLS * accepted() / target());
        return "▕" + "█".repeat(full) + "░".repeat(BAR_CELLS - full) + "▏ " + line();
    }

    /** The numbers in one line. */
    public String line() {
        JsonNode progress = view.path("progress");
        StringJoiner line = new StringJoiner(" · ");
        line.add(accepted() + "/" + target() + " accepted");
        line.add(progress.path("candidates").asInt() + " candidates");
        add(line, total(progress.path("rejected")), "rejected");
        add(line, progress.path("failed").asInt(), "failed");
        add(line, progress.path("cancelled").asInt(), "cancelled");
        add(line, progress.path("inFlight").asInt(), "in flight");
        line.add(view.path("teacher").path("calls").asInt() + " teacher calls");
        if (!status().equals("RUNNING")) {
            line.add(status());
        }
        oldest().forEach(line::add);
        return line.toString();
    }

    /** The candidate that has waited longest, and why. */
    public List<String> oldest() {
        JsonNode oldest = view.path("oldest");
        if (!oldest.isObject()) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        String cause = oldest.path("cause").asText("");
        words.add("oldest: " + oldest.path("candidate").asText() + " in "
                + oldest.path("stage").asText() + " for "
                + oldest.path("seconds").asLong() + " s" + (cause.isEmpty() ? "" : ", " + cause));
        return words;
    }

    private static void add(StringJoiner line, int number, String word) {
        if (number > 0) {
            line.add(number + " " + word);
        }
    }

    static int total(JsonNode counts) {
        int total = 0;
        for (JsonNode count : counts) {
            total += count.asInt();
        }
        return total;
    }
}
