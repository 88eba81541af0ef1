package dev.triptych.teacher.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.store.PackedBody;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.limit.Limiter;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Slots and calls as rows, with what their runs and tenants may spend. A call is begun by one statement and ended by
 * one, shared by the calls that come at the same time; the bodies of request and reply are stored by the same
 * statements. A slot's answer is set once, by the call that owns the slot.
 */
@Singleton
public class Journal {
    private static final String STATE_OF_SLOT = """
            select s.answered_call, a.state as answered_state, a.reply_sha256, a.thinking_sha256,
                   coalesce(o.state = 'ASKED' and l.expires_at > clock_timestamp(), false) as busy
            from teacher.slot s
            left join teacher.call a on a.call_id = s.answered_call
            left join teacher.call o on o.call_id = s.owner_call
            left join teacher.lease l on l.process_id = o.process_id
            where s.run_id = :run and s.candidate = :candidate and s.step = :step and s.attempt = :attempt
                and s.sample = :sample""";

    /** Postgres' classes of errors that come from the data of one call and not from the state of the database. */
    private static final List<String> DATA_ERRORS = List.of("22", "23", "P0");

    private final Jdbi jdbi;
    private final GroupCommit<Beginning, Claim> beginnings;
    private final GroupCommit<Ending, Boolean> endings;

    @Inject
    public Journal(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.beginnings = new GroupCommit<>("journal-begin", group -> apartIfNeeded(group, this::beginAll));
        this.endings = new GroupCommit<>("journal-end", group -> apartIfNeeded(group, this::endAll));
    }

    /** What the slot holds now; changes nothing. */
    Claim look(SlotKey slot) {
        return jdbi.withHandle(handle -> bind(handle.createQuery(STATE_OF_SLOT), slot)
                .map((rs, ctx) -> {
                    if (rs.getObject("answered_call") != null) {
                        return answered(rs, "answered_call", "reply_sha256", "thinking_sha256");
                    }
                    return rs.getBoolean("busy") ? new Claim.Busy() : new Claim.Free();
                })
                .findOne()
                .orElseGet(Claim.Free::new));
    }

    /**
     * Makes {@code process} the one who asks and reserves the call's bound, unless the slot is answered, or a live
     * worker asks, or the run's state or a budget forbids it. An owner that is dead loses its call.
     */
    Claim begin(NewCall call, UUID process) {
        return beginnings.commit(new Beginning(call, process));
    }

    /** Writes how a call ended and what it cost. True iff its reply is now the slot's answer. May be repeated. */
    boolean end(SlotKey slot, long callId, Ended ended) {
        return endings.commit(new Ending(slot, callId, ended));
    }

    /** Marks calls that nobody is making any more. What was reserved for them stays spent. */
    void lose(Collection<Long> callIds, String why) {
        call("select 1 from teacher.lose_calls(:ids, :why)", query -> query.bindArray("ids", Long.class, callIds)
                .bind("why", why));
    }

    /** Marks the calls on {@code slot} that {@code process} may have begun without learning of it. */
    void loseBegun(SlotKey slot, UUID process) {
        call(
                "select 1 from teacher.lose_begun(:run, :candidate, :step, :attempt, :sample, :process)",
                query -> bind(query, slot).bind("process", process));
    }

    /** Marks the calls of processes whose lease ended. */
    void loseDead() {
        call("select 1 from teacher.lose_dead_calls()", query -> query);
    }

