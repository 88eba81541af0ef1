package dev.triptych.factory.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.factory.ledger.ResponseRows;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.ledger.TripletRows;
import dev.triptych.factory.ledger.TripletRows.Dimension;
import dev.triptych.factory.teachers.Profiles;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/** The data card of a run as Markdown. What a model or a user wrote is escaped before it is put in. */
@Singleton
public class DataCard {
    private static final String TRIPLET_FILES = """
            | `triplets.jsonl` | a triplet a line |
            | `triplets.parquet` | the same, typed; evidence and provenance as JSON texts |
            """;

    private static final String RESPONSE_FILES = """
            | `responses.jsonl` | a response a line; `messages` is what a trainer reads |
            | `responses.parquet` | the same, typed; provenance as JSON texts |
            | `unreadable.jsonl` | the responses that there is nothing to learn from, with the reason |
            """;

    private static final String RESPONSE_GATES = """
            ## Gates

            - A response has reasoning that ends and an answer with a code block; it was not cut and not filtered.

            ## Known limits

            - Programs are neither parsed nor executed: that a response solves its question is not proven.
            - Questions are as they were given: duplicates and benchmark questions among them are not looked for.
            - Licences are those of the questions' source; they are not known here.
            """;

    private final TripletRows triplets;
    private final ResponseRows responses;
    private final Profiles profiles;

    @Inject
    public DataCard(TripletRows triplets, ResponseRows responses, Profiles profiles) {
        this.triplets = triplets;
        this.responses = responses;
        this.profiles = profiles;
    }

    /** @param ledger the run's {@code ledger.json} */
    String of(Runs.RunRecord run, ObjectNode ledger) {
        boolean given = run.questions().isPresent();
        StringBuilder card = new StringBuilder();
        card.append(given ? "# Responses of run " : "# Triplets of run ")
                .append(run.run())
                .append("\n\n");
        if (run.simulated()) {
            card.append(
                            "**Simulated.** The teacher was a rehearsal stand-in: this data shows that the factory works and")
                    .append(" is not for training.\n\n");
        }
        card.append(ledger.path("accepted").asInt())
                .append(given ? " answered questions of " : " question-solution-test triplets of ")
                .append(run.target())
                .append(given ? " asked for. Status: " : " asked for, each proven by execution. Status: ")
                .append(run.status())
                .append(ledger.path("reconciled").asBoolean() ? ", reconciled." : ", **not reconciled**.")
                .append("\n\n## Files\n\n| file | content |\n|---|---|\n")
                .append(given ? RESPONSE_FILES : TRIPLET_FILES)
                .append("| `ledger.json` | the account of every candidate |\n\n");
        asked(card, run.request());
        account(card, ledger);
        table(card, "Why candidates were rejected", "reason", "candidates", counts(ledger.path("rejected")));
        if (given) {
            table(card, "Responses", "kind", "responses", responses.histogram(run.run()));
        } else {
            table(card, "Difficulty", "label", "triplets", triplets.histogram(run.run(), Dimension.DIFFICULTY));
            table(card, "Subsets", "subset", "triplets", triplets.histogram(run.run(), Dimension.SUBSET));
        }
        teacher(card, run, ledger.path("teacher"));
        if (given) {
            card.append(RESPONSE_GATES);
        } else {
            gates(card, run.request());
            limits(card, ledger);
        }
        return card.toString();
    }

    private static void asked(StringBuilder card, JsonNode request) {
        Map<String, String> fields = new TreeMap<>();
        request.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().toString()));
        table(card, "What was asked for", "field", "value", fields);
    }

    private static void account(StringBuilder card, ObjectNode ledger) {
        card.append("## Account\n\n| candidates | accepted | rejected | failed | cancelled | in flight |\n")
                .append("|---|---|---|---|---|---|\n| ");
        int rejected = 0;
        for (JsonNode count : ledger.path("rejected")) {
            rejected += count.asInt();
        }
        card.append(ledger.path("candidates").asInt())
                .append(" | ")
                .append(ledger.path("accepted").asInt())
                .append(" | ")
                .append(rejected)
                .append(" | ")
                .append(ledger.path("failed").asInt())
                .append(" | ")
                .append(ledger.path("cancelled").asInt())
                .append(" | ")
                .append(ledger.path("inFlight").asInt())
                .append(" |\n\n");
    }

    private void teacher(StringBuilder card, Runs.RunRecord run, JsonNode teacher) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("profile", run.teacher());
        facts.put(
                "model",
                profiles.find(run.teacher()).map(Profiles.Profile::model).orElse("no longer configured"));
        teacher.properties()
                .forEach(field -> facts.put(field.getKey(), field.getValue().asText()));
        table(card, "Teacher and cost", "fact", "value", facts);
    }

    private static void gates(StringBuilder card, JsonNode request) {
        card.append("## Gates\n\n")
                .append(
                        "- The question is new to the corpus (by hash of its normalised text) and states its entry point.\n")
                .append(
                        "- Solution and tests were asked for independently; the tests import the entry point, do not shadow")
                .append(" it, and assert.\n")
                .append("- Every test passes, judged with assurance at least `")
                .append(escaped(request.path("minAssurance").asText()))
                .append("`, and line coverage is at least ")
                .append(escaped(request.path("lineCoverageMin").asText()))
                .append(".\n- No test passes a solution that raises and one that returns `None`.\n")
                .append(
                        "- A completion style gives away neither solution statements nor hidden tests, and its program passes")
                .append(" the same tests.\n- A response's program passes the same tests.\n\n");
    }

    private static void limits(StringBuilder card, ObjectNode ledger) {
        card.append("## Known limits\n\n")
                .append(
                        "- Tests were written by a model: they prove agreement of two independent answers, not truth.\n")
                .append("- Duplicates are found by exact hash; near-duplicates may remain.\n")
                .append("- Difficulty is relative to the teacher and to the number of attempts.\n")
                .append("- Decontamination against benchmarks is not part of this export.\n");
        JsonNode truth = ledger.path("truth");
        if (truth.isObject()) {
            card.append("- Measured against the rehearsal teacher's own truth: ")
                    .append(truth.path("falseAccepts").asInt())
                    .append(" false accepts, ")
                    .append(truth.path("falseRejects").asInt())
                    .append(" false rejects, ")
                    .append(truth.path("leaks").asInt())
                    .append(" leaks.\n");
        }
    }

    private static Map<String, Integer> counts(JsonNode object) {
        Map<String, Integer> counts = new TreeMap<>();
        object.properties()
                .forEach(field -> counts.put(field.getKey(), field.getValue().asInt()));
        return counts;
    }

    private static void table(StringBuilder card, String title, String left, String right, Map<String, ?> rows) {
        card.append("## ").append(title).append("\n\n");
        if (rows.isEmpty()) {
            card.append("None.\n\n");
            return;
        }
        card.append("| ").append(left).append(" | ").append(right).append(" |\n|---|---|\n");
        rows.forEach((key, value) -> card.append("| ")
                .append(escaped(key))
                .append(" | ")
                .append(escaped(String.valueOf(value)))
                .append(" |\n"));
        card.append('\n');
    }

    /** Text that neither Markdown nor HTML reads as anything but text. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\r' || c == '\t') {
                safe.append(' ');
            } else if ("\\`*_{}[]()#+!|~".indexOf(c) >= 0) {
                safe.append('\\').appendCodePoint(c);
            } else if (c == '<') {
                safe.append("&lt;");
            } else if (c == '>') {
                safe.append("&gt;");
            } else if (c == '&') {
                safe.append("&amp;");
            } else if (!Character.isISOControl(c)) {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
