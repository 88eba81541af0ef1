package dev.triptych.factory.teachers;

import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What the journal of teacher calls says of a run. It is read here and written by those who ask. */
@Singleton
public class Journal {
    /** The rows of one answer that are read at once. */
    private static final int PAGE = 10_000;

    private final Jdbi jdbi;

    @Inject
    public Journal(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Sums over all calls of the run. */
    public Sums sums(RunId run) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) as calls, coalesce(sum(prompt_tokens), 0) as prompt_tokens,
                            coalesce(sum(completion_tokens), 0) as completion_tokens,
                            coalesce(sum(cost_micro_usd), 0) as cost,
                            count(*) filter (where state = 'LOST') as lost,
                            coalesce(sum(extract(epoch from ended_at - asked_at)), 0) as busy_seconds,
                            coalesce(extract(epoch from max(ended_at) - min(asked_at)), 0) as span_seconds,
                            (select coalesce(max(open), 0) from (
                                select sum(change) over (order by at, change) as open from (
                                    select asked_at as at, 1 as change from teacher.call
                                    where run_id = :run and ended_at is not null
                                    union all
                                    select ended_at, -1 from teacher.call
                                    where run_id = :run and ended_at is not null) changes) levels) as open_most
                        from teacher.call where run_id = :run""")
                .bind("run", UUID.fromString(run.value()))
                .map((rs, ctx) -> new Sums(
                        rs.getLong("calls"),
                        rs.getLong("prompt_tokens"),
                        rs.getLong("completion_tokens"),
                        rs.getLong("cost"),
                        rs.getLong("lost"),
                        rs.getDouble("busy_seconds"),
                        rs.getDouble("span_seconds"),
                        rs.getLong("open_most")))
                .one());
    }

    /** Slots that were answered in full more than once, as far as the journal knows. */
    public long slotsAnsweredTwice(RunId run) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce(sum(answers - 1), 0) from (
                            select count(*) as answers from teacher.call
                            where run_id = :run and state = 'ANSWERED'
                            group by candidate, step, attempt, sample having count(*) > 1) repeated""")
                .bind("run", UUID.fromString(run.value()))
                .mapTo(Long.class)
                .one());
    }

    /**
     * How many calls of each slot were given up before their reply was committed, by the slot's key: lost ones, and ones
     * whose reply came after their slot had been taken over. Slots without one are left out.
     */
    public Map<String, Integer> givenUpBySlot(RunId run) {
        Map<String, Integer> lost = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select candidate, step, attempt, sample, count(*) from teacher.call
                        where run_id = :run and (state = 'LOST' or late) group by candidate, step, attempt, sample""")
                .bind("run", UUID.fromString(run.value()))
                .setFetchSize(PAGE)
                .map((rs, ctx) -> Map.entry(
                        run + "/" + rs.getInt(1) + "/" + rs.getString(2) + "/" + rs.getInt(3) + "/" + rs.getInt(4),
                        rs.getInt(5)))
                .forEach(entry -> lost.put(entry.getKey(), entry.getValue())));
        return lost;
    }

    /** The answers of candidates {@code from} to {@code to}, both included. */
    public List<Reply> replies(RunId run, int from, int to) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select s.candidate, s.step, s.attempt, s.sample, c.reply_sha256
                        from teacher.slot s join teacher.call c on c.call_id = s.answered_call
                        where s.run_id = :run and s.candidate between :from and :to and c.reply_sha256 is not null
                        order by s.candidate, s.step, s.attempt, s.sample""")
                .bind("run", UUID.fromString(run.value()))
                .bind("from", from)
                .bind("to", to)
                .map((rs, ctx) -> new Reply(
                        rs.getInt(1), rs.getString(2), rs.getInt(3), rs.getInt(4), new Sha256(rs.getString(5))))
                .list());
    }

    /** The answer of one slot. */
    public record Reply(int candidate, String step, int attempt, int sample, Sha256 reply) {}

    /**
     * @param lost calls whose worker died: they may have been paid for, so they are shown and never hidden
     * @param busySeconds sum over calls of the time from asking to the end
     * @param spanSeconds from the first asking to the last end
     * @param openMost most calls that were open at once
     */
    public record Sums(
            long calls,
            long promptTokens,
            long completionTokens,
            long costMicroUsd,
            long lost,
            double busySeconds,
            double spanSeconds,
            long openMost) {
        /** Share of the teacher's capacity that was in use, 0 to 1; the most it ever took at once is its capacity. */
        public double utilisation() {
            return spanSeconds <= 0 || openMost == 0 ? 0 : Math.clamp(busySeconds / (openMost * spanSeconds), 0.0, 1.0);
        }
    }
}
