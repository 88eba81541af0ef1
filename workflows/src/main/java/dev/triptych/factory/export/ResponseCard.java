package dev.triptych.factory.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.factory.ledger.ResponseRows;
import dev.triptych.factory.ledger.Runs;

/** Of responses to questions that were given. */
record ResponseCard(ResponseRows rows) implements CardKind {
    @Override
    public String title() {
        return "Responses";
    }

    @Override
    public String accepted() {
        return "answered questions";
    }

    @Override
    public String proof() {
        return "";
    }

    @Override
    public String files() {
        return """
                | `responses.jsonl` | a response a line; `messages` is what a trainer reads |
                | `responses.parquet` | the same, typed; provenance as JSON texts |
                | `unreadable.jsonl` | the responses that there is nothing to learn from, with the reason |
                """;
    }

    @Override
    public void histograms(CardText card, Runs.RunRecord run) {
        card.table("Responses", "kind", "responses", rows.histogram(run.run()));
    }

    @Override
    public void gatesAndLimits(CardText card, Runs.RunRecord run, ObjectNode ledger) {
        card.add("""
                ## Gates

                - A response has reasoning that ends and an answer with a code block; it was not cut and not filtered.

                ## Known limits

                - Programs are neither parsed nor executed: that a response solves its question is not proven.
                - Questions are as they were given: duplicates and benchmark questions among them are not looked for.
                - Licences are those of the questions' source; they are not known here.
                """);
    }
}
