package dev.triptych.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.factory.RunStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Candidates with a verdict. */
    public int decided() {
        return accepted() + total(view.path("progress").path("rejected"));
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
        busy().forEach(line::add);
        spent().ifPresent(line::add);
        if (!status().equals("RUNNING")) {
            String message = view.path("message").asText("");
            line.add(status() + (message.isEmpty() ? "" : ": " + message + whatToDo()));
        }
        oldest().forEach(line::add);
        return line.toString();
    }

    /** What lets a run go on that waits for somebody. */
    private String whatToDo() {
        return switch (status()) {
            case "PAUSED" -> " (when that is mended: ./triptych run resume " + run() + ")";
            case "WAITING_BUDGET" -> " (then: ./triptych run retune " + run() + " --budget DOLLARS)";
            default -> "";
        };
    }

    /** How busy each teacher is that is asked just now. */
    private List<String> busy() {
        List<String> words = new ArrayList<>();
        for (JsonNode teacher : view.path("busy")) {
            words.add(teacher.path("profile").asText() + " busy "
                    + teacher.path("open").asInt() + "/"
                    + teacher.path("limit").asInt() + " ("
                    + Math.round(100 * teacher.path("utilisation").asDouble()) + " %)");
        }
        return words;
    }

    /** What is spent of the budget, where there is one. */
    private Optional<String> spent() {
        JsonNode budget = view.path("budget");
        long microUsd = budget.path("limitMicroUsd").asLong();
        long tokens = budget.path("limitTokens").asLong();
        StringJoiner spent = new StringJoiner(", ");
        if (microUsd > 0) {
            spent.add(dollars(budget.path("spentMicroUsd").asLong()) + " of " + dollars(microUsd) + " spent");
        }
        if (tokens > 0) {
            spent.add(budget.path("spentTokens").asLong() + " of " + tokens + " tokens spent");
        }
        return Optional.of(spent.toString()).filter(text -> !text.isEmpty());
    }

    private static String dollars(long microUsd) {
        return "$" + BigDecimal.valueOf(microUsd, 6).stripTrailingZeros().toPlainString();
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
