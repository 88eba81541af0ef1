package dev.triptych.factory.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.teachers.Profiles;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What runs and tenants may spend. The limits are set here; what is reserved and spent is kept by the journal, in the
 * transactions that begin and end calls.
 */
@Singleton
public class Budgets {
    private static final String COLUMNS =
            "limit_micro_usd, reserved_micro_usd, spent_micro_usd, limit_tokens, reserved_tokens, spent_tokens";

    private final Jdbi jdbi;

    @Inject
    public Budgets(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The budget of a run; empty when its gate was never opened. */
    public Optional<Budget> of(RunId run) {
        return Optional.ofNullable(of(List.of(run)).get(run));
    }

    /** The budgets of runs; those whose gates were never opened are left out. */
    public Map<RunId, Budget> of(Collection<RunId> runs) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select " + COLUMNS + ", run_id from teacher.run_gate where run_id = any (:runs)")
                .bindArray("runs", UUID.class, runs.stream().map(Ledger::uuid).toList())
                .map((rs, ctx) -> Map.entry(new RunId(rs.getString("run_id")), budget(rs)))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The budget that all runs of a tenant share; empty when it has none. */
    public Optional<Budget> ofTenant(String tenant) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select " + COLUMNS + " from teacher.tenant_budget where tenant = :tenant")
                        .bind("tenant", tenant)
                        .map((rs, ctx) -> budget(rs))
                        .findOne());
    }

    /**
     * Sets what all runs of a tenant may spend together, with what they spent and reserved before. 0 is no limit; a limit
     * that is not given stays as it is.
     *
     * @return the budget as it is now
     */
    public Budget limitTenant(String tenant, OptionalLong microUsd, OptionalLong tokens) {
        jdbi.useTransaction(handle -> {
            // No call may be admitted between the sums and the row that later calls are booked on.
            handle.execute("lock table teacher.run_gate in share row exclusive mode");
            handle.createUpdate("""
                            insert into teacher.tenant_budget (tenant, limit_micro_usd, limit_tokens,
                                reserved_micro_usd, reserved_tokens, spent_micro_usd, spent_tokens)
                            select :tenant, nullif(:microUsd::bigint, 0), nullif(:tokens::bigint, 0),
                                coalesce(sum(reserved_micro_usd), 0), coalesce(sum(reserved_tokens), 0),
                                coalesce(sum(spent_micro_usd), 0), coalesce(sum(spent_tokens), 0)
                            from teacher.run_gate where tenant = :tenant
                            on conflict (tenant) do update set
                                limit_micro_usd =
                                    nullif(coalesce(:microUsd::bigint, tenant_budget.limit_micro_usd), 0),
                                limit_tokens = nullif(coalesce(:tokens::bigint, tenant_budget.limit_tokens), 0)""")
                    .bind("tenant", tenant)
                    .bind("microUsd", microUsd)
                    .bind("tokens", tokens)
                    .execute();
        });
        return ofTenant(tenant).orElseThrow();
    }

    static void openGate(Handle handle, RunId run, JsonNode input) {
        handle.createUpdate("""
                        insert into teacher.run_gate (run_id, tenant, open, limit_micro_usd, limit_tokens, teachers)
                        values (:run, :tenant, true, nullif(:microUsd, 0), nullif(:tokens, 0), :teachers::jsonb)
                        on conflict (run_id) do nothing""")
                .bind("run", Ledger.uuid(run))
                .bind("tenant", input.path("tenant").asText("default"))
                .bind("microUsd", input.path("budgetMicroUsd").asLong(0))
                .bind("tokens", input.path("budgetTokens").asLong(0))
                .bind("teachers", teachers(input).toString())
                .execute();
    }

    /** What is asked from now on, also by steps that are being tried: its budget and its teachers. */
    static void retune(Handle handle, RunId run, JsonNode input) {
        handle.createUpdate("""
                        update teacher.run_gate set limit_micro_usd = nullif(:microUsd, 0),
                            limit_tokens = nullif(:tokens, 0), teachers = :teachers::jsonb, changed_at = now()
                        where run_id = :run""")
                .bind("run", Ledger.uuid(run))
                .bind("microUsd", input.path("budgetMicroUsd").asLong(0))
                .bind("tokens", input.path("budgetTokens").asLong(0))
                .bind("teachers", teachers(input).toString())
                .execute();
    }

    private static JsonNode teachers(JsonNode input) {
        ObjectNode teachers = TriptychJson.mapper().createObjectNode();
        for (Step step : Step.values()) {
            teachers.put(step.name(), Profiles.teacherOf(step, input));
        }
        return teachers;
    }

    /** Somebody looked at why a run's teachers, or those that stood in for them, were stopped, and goes on with them. */
    static void forgiveProfiles(Handle handle, RunId run, List<String> profiles) {
        handle.createUpdate("""
                        delete from teacher.profile_stop where profile = any (:profiles)
                            or profile in (select c.profile from teacher.call c where c.run_id = :run)""")
                .bindArray("profiles", String.class, profiles)
                .bind("run", Ledger.uuid(run))
                .execute();
    }

    private static Budget budget(ResultSet rs) throws SQLException {
        return new Budget(rs.getLong(1), rs.getLong(2), rs.getLong(3), rs.getLong(4), rs.getLong(5), rs.getLong(6));
    }

    /**
     * A budget as it stands.
     *
     * @param limitMicroUsd 0 is no limit
     * @param reservedMicroUsd what calls under way may cost at most
     * @param spentMicroUsd what calls cost that ended, or may have cost where nobody knows
     */
    public record Budget(
            long limitMicroUsd,
            long reservedMicroUsd,
            long spentMicroUsd,
            long limitTokens,
            long reservedTokens,
            long spentTokens) {
        public static final Budget NONE = new Budget(0, 0, 0, 0, 0, 0);
    }
}