    /**
     * Says that {@code process} is alive for {@code length} from now.
     *
     * @param places what it has open at the teachers it asks, by profile
     */
    void renew(UUID process, String service, Duration length, Map<String, Limiter.State> places) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into teacher.lease (process_id, service, expires_at, places)
                        values (:process, :service, clock_timestamp() + :millis * interval '1 millisecond',
                                :places::jsonb)
                        on conflict (process_id) do update set
                            expires_at = excluded.expires_at, places = excluded.places""")
                .bind("process", process)
                .bind("service", service)
                .bind("places", TriptychJson.mapper().valueToTree(places).toString())
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

    @PreDestroy
    void close() {
        beginnings.close();
        endings.close();
    }

    /** One call whose data the database refuses must not take the others of its group with it. */
    private static <T, R> List<R> apartIfNeeded(List<T> group, Function<List<T>, List<R>> work) {
        try {
            return work.apply(group);
        } catch (UnableToExecuteStatementException e) {
            if (group.size() == 1
                    || !(e.getCause() instanceof SQLException cause)
                    || DATA_ERRORS.stream().noneMatch(String.valueOf(cause.getSQLState())::startsWith)) {
                throw e;
            }
        }
        List<R> results = new ArrayList<>();
        for (T one : group) {
            results.addAll(work.apply(List.of(one)));
        }
        return results;
    }

    private List<Claim> beginAll(List<Beginning> group) {
        ArrayNode calls = TriptychJson.mapper().createArrayNode();
        List<byte[]> bodies = new ArrayList<>();
        for (Beginning one : group) {
            NewCall call = one.call();
            bodies.add(call.request().deflated());
            describe(calls.addObject(), calls.size(), call.slot())
                    .put("tenant", call.tenant())
                    .put("process_id", one.process().toString())
                    .put("service", call.service())
                    .put("profile", call.profile())
                    .put("model", call.model())
                    .put("template", call.template())
                    .put("template_sha256", call.templateHash())
                    .put("prompt_sha256", call.request().hash().hex())
                    .put("prompt_size", call.request().size())
                    .put("temperature", call.temperature())
                    .put("max_tokens", call.maxTokens())
                    .put("bound_micro_usd", call.bound().microUsd())
                    .put("bound_tokens", call.bound().tokens());
        }
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select claim, call_id, answered_state, reply, thinking, reason
                        from teacher.begin_calls(cast(:calls as jsonb), :bodies) order by n""")
                .bind("calls", calls.toString())
                .bind("bodies", byteArrays(bodies))
                .map((rs, ctx) -> claim(rs))
                .list());
    }

    private List<Boolean> endAll(List<Ending> group) {
        ArrayNode calls = TriptychJson.mapper().createArrayNode();
        List<byte[]> bodies = new ArrayList<>();
        for (Ending one : group) {
            Ended ended = one.ended();
            ObjectNode call = describe(calls.addObject(), calls.size(), one.slot())
                    .put("call_id", one.callId())
                    .put("state", ended.state().name())
                    .put("fills", ended.fills().isPresent())
                    .put("settled", ended.settled())
                    .put(
                            "finish_reason",
                            ended.finishReason().map(Journal::printable).orElse(null))
                    .put("prompt_tokens", ended.usage().promptTokens())
                    .put("completion_tokens", ended.usage().completionTokens())
                    .put("tokens_estimated", ended.usage().estimated())
                    .put("cost_micro_usd", ended.costMicroUsd())
                    .put(
                            "first_token_at",
                            ended.firstTokenAt().map(Object::toString).orElse(null))
                    .put("error_code", ended.errorCode().map(Enum::name).orElse(null))
                    .put(
                            "error_message",
                            ended.errorMessage().map(Journal::printable).orElse(null));
            ended.reply().ifPresent(body -> attach(call, "reply", body, bodies));
            ended.thinking().ifPresent(body -> attach(call, "thinking", body, bodies));
        }
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select filled from teacher.end_calls(cast(:calls as jsonb), :bodies) order by n")
                .bind("calls", calls.toString())
                .bind("bodies", byteArrays(bodies))
                .mapTo(Boolean.class)
                .list());
    }

    private static ObjectNode describe(ObjectNode call, int number, SlotKey slot) {
        return call.put("n", number)
                .put("run_id", slot.candidate().run().value())
                .put("candidate", slot.candidate().number())
                .put("step", slot.step().name())
                .put("attempt", slot.attempt())
                .put("sample", slot.sample());
    }

    private static void attach(ObjectNode call, String part, PackedBody body, List<byte[]> bodies) {
        bodies.add(body.deflated());
        call.put(part + "_sha256", body.hash().hex())
                .put(part + "_body", bodies.size())
                .put(part + "_size", body.size());
    }

    /** Postgres' text cannot hold NUL, which a teacher may well say. */
    private static String printable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static Argument byteArrays(List<byte[]> bodies) {
        return (position, statement, ctx) -> statement.setArray(
                position, statement.getConnection().createArrayOf("bytea", bodies.toArray(byte[][]::new)));
    }

    private static Claim claim(ResultSet rs) throws SQLException {
        String reason = String.valueOf(rs.getString("reason"));
        return switch (rs.getString("claim")) {
            case "MINE" -> new Claim.Mine(rs.getLong("call_id"));
            case "BUSY" -> new Claim.Busy();
            case "LATER" -> new Claim.Later();
            case "ANSWERED" -> answered(rs, "call_id", "reply", "thinking");
            case "CLOSED" -> new Claim.Denied(ErrorCode.RUN_CLOSED, "the run takes no calls");
            case "EXHAUSTED" -> new Claim.Denied(ErrorCode.BUDGET_EXHAUSTED, reason);
            case "STOPPED" -> stopped(reason);
            default -> throw new IllegalStateException("no such claim: " + rs.getString("claim"));
        };
    }

    private static Claim stopped(String reason) {
        String[] parts = reason.split(" ", 2);
        return new Claim.Denied(ErrorCode.valueOf(parts[0]), parts[1]);
    }

    private static Claim answered(ResultSet rs, String callId, String reply, String thinking) throws SQLException {
        return new Claim.Answered(
                rs.getLong(callId),
                finish(rs.getString("answered_state")),
                new Sha256(rs.getString(reply)),
                hash(rs.getString(thinking)));
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

    private void call(String sql, UnaryOperator<Query> bind) {
        int unused = jdbi.withHandle(handle ->
                bind.apply(handle.createQuery(sql)).mapTo(Integer.class).one());
    }

    private static <S extends SqlStatement<S>> S bind(S statement, SlotKey slot) {
        return statement
                .bind("run", UUID.fromString(slot.candidate().run().value()))
                .bind("candidate", slot.candidate().number())
                .bind("step", slot.step().name())
                .bind("attempt", slot.attempt())
                .bind("sample", slot.sample());
    }

    private record Beginning(NewCall call, UUID process) {}

    private record Ending(SlotKey slot, long callId, Ended ended) {}
}
