package dev.triptych.factory.ledger;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.Difficulty;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.TripletId;
import dev.triptych.contracts.factory.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Candidates as rows. */
final class Candidates {
    /** A message is for people: what is longer is cut. */
    private static final int MESSAGE_CHARS_MAX = 2_000;

    private Candidates() {}

    /** What the ledger knows of a candidate. */
    sealed interface Known {}

    /** Its outcome stands. */
    record Settled(Outcome outcome) implements Known {}

    /** It has no outcome yet. */
    record InFlight() implements Known {}

    /** It was never issued, or its row was deleted. */
    record Missing() implements Known {}

    /** Reads and locks the candidate's row. */
    static Known find(Handle handle, CandidateId candidate) {
        return handle.createQuery("""
                        select outcome, reason, evidence, error, message, triplet_id, difficulty
                        from factory.candidate where run_id = :run and number = :number for update""")
                .bind("run", Ledger.uuid(candidate.run()))
                .bind("number", candidate.number())
                .map((rs, ctx) -> read(rs))
                .findOne()
                .map(outcome -> outcome.<Known>map(Settled::new).orElseGet(InFlight::new))
                .orElseGet(Missing::new);
    }

    /** The same for candidates {@code first} to {@code last}; those that are not there are left out. */
    static SortedMap<Integer, Known> find(Handle handle, RunId run, int first, int last) {
        SortedMap<Integer, Known> found = new TreeMap<>();
        handle.createQuery("""
                        select number, outcome, reason, evidence, error, message, triplet_id, difficulty
                        from factory.candidate where run_id = :run and number between :first and :last
                        order by number for update""")
                .bind("run", Ledger.uuid(run))
                .bind("first", first)
                .bind("last", last)
                .map((rs, ctx) -> Map.entry(
                        rs.getInt(1), read(rs).<Known>map(Settled::new).orElseGet(InFlight::new)))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    /** Gives the candidate its outcome; the database refuses a second. */
    static void settle(Handle handle, CandidateId candidate, Outcome outcome) {
        settle(handle, candidate.run(), Map.of(candidate.number(), outcome));
    }

    /** Gives candidates their outcomes; the database refuses a second. */
    static void settle(Handle handle, RunId run, Map<Integer, Outcome> outcomes) {
        var rows = handle.prepareBatch("""
                        update factory.candidate set outcome = :outcome, reason = :reason, evidence = :evidence,
                            error = :error, message = :message, triplet_id = :triplet, difficulty = :difficulty,
                            settled_at = now()
                        where run_id = :run and number = :number""");
        outcomes.forEach((number, outcome) -> {
            Columns columns = columns(outcome);
            rows.bind("outcome", word(outcome))
                    .bind("reason", columns.reason())
                    .bind("evidence", columns.evidence())
                    .bind("error", columns.error())
                    .bind("message", columns.message())
                    .bind("triplet", columns.triplet())
                    .bind("difficulty", columns.difficulty())
                    .bind("run", Ledger.uuid(run))
                    .bind("number", number)
                    .add();
        });
        int[] unused = rows.execute();
    }

    /** The outcome's kind in one word, as the database keeps it. */
    static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted -> "accepted";
            case Outcome.Rejected rejected -> "rejected";
            case Outcome.Failed failed -> "failed";
            case Outcome.Cancelled cancelled -> "cancelled";
        };
    }

    private static Columns columns(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted ->
                new Columns(
                        null,
                        null,
                        null,
                        null,
                        UUID.fromString(accepted.tripletId().value()),
                        accepted.difficulty().name());
            case Outcome.Rejected rejected ->
                new Columns(
                        rejected.reason().name(),
                        rejected.evidence().map(Sha256::hex).orElse(null),
                        null,
                        null,
                        null,
                        null);
            case Outcome.Failed failed ->
                new Columns(null, null, failed.error().name(), shortened(failed.message()), null, null);
            case Outcome.Cancelled cancelled -> new Columns(null, null, null, null, null, null);
        };
    }

    private static Optional<Outcome> read(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        if (outcome == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (outcome) {
                    case "accepted" ->
                        new Outcome.Accepted(
                                new TripletId(row.getString("triplet_id")),
                                Difficulty.valueOf(row.getString("difficulty")));
                    case "rejected" ->
                        new Outcome.Rejected(
                                RejectReason.valueOf(row.getString("reason")),
                                Optional.ofNullable(row.getString("evidence")).map(Sha256::new));
                    case "failed" ->
                        new Outcome.Failed(ErrorCode.valueOf(row.getString("error")), row.getString("message"));
                    case "cancelled" -> new Outcome.Cancelled();
                    default -> throw new IllegalStateException("no such outcome: " + outcome);
                });
    }

    private static String shortened(String message) {
        return message.length() <= MESSAGE_CHARS_MAX ? message : message.substring(0, MESSAGE_CHARS_MAX);
    }

    private record Columns(
            @Nullable String reason,
            @Nullable String evidence,
            @Nullable String error,
            @Nullable String message,
            @Nullable UUID triplet,
            @Nullable String difficulty) {}
}
