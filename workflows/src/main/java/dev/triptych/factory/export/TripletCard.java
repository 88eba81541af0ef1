package dev.triptych.factory.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.ledger.TripletRows;
import dev.triptych.factory.ledger.TripletRows.Dimension;

/** Of triplets. */
record TripletCard(TripletRows rows) implements CardKind {
    @Override
    public String title() {
        return "Triplets";
    }

    @Override
    public String accepted() {
        return "question-solution-test triplets";
    }

    @Override
    public String proof() {
        return ", each proven by execution";
    }

    @Override
    public String files() {
        return """
                | `triplets.jsonl` | a triplet a line |
                | `triplets.parquet` | the same, typed; evidence and provenance as JSON texts |
                """;
    }

    @Override
    public void histograms(CardText card, Runs.RunRecord run) {
        card.table("Difficulty", "label", "triplets", rows.histogram(run.run(), Dimension.DIFFICULTY));
        card.table("Subsets", "subset", "triplets", rows.histogram(run.run(), Dimension.SUBSET));
    }

    @Override
    public void gatesAndLimits(CardText card, Runs.RunRecord run, ObjectNode ledger) {
        gates(card, run.request());
        limits(card, ledger.path("truth"));
    }

    private static void gates(CardText card, JsonNode request) {
        card.add("""
                        ## Gates

                        - The question is new to the corpus (by hash of its normalised text) and states its entry point.
                        - Solution and tests were asked for independently; the tests import the entry point, do not \
                        shadow it, and assert.
                        """)
                .add("- Every test passes, judged with assurance at least `")
                .add(CardText.escaped(request.path("minAssurance").asText()))
                .add("`, and line coverage is at least ")
                .add(CardText.escaped(request.path("lineCoverageMin").asText()))
                .add(".\n")
                .add("""
                        - No test passes a solution that raises and one that returns `None`.
                        - A completion style gives away neither solution statements nor hidden tests, and its program \
                        passes the same tests.
                        - A response's program passes the same tests.

                        """);
    }

    private static void limits(CardText card, JsonNode truth) {
        card.add("""
                ## Known limits

                - Tests were written by a model: they prove agreement of two independent answers, not truth.
                - Duplicates are found by exact hash; near-duplicates may remain.
                - Difficulty is relative to the teacher and to the number of attempts.
                - Decontamination against benchmarks is not part of this export.
                """);
        if (truth.isObject()) {
            card.add("- Measured against the rehearsal teacher's own truth: ")
                    .add(truth.path("falseAccepts").asInt())
                    .add(" false accepts, ")
                    .add(truth.path("falseRejects").asInt())
                    .add(" false rejects, ")
                    .add(truth.path("leaks").asInt())
                    .add(" leaks.\n");
        }
    }
}
