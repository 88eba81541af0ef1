package dev.triptych.factory.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.json.TriptychJson;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Reads triplets by pages, in the order of their candidates. */
@Singleton
public class TripletRows {
    private final Jdbi jdbi;

    @Inject
    public TripletRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The triplets of candidates above {@code after}, at most {@code limit}. */
    public List<TripletRow> page(RunId run, int after, int limit, boolean withSurplus) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from factory.triplet
                        where run_id = :run and number > :after and (not surplus or :withSurplus)
                        order by number limit :limit""")
                .bind("run", Ledger.uuid(run))
                .bind("after", after)
                .bind("limit", limit)
                .bind("withSurplus", withSurplus)
                .map((rs, ctx) -> read(run, rs))
                .list());
    }

    /** Which attempt became the triplet, by candidate, for accepted candidates {@code from} to {@code to}. */
    public Map<Integer, AcceptedAttempt> acceptedAttempts(RunId run, int from, int to) {
        return jdbi.withHandle(handle -> {
            Map<Integer, AcceptedAttempt> attempts = new TreeMap<>();
            handle.createQuery("""
                            select number, attempt, completion_prompt is not null from factory.triplet
                            where run_id = :run and number between :from and :to and not surplus""")
                    .bind("run", Ledger.uuid(run))
                    .bind("from", from)
                    .bind("to", to)
                    .map((rs, ctx) -> Map.entry(rs.getInt(1), new AcceptedAttempt(rs.getInt(2), rs.getBoolean(3))))
                    .forEach(entry -> attempts.put(entry.getKey(), entry.getValue()));
            return attempts;
        });
    }

    /** How many accepted triplets have each value of a column. */
    public Map<String, Integer> histogram(RunId run, Dimension dimension) {
        return jdbi.withHandle(handle -> {
            Map<String, Integer> counts = new TreeMap<>();
            handle.createQuery("select " + dimension.column
                            + ", count(*) from factory.triplet where run_id = :run and not surplus group by 1")
                    .bind("run", Ledger.uuid(run))
                    .map((rs, ctx) -> Map.entry(rs.getString(1), rs.getInt(2)))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }

    private static TripletRow read(RunId run, ResultSet row) throws SQLException {
        Integer[] passSequence = (Integer[]) row.getArray("pass_sequence").getArray();
        double coverage = row.getDouble("line_coverage");
        Optional<Double> lineCoverage = row.wasNull() ? Optional.empty() : Optional.of(coverage);
        return new TripletRow(
                row.getString("id"),
                run,
                row.getInt("number"),
                row.getBoolean("surplus"),
                row.getBoolean("simulated"),
                row.getString("subset"),
                row.getString("language"),
                row.getString("difficulty"),
                new Sha256(row.getString("question")),
                row.getString("entry_point"),
                row.getString("signature"),
                new Sha256(row.getString("solution")),
                new Sha256(row.getString("tests")),
                row.getInt("attempt"),
                List.of(passSequence),
                new Judged(
                        row.getString("verdict"),
                        row.getString("assurance"),
                        row.getInt("checks"),
                        row.getInt("checks_passed"),
                        lineCoverage,
                        new Sha256(row.getString("evidence"))),
                hash(row, "completion_prompt"),
                hash(row, "completion_fitted"),
                hash(row, "completion_evidence"),
                hash(row, "response_thinking"),
                hash(row, "response_answer"),
                hash(row, "response_solution"),
                hash(row, "response_evidence"),
                provenance(row.getString("provenance")));
    }

    private static Optional<Sha256> hash(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(Sha256::new);
    }

    private static JsonNode provenance(String json) {
        try {
            return TriptychJson.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds what it did not write", e);
        }
    }

    /** What triplets are counted by. */
    public enum Dimension {
        SUBSET("subset"),
        DIFFICULTY("difficulty");

        private final String column;

        Dimension(String column) {
            this.column = column;
        }
    }

    /**
     * @param attempt from 1
     * @param restyled whether the triplet has a completion style
     */
    public record AcceptedAttempt(int attempt, boolean restyled) {}

    /** @param evidence hash of the JSON with everything the verifier saw */
    public record Judged(
            String verdict,
            String assurance,
            int checks,
            int checksPassed,
            Optional<Double> lineCoverage,
            Sha256 evidence) {}

    /** One triplet; bodies are hashes. */
    public record TripletRow(
            String id,
            RunId run,
            int number,
            boolean surplus,
            boolean simulated,
            String subset,
            String language,
            String difficulty,
            Sha256 question,
            String entryPoint,
            String signature,
            Sha256 solution,
            Sha256 tests,
            int attempt,
            List<Integer> passSequence,
            Judged judged,
            Optional<Sha256> completionPrompt,
            Optional<Sha256> completionFitted,
            Optional<Sha256> completionEvidence,
            Optional<Sha256> responseThinking,
            Optional<Sha256> responseAnswer,
            Optional<Sha256> responseSolution,
            Optional<Sha256> responseEvidence,
            JsonNode provenance) {}
}
