package dev.triptych.teacher.journal;

import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.teacher.limit.Limiter;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.statement.Query;

/**
 * Slots and calls as rows, with what their runs and tenants may spend. Calls are begun and ended by one statement for
 * all that come at the same time, which stores the bodies of requests and replies too. A slot's answer is set once, by
 * the call that owns the slot.
 */
@Singleton
public class Journal {
    /**
     * How often what came together is written, at most. A teacher whose calls take less than a fifth of a second would
     * wait for it; no other does, because calls are begun ahead of their turn.
     */
    static final Duration PACE = Duration.ofMillis(20);

    private final Jdbi jdbi;
    private final GroupCommit<SlotKey, Said> looks;
    private final GroupCommit<Change, Said> changes;

    @Inject
    public Journal(Jdbi jdbi) {
        this.jdbi = jdbi;
        ManyCalls many = new ManyCalls(jdbi);
        this.looks = new GroupCommit<>("journal-look", Duration.ZERO, many::look);
        this.changes = new GroupCommit<>("journal-change", PACE, many::change);
    }

    /** What the slot holds now; changes nothing. */
    Claim look(SlotKey slot) {
        return looks.commit(slot).asClaim();
    }

    /**
     * Makes {@code process} the one who asks and reserves the call's bound, unless the slot is answered, or a live
     * worker asks, or the run's state or a budget forbids it. An owner that is dead loses its call.
     */
    Claim begin(NewCall call, UUID process) {
        return changes.commit(new Change.Begin(call, process)).asClaim();
    }

    /** Writes how a call ended and what it cost. True iff its reply is now the slot's answer. May be repeated. */
    boolean end(SlotKey slot, long callId, Ended ended) {
        return changes.commit(new Change.End(slot, callId, ended)).filled();
    }

    /** Marks calls that nobody is making any more. What was reserved for them stays spent. */
    void lose(Collection<Long> callIds, String why) {
        call("select 1 from teacher.lose_calls(:ids, :why)", query -> query.bindArray("ids", Long.class, callIds)
                .bind("why", why));
    }

    /**
     * Calls that the journal believes {@code process} to be making, beside those that it knows it is.
     *
     * @param max how many are looked for
     */
    List<Long> strays(UUID process, Collection<Long> known, int max) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select call_id from teacher.stray_calls(:process, :known, :max) as call_id")
                .bind("process", process)
                .bindArray("known", Long.class, known)
                .bind("max", max)
                .mapTo(Long.class)
                .list());
    }

    /** Marks the calls of processes whose lease ended. */
    void loseDead() {
        call("select 1 from teacher.lose_dead_calls()", query -> query);
    }

    /**
     * Says that {@code process} is alive for {@code length} from now.
     *
     * @param places what it has open at the teachers it asks, by profile
     * @return how many other processes that are alive said that they ask a teacher, by profile
     */
    Map<String, Integer> renew(UUID process, String service, Duration length, Map<String, Limiter.State> places) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with own as (
                            insert into teacher.lease (process_id, service, expires_at, places)
                            values (:process, :service, clock_timestamp() + :millis * interval '1 millisecond',
                                    :places::jsonb)
                            on conflict (process_id) do update set
                                expires_at = excluded.expires_at, places = excluded.places)
                        select profile, count(*) as processes
                        from teacher.lease, jsonb_object_keys(places) as profile
                        where process_id <> :process and expires_at > clock_timestamp()
                        group by profile""")
                .bind("process", process)
                .bind("service", service)
                .bind("places", TriptychJson.mapper().valueToTree(places).toString())
                .bind("millis", length.toMillis())
                .setMapKeyColumn("profile")
                .setMapValueColumn("processes")
                .collectInto(new GenericType<>() {}));
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
        looks.close();
        changes.close();
    }

    private void call(String sql, UnaryOperator<Query> bind) {
        int unused = jdbi.withHandle(handle ->
                bind.apply(handle.createQuery(sql)).mapTo(Integer.class).one());
    }
}
