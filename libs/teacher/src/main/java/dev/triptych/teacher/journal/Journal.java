package dev.triptych.teacher.journal;

import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.SlotKey;
import dev.triptych.teacher.Answer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Slots and calls as rows. Every method is one transaction; locks are taken slot first, then call. A slot's answer is
 * set once, by the call that owns the slot.
 */
@Singleton
public class Journal {
    private static final String SLOT =
            "run_id = :run and candidate = :candidate and step = :step and attempt = :attempt and sample = :sample";

    private static final String STATE_OF_SLOT = """
            select s.answered_call, a.state as answered_state, a.reply_sha256, a.thinking_sha256,
                   s.owner_call, o.state = 'ASKED' as asking,
                   coalesce(l.expires_at > clock_timestamp(), false) as alive
            from teacher.slot s
            left join teacher.call a on a.call_id = s.answered_call
            left join teacher.call o on o.call_id = s.owner_call
            left join teacher.lease l on l.process_id = o.process_id
            where s.""" + SLOT.replace(" and ", " and s.");

    private final Jdbi jdbi;

    @Inject
    public Journal(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What the slot holds now; changes nothing. */
    Claim look(SlotKey slot) {
        return jdbi.withHandle(handle -> bind(handle.createQuery(STATE_OF_SLOT), slot)
                .map((rs, ctx) -> SlotState.of(rs))
                .findOne()
                .map(SlotState::claim)
                .orElseGet(Claim.Free::new));
    }

    /**
     * Makes {@code process} the one who asks, unless the slot is answered, or a live worker asks, or the run is closed.
     * An owner that is dead loses its call.
     */
    Claim begin(NewCall call, UUID process) {
        return jdbi.inTransaction(handle -> {
            bind(handle.createUpdate("""
                                    insert into teacher.slot (run_id, candidate, step, attempt, sample, tenant)
                                    values (:run, :candidate, :step, :attempt, :sample, :tenant)
                                    on conflict do nothing"""), call.slot())
                    .bind("tenant", call.tenant())
                    .execute();
            // Lock first, then look: a look that waits for the lock would see the owner's row as it was before.
            bind(handle.createQuery("select 1 from teacher.slot where " + SLOT + " for update"), call.slot())
                    .mapTo(Integer.class)
                    .one();
            SlotState state = bind(handle.createQuery(STATE_OF_SLOT), call.slot())
                    .map((rs, ctx) -> SlotState.of(rs))
                    .one();
            if (!(state.claim() instanceof Claim.Free)) {
                return state.claim();
            }
            if (!open(handle, call.slot())) {
                handle.rollback();
                return new Claim.Closed();
            }
            state.ownerAsking().ifPresent(owner -> lose(handle, owner, "its owner's lease ended"));
            return new Claim.Mine(insert(handle, call, process));
        });
    }

    /** Writes how a call ended. True iff its reply is now the slot's answer. */
    boolean end(SlotKey slot, long callId, Ended ended) {
        return jdbi.inTransaction(handle -> {
            Owner owner = bind(
                            handle.createQuery("select coalesce(owner_call, 0), coalesce(answered_call, 0)"
                                    + " from teacher.slot where " + SLOT + " for update"),
                            slot)
                    .map((rs, ctx) -> new Owner(rs.getLong(1), rs.getLong(2)))
                    .one();
            if (owner.answered() == callId) {
                // A commit whose confirmation was lost.
                return true;
            }
            boolean owns = owner.asking() == callId && stillAsked(handle, callId);
            boolean fills = owns && ended.fills().isPresent();
            update(handle, callId, ended, !owns && ended.state() != Ended.State.LOST);
            if (fills) {
                fills = bind(
                                        handle.createUpdate("update teacher.slot set answered_call = :call where "
                                                + SLOT + " and owner_call = :call and answered_call is null"),
                                        slot)
                                .bind("call", callId)
                                .execute()
                        == 1;
            }
            return fills;
        });
    }

    /** Marks calls that nobody is making any more. */
    void lose(Collection<Long> callIds, String why) {
        jdbi.useTransaction(handle -> callIds.forEach(id -> lose(handle, id, why)));
    }

    /** Says that {@code process} is alive for {@code length} from now. */
    void renew(UUID process, String service, Duration length) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into teacher.lease (process_id, service, expires_at)
                        values (:process, :service, clock_timestamp() + :millis * interval '1 millisecond')
                        on conflict (process_id) do update set expires_at = excluded.expires_at""")
                .bind("process", process)
                .bind("service", service)
                .bind("millis", length.toMillis())
                .execute());
    }

    /** Ends the lease, so that others need not wait for its end. */
    void release(UUID process) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from teacher.lease where process_id = :process")
                .bind("process", process)
                .execute());
    }

    /** Removes leases that ended long ago. A lease that is gone counts as ended. */
    void sweep(Duration endedSince) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "delete from teacher.lease where expires_at < clock_timestamp() - :millis * interval '1 millisecond'")
                .bind("millis", endedSince.toMillis())
                .execute());
    }

    private static boolean open(Handle handle, SlotKey slot) {
        return handle.createQuery("select open from teacher.run_gate where run_id = :run")
                .bind("run", run(slot))
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    private static long insert(Handle handle, NewCall call, UUID process) {
        long callId = bind(handle.createQuery("""
                                insert into teacher.call (tenant, run_id, candidate, step, attempt, sample, state, process_id,
                                    service, profile, model, template, template_sha256, prompt_sha256, temperature, max_tokens)
                                values (:tenant, :run, :candidate, :step, :attempt, :sample, 'ASKED', :process,
                                    :service, :profile, :model, :template, :templateHash, :request, :temperature, :maxTokens)
                                returning call_id"""), call.slot())
                .bind("tenant", call.tenant())
                .bind("process", process)
                .bind("service", call.service())
                .bind("profile", call.profile())
                .bind("model", call.model())
                .bind("template", call.template())
                .bind("templateHash", call.templateHash())
                .bind("request", call.request().hex())
                .bind("temperature", call.temperature())
                .bind("maxTokens", call.maxTokens())
                .mapTo(Long.class)
                .one();
        bind(handle.createUpdate("update teacher.slot set owner_call = :call where " + SLOT), call.slot())
                .bind("call", callId)
                .execute();
        return callId;
    }

    private static boolean stillAsked(Handle handle, long callId) {
        return handle.createQuery("select state = 'ASKED' from teacher.call where call_id = :call for update")
                .bind("call", callId)
                .mapTo(Boolean.class)
                .one();
    }

    /** @param late the call was given up before: what it brought is paid, and nothing else */
    private static void update(Handle handle, long callId, Ended ended, boolean late) {
        handle.createUpdate("""
                        update teacher.call set state = :state, ended_at = clock_timestamp(), late = :late,
                            finish_reason = :finishReason, reply_sha256 = :reply, thinking_sha256 = :thinking,
                            prompt_tokens = :promptTokens, completion_tokens = :completionTokens,
                            tokens_estimated = :estimated, cost_micro_usd = :cost, first_token_at = :firstTokenAt,
                            error_code = :errorCode, error_message = :errorMessage
                        where call_id = :call""")
                .bind("call", callId)
                .bind("state", ended.state().name())
                .bind("late", late)
                .bind("finishReason", ended.finishReason().orElse(null))
                .bind("reply", ended.reply().map(Sha256::hex).orElse(null))
                .bind("thinking", ended.thinking().map(Sha256::hex).orElse(null))
                .bind("promptTokens", ended.usage().promptTokens())
                .bind("completionTokens", ended.usage().completionTokens())
                .bind("estimated", ended.usage().estimated())
                .bind("cost", ended.costMicroUsd())
                .bind(
                        "firstTokenAt",
                        ended.firstTokenAt()
                                .map(at -> OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                                .orElse(null))
                .bind("errorCode", ended.errorCode().map(Enum::name).orElse(null))
                .bind("errorMessage", ended.errorMessage().orElse(null))
                .execute();
    }

    private static void lose(Handle handle, long callId, String why) {
        handle.createUpdate("""
                        update teacher.call set state = 'LOST', ended_at = clock_timestamp(), error_message = :why
                        where call_id = :call and state = 'ASKED'""").bind("call", callId).bind("why", why).execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, SlotKey slot) {
        return statement
                .bind("run", run(slot))
                .bind("candidate", slot.candidate().number())
                .bind("step", slot.step().name())
                .bind("attempt", slot.attempt())
                .bind("sample", slot.sample());
    }

    private static UUID run(SlotKey slot) {
        return UUID.fromString(slot.candidate().run().value());
    }

    /** Calls of a slot; 0 is none. */
    private record Owner(long asking, long answered) {}

    /** A slot's row with its owner. {@code alive} only means something while the owner is asking. */
    private record SlotState(Optional<Claim.Answered> answer, Optional<Long> ownerAsking, boolean alive) {
        static SlotState of(ResultSet rs) throws SQLException {
            long answered = rs.getLong("answered_call");
            if (!rs.wasNull()) {
                return new SlotState(
                        Optional.of(new Claim.Answered(
                                answered,
                                finish(rs.getString("answered_state")),
                                new Sha256(rs.getString("reply_sha256")),
                                hash(rs.getString("thinking_sha256")))),
                        Optional.empty(),
                        false);
            }
            long owner = rs.getLong("owner_call");
            return new SlotState(
                    Optional.empty(),
                    rs.getBoolean("asking") ? Optional.of(owner) : Optional.empty(),
                    rs.getBoolean("alive"));
        }

        Claim claim() {
            if (answer.isPresent()) {
                return answer.get();
            }
            return ownerAsking.isPresent() && alive ? new Claim.Busy() : new Claim.Free();
        }

        private static Answer.Finish finish(String state) {
            return switch (Ended.State.valueOf(state)) {
                case ANSWERED -> Answer.Finish.STOP;
                case CUT -> Answer.Finish.LENGTH;
                case REFUSED -> Answer.Finish.REFUSED;
                case LOST -> throw new IllegalStateException("a lost call never answers a slot");
            };
        }

        private static Optional<Sha256> hash(@Nullable String hex) {
            return Optional.ofNullable(hex).map(Sha256::new);
        }
    }
}
