package dev.triptych.factory.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.factory.ledger.ResponseRows;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.ledger.TripletRows;
import dev.triptych.factory.teachers.Profiles;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/** The data card of a run as Markdown. */
@Singleton
public class DataCard {
    private final CardKind triplets;
    private final CardKind responses;
    private final Profiles profiles;

    @Inject
    public DataCard(TripletRows triplets, ResponseRows responses, Profiles profiles) {
        this.triplets = new TripletCard(triplets);
        this.responses = new ResponseCard(responses);
        this.profiles = profiles;
    }

    /** @param ledger the run's {@code ledger.json} */
    String of(Runs.RunRecord run, ObjectNode ledger) {
        CardKind kind = run.questions().isPresent() ? responses : triplets;
        CardText card = new CardText();
        card.add("# ").add(kind.title()).add(" of run ").add(run.run()).add("\n\n");
        if (run.simulated()) {
            card.add("**Simulated.** The teacher was a rehearsal stand-in: this data shows that the factory works and")
                    .add(" is not for training.\n\n");
        }
        card.add(ledger.path("accepted").asInt() + " " + kind.accepted() + " of " + run.target() + " asked for")
                .add(kind.proof())
                .add(". Status: " + run.status())
                .add(ledger.path("reconciled").asBoolean() ? ", reconciled." : ", **not reconciled**.")
                .add("\n\n## Files\n\n| file | content |\n|---|---|\n")
                .add(kind.files())
                .add("| `ledger.json` | the account of every candidate |\n\n");
        asked(card, run.request());
        account(card, ledger);
        card.table("Why candidates were rejected", "reason", "candidates", counts(ledger.path("rejected")));
        kind.histograms(card, run);
        teacher(card, run, ledger.path("teacher"));
        kind.gatesAndLimits(card, run, ledger);
        return card.toString();
    }

    private static void asked(CardText card, JsonNode request) {
        Map<String, String> fields = new TreeMap<>();
        request.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().toString()));
        card.table("What was asked for", "field", "value", fields);
    }

    private static void account(CardText card, ObjectNode ledger) {
        int rejected = 0;
        for (JsonNode count : ledger.path("rejected")) {
            rejected += count.asInt();
        }
        card.add("## Account\n\n| candidates | accepted | rejected | failed | cancelled | in flight |\n")
                .add("|---|---|---|---|---|---|\n| ")
                .add(ledger.path("candidates").asInt() + " | "
                        + ledger.path("accepted").asInt() + " | ")
                .add(rejected + " | " + ledger.path("failed").asInt() + " | ")
                .add(ledger.path("cancelled").asInt() + " | "
                        + ledger.path("inFlight").asInt() + " |\n\n");
    }

    private void teacher(CardText card, Runs.RunRecord run, JsonNode teacher) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("profile", run.teacher());
        facts.put(
                "model",
                profiles.find(run.teacher()).map(Profiles.Profile::model).orElse("no longer configured"));
        teacher.properties()
                .forEach(field -> facts.put(field.getKey(), field.getValue().asText()));
        card.table("Teacher and cost", "fact", "value", facts);
    }

    private static Map<String, Integer> counts(JsonNode object) {
        Map<String, Integer> counts = new TreeMap<>();
        object.properties()
                .forEach(field -> counts.put(field.getKey(), field.getValue().asInt()));
        return counts;
    }
}
