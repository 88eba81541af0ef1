package dev.triptych.factory.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.json.TriptychJson;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads the account of runs. */
@Singleton
public class Runs {
    private static final String COLUMNS =
            "id, tenant, workflow_id, recipe, target, teacher, simulated, status, request, message, problems,"
                    + " reconciled, opened_at, closed_at";

    private final Jdbi jdbi;

    @Inject
    public Runs(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The run's row; empty before its first activity, and for an unknown run. */
    public Optional<RunRecord> find(RunId run) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS + " from factory.run where id = :run")
                .bind("run", Ledger.uuid(run))
                .map((rs, ctx) -> read(rs))
                .findOne());
    }

    /** The newest runs first. */
    public List<RunRecord> newest(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select " + COLUMNS + " from factory.run order by opened_at desc, id limit :limit")
                .bind("limit", limit)
                .map((rs, ctx) -> read(rs))
                .list());
    }

    /** Runs that are not closed, oldest first. */
    public List<RunRecord> open(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS
                        + " from factory.run where closed_at is null order by opened_at, id limit :limit")
                .bind("limit", limit)
                .map((rs, ctx) -> read(rs))
                .list());
    }

    /** Closed runs of whose cancelled candidates workflows may still run, longest closed first. */
    public List<RunRecord> unswept(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS
                        + " from factory.run where closed_at is not null and swept_at is null"
                        + " order by closed_at limit :limit")
                .bind("limit", limit)
                .map((rs, ctx) -> read(rs))
                .list());
    }

    /** Notes that no workflow of a cancelled candidate of the run is left. */
    public void swept(RunId run) {
        jdbi.useHandle(handle -> handle.createUpdate("update factory.run set swept_at = now() where id = :run")
                .bind("run", Ledger.uuid(run))
                .execute());
    }

    /** A page of the run's candidates in flight, by number. */
    public List<CandidateRow> inFlight(RunId run, int after, int limit) {
        return page(run, "outcome is null", after, limit);
    }

    /** A page of the run's cancelled candidates, by number. */
    public List<CandidateRow> cancelled(RunId run, int after, int limit) {
        return page(run, "outcome = 'cancelled'", after, limit);
    }

    private List<CandidateRow> page(RunId run, String which, int after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select number, workflow_id, issued_at"
                        + " from factory.candidate where run_id = :run and " + which
                        + " and number > :after order by number limit :limit")
                .bind("run", Ledger.uuid(run))
                .bind("after", after)
                .bind("limit", limit)
                .map((rs, ctx) -> new CandidateRow(
                        rs.getInt(1), rs.getString(2), rs.getTimestamp(3).toInstant()))
                .list());
    }

    /** A page of the run's rejections, by candidate. */
    public List<Rejection> rejections(RunId run, int after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select number, reason, evidence from factory.candidate
                        where run_id = :run and outcome = 'rejected' and number > :after
                        order by number limit :limit""")
                .bind("run", Ledger.uuid(run))
                .bind("after", after)
                .bind("limit", limit)
                .map((rs, ctx) -> new Rejection(
                        rs.getInt(1),
                        RejectReason.valueOf(rs.getString(2)),
                        Optional.ofNullable(rs.getString(3)).map(Sha256::new)))
                .list());
    }

    /** The highest number of a candidate of the run; 0 when it has none. */
    public int highestNumber(RunId run) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select coalesce(max(number), 0) from factory.candidate where run_id = :run")
                .bind("run", Ledger.uuid(run))
                .mapTo(Integer.class)
                .one());
    }

    /** How the run's candidates stand, at one moment. */
    public Counts counts(RunId run) {
        return counts(List.of(run)).getOrDefault(run, Counts.NONE);
    }

    /** The same of several runs; those without candidates are left out. */
    public Map<RunId, Counts> counts(Collection<RunId> runs) {
        return jdbi.withHandle(handle -> {
            Map<RunId, Counts> counts = new HashMap<>();
            handle.createQuery("""
                            select run_id, coalesce(outcome, 'in flight'), reason, count(*) from factory.candidate
                            where run_id = any (:runs) group by 1, 2, 3""")
                    .bindArray(
                            "runs", UUID.class, runs.stream().map(Ledger::uuid).toList())
                    .map((rs, ctx) ->
                            new Group(new RunId(rs.getString(1)), rs.getString(2), rs.getString(3), rs.getInt(4)))
                    .forEach(group -> counts.merge(group.run(), group.counts(), Counts::plus));
            return counts;
        });
    }

    /** What of the run's separately kept numbers does not agree now, one line each. */
    public List<String> disagreements(RunId run) {
        return jdbi.withHandle((Handle handle) -> Reconciliation.problems(handle, run, OptionalInt.empty()));
    }

    private static RunRecord read(ResultSet row) throws SQLException {
        var closed = row.getTimestamp("closed_at");
        boolean reconciled = row.getBoolean("reconciled");
        return new RunRecord(
                new RunId(row.getObject("id", UUID.class).toString()),
                row.getString("tenant"),
                row.getString("workflow_id"),
                row.getString("recipe"),
                row.getInt("target"),
                row.getString("teacher"),
                row.getBoolean("simulated"),
                RunStatus.valueOf(row.getString("status")),
                parsed(row.getString("request")),
                row.getString("message"),
                Ledger.readLines(row.getString("problems")),
                reconciled,
                row.getTimestamp("opened_at").toInstant(),
                Optional.ofNullable(closed).map(java.sql.Timestamp::toInstant));
    }

    private static JsonNode parsed(String json) {
        try {
            return TriptychJson.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds what it did not write", e);
        }
    }

    private record Group(RunId run, String outcome, String reason, int count) {
        Counts counts() {
            return switch (outcome) {
                case "accepted" -> new Counts(count, Map.of(), 0, 0, 0);
                case "rejected" -> new Counts(0, Map.of(RejectReason.valueOf(reason), count), 0, 0, 0);
                case "failed" -> new Counts(0, Map.of(), count, 0, 0);
                case "cancelled" -> new Counts(0, Map.of(), 0, count, 0);
                default -> new Counts(0, Map.of(), 0, 0, count);
            };
        }
    }

    /** @param number from 1 */
    public record CandidateRow(int number, String workflowId, Instant issuedAt) {}

    /** @param evidence hash of the JSON that says what was seen */
    public record Rejection(int number, RejectReason reason, Optional<Sha256> evidence) {}

    /** Every candidate is counted in exactly one of these. */
    public record Counts(int accepted, Map<RejectReason, Integer> rejected, int failed, int cancelled, int inFlight) {
        public static final Counts NONE = new Counts(0, Map.of(), 0, 0, 0);

        public Counts {
            rejected = Map.copyOf(rejected);
        }

        Counts plus(Counts more) {
            Map<RejectReason, Integer> reasons = new EnumMap<>(RejectReason.class);
            reasons.putAll(rejected);
            more.rejected.forEach((reason, count) -> reasons.merge(reason, count, Integer::sum));
            return new Counts(
                    accepted + more.accepted,
                    reasons,
                    failed + more.failed,
                    cancelled + more.cancelled,
                    inFlight + more.inFlight);
        }

        public int rejectedInAll() {
            return rejected.values().stream().mapToInt(Integer::intValue).sum();
        }

        public int surplus() {
            return rejected.getOrDefault(RejectReason.SURPLUS, 0);
        }

        public int candidates() {
            return accepted + rejectedInAll() + failed + cancelled + inFlight;
        }
    }

    /**
     * A run as its row says.
     *
     * @param request its input with the defaults filled in
     * @param reconciled what the closing found; false while the run is open
     */
    public record RunRecord(
            RunId run,
            String tenant,
            String workflowId,
            String recipe,
            int target,
            String teacher,
            boolean simulated,
            RunStatus status,
            JsonNode request,
            String message,
            List<String> problems,
            boolean reconciled,
            Instant openedAt,
            Optional<Instant> closedAt) {
        /** The set of questions that it answers; empty where it makes its own. */
        public Optional<Sha256> questions() {
            return request.hasNonNull("questions")
                    ? Optional.of(new Sha256(request.path("questions").asText()))
                    : Optional.empty();
        }
    }
}
