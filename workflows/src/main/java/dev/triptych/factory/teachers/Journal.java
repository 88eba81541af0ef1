package dev.triptych.factory.teachers;

import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What the journal of teacher calls says of a run. It is read here and written by those who ask. */
@Singleton
public class Journal {
    /** The rows of one answer that are read at once. */
    private static final int PAGE = 10_000;

    /** Of a call and its gate: whether its budget was, or will be, charged with more than is known to have been used. */
    private static final String UNACCOUNTED =
            " (state = 'LOST' or charged_micro_usd <> cost_micro_usd or charged_tokens <> prompt_tokens + completion_tokens"
                    + " or (state = 'ASKED' and not coalesce(g.open, false)))";

    /** Of a call: a whole reply was paid. */
    private static final String WHOLE = " (c.state = 'ANSWERED' or c.finish_reason is not null) ";

    /** Of a call and the one that answered its slot: that was committed when it was sent. */
    private static final String SENT_AFTER_THE_ANSWER = " coalesce(c.sent_at > a.ended_at, false) ";

    /** Of a call: when it was sent, empty where it was not; where nobody told but something came, when it was begun. */
    private static final String SENT =
            " coalesce(sent_at, case when state in ('ANSWERED', 'CUT') or finish_reason is not null then asked_at end) ";

    private final Jdbi jdbi;

    @Inject
    public Journal(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What runs asked so far, by run; one that asked nothing is left out. */
    public Map<RunId, Use> uses(Collection<RunId> runs) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select c.run_id, count(*) as calls, sum(prompt_tokens) as prompt_tokens,
                            sum(completion_tokens) as completion_tokens, sum(cost_micro_usd) as cost,
                            count(*) filter (where""" + UNACCOUNTED + """
                                ) as unaccounted,
                            coalesce(sum(prompt_tokens + completion_tokens) filter (where tokens_estimated), 0)
                                as estimated_tokens,
                            coalesce(sum(cost_micro_usd) filter (where tokens_estimated), 0) as estimated_cost,
                            coalesce(array_agg(distinct profile) filter (where state = 'ASKED' and g.open), '{}')
                                as asking
                        from teacher.call c left join teacher.run_gate g on g.run_id = c.run_id
                        where c.run_id = any (:runs) group by c.run_id""")
                .bindArray(
                        "runs",
                        UUID.class,
                        runs.stream().map(run -> UUID.fromString(run.value())).toList())
                .map((rs, ctx) -> Map.entry(
                        new RunId(rs.getString("run_id")),
                        new Use(
                                rs.getLong("calls"),
                                rs.getLong("unaccounted"),
                                rs.getLong("prompt_tokens"),
                                rs.getLong("completion_tokens"),
                                rs.getLong("cost"),
                                rs.getLong("estimated_tokens"),
                                rs.getLong("estimated_cost"),
                                List.of((String[]) rs.getArray("asking").getArray()))))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What all live processes together have open now at each teacher that is being asked, as of some seconds ago. */
    public List<Places> places() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select places.key, sum((value ->> 'open')::int), sum((value ->> 'limit')::int),
                            sum((value ->> 'waiting')::int)
                        from teacher.lease l, jsonb_each(l.places) places
                        where l.expires_at > clock_timestamp() group by 1 order by 1""")
                .map((rs, ctx) -> new Places(rs.getString(1), rs.getInt(2), rs.getInt(3), rs.getInt(4)))
                .list());
    }

    /** What is known of calls, by their ids. */
    public Map<Long, Call> calls(Collection<Long> ids) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select call_id, profile, model, template, template_sha256, prompt_sha256, thinking_sha256,
                            temperature, max_tokens, finish_reason, prompt_tokens, completion_tokens, tokens_estimated,
                            cost_micro_usd
                        from teacher.call where call_id = any (:ids)""")
                .bindArray("ids", Long.class, ids)
                .map((rs, ctx) -> Map.entry(
                        rs.getLong("call_id"),
                        new Call(
                                rs.getString("profile"),
                                rs.getString("model"),
                                rs.getString("template"),
                                rs.getString("template_sha256"),
                                rs.getString("prompt_sha256"),
                                Optional.ofNullable(rs.getString("thinking_sha256"))
                                        .map(Sha256::new),
                                rs.getDouble("temperature"),
                                rs.getInt("max_tokens"),
                                Objects.requireNonNullElse(rs.getString("finish_reason"), ""),
                                rs.getLong("prompt_tokens"),
                                rs.getLong("completion_tokens"),
                                rs.getBoolean("tokens_estimated"),
                                rs.getLong("cost_micro_usd"))))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Sums over all calls of the run. */
    public Sums sums(RunId run) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) as calls, coalesce(sum(prompt_tokens), 0) as prompt_tokens,
                            coalesce(sum(completion_tokens), 0) as completion_tokens,
                            coalesce(sum(cost_micro_usd), 0) as cost,
                            count(*) filter (where""" + UNACCOUNTED + """
                                ) as unaccounted,
                            coalesce(sum(coalesce(charged_micro_usd, bound_micro_usd) - cost_micro_usd)
                                filter (where""" + UNACCOUNTED + """
                                ), 0) as unaccounted_cost,
                            coalesce(sum(prompt_tokens + completion_tokens) filter (where tokens_estimated), 0)
                                as estimated_tokens,
                            coalesce(sum(cost_micro_usd) filter (where tokens_estimated), 0) as estimated_cost,
                            coalesce(extract(epoch from sum(ended_at -""" + SENT + """
                                )), 0) as busy_seconds,
                            coalesce(extract(epoch from
                                max(ended_at) filter (where"""
                        + SENT + """
                                    is not null) - min(""" + SENT + """
                                )), 0) as span_seconds,
                            (select coalesce(max(open), 0) from (
                                select sum(change) over (order by at, change) as open
                                from teacher.call, lateral (values (""" + SENT + """
                                    , 1), (ended_at, -1)) as changes (at, change)
                                where run_id = :run and ended_at is not null and""" + SENT + """
                                    is not null) levels) as open_most
                        from teacher.call c left join teacher.run_gate g on g.run_id = c.run_id
                        where c.run_id = :run""")
                .bind("run", UUID.fromString(run.value()))
                .map((rs, ctx) -> new Sums(
                        rs.getLong("calls"),
                        rs.getLong("prompt_tokens"),
                        rs.getLong("completion_tokens"),
                        rs.getLong("cost"),
                        rs.getLong("estimated_tokens"),
                        rs.getLong("estimated_cost"),
                        rs.getLong("unaccounted"),
                        rs.getLong("unaccounted_cost"),
                        rs.getDouble("busy_seconds"),
                        rs.getDouble("span_seconds"),
                        rs.getLong("open_most")))
                .one());
    }

    /**
     * What the journal knows of each slot that was asked, for {@link SlotCalls#repaid}. The rows of a large run are
     * streamed.
     */
    public Map<String, SlotCalls> callsBySlot(RunId run) {
        Map<String, SlotCalls> slots = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(
                        """
                        select c.candidate, c.step, c.attempt, c.sample,
                            count(*) filter (where""" + WHOLE + """
                                ) as completed,
                            count(*) filter (where c.late and not""" + SENT_AFTER_THE_ANSWER + """
                                and""" + WHOLE + """
                                ) as late,
                            count(*) filter (where c.state in ('LOST', 'ASKED', 'CUT') and c.finish_reason is null
                                and (s.answered_call is null or c.call_id < s.answered_call)
                                and not""" + SENT_AFTER_THE_ANSWER + """
                                ) as in_flight
                        from teacher.call c
                        left join teacher.slot s on s.run_id = c.run_id and s.candidate = c.candidate
                            and s.step = c.step and s.attempt = c.attempt and s.sample = c.sample
                        left join teacher.call a on a.call_id = s.answered_call
                        where c.run_id = :run group by c.candidate, c.step, c.attempt, c.sample""")
                .bind("run", UUID.fromString(run.value()))
                .setFetchSize(PAGE)
                .map((rs, ctx) -> Map.entry(
                        run + "/" + rs.getInt(1) + "/" + rs.getString(2) + "/" + rs.getInt(3) + "/" + rs.getInt(4),
                        new SlotCalls(rs.getInt(5), rs.getInt(6), rs.getInt(7))))
                .forEach(entry -> slots.put(entry.getKey(), entry.getValue())));
        return slots;
    }

    /** The profiles that the run's calls went to. */
    public List<String> profiles(RunId run) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select distinct profile from teacher.call where run_id = :run order by profile")
                .bind("run", UUID.fromString(run.value()))
                .mapTo(String.class)
                .list());
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

    /**
     * The calls of one slot.
     *
     * @param completed whose whole reply was committed
     * @param late of these, whose slot another worker had taken over, but not answered when they were sent
     * @param inFlight begun before the slot was answered and never committed whole: lost, broken off, or still open;
     *     without those that are known to have been sent after it
     */
    public record SlotCalls(int completed, int late, int inFlight) {
        static final SlotCalls NONE = new SlotCalls(0, 0, 0);

        /**
         * Full replies of this slot that were paid for though their answer was there. The journal itself shows those of
         * a slot that was answered twice. Of those the teacher counts beyond the committed ones, each must have been in
         * flight when its worker died: one call excuses one reply, and a call that was begun or sent after the answer
         * was committed excuses none.
         *
         * @param fullReplies as the teacher counts them
         */
        public long repaid(int fullReplies) {
            return repaid() + Math.max(0, fullReplies - completed - inFlight);
        }

        /** The same as far as the journal alone can tell. */
        public long repaid() {
            return Math.max(0, completed - late - 1);
        }
    }

    /**
     * @param unaccounted as in {@link Sums}, as are the estimated parts
     * @param asking the profiles at which calls of the run are under way
     */
    public record Use(
            long calls,
            long unaccounted,
            long promptTokens,
            long completionTokens,
            long costMicroUsd,
            long estimatedTokens,
            long estimatedCostMicroUsd,
            List<String> asking) {
        public static final Use NONE = new Use(0, 0, 0, 0, 0, 0, 0, List.of());

        public Use {
            asking = List.copyOf(asking);
        }
    }

    /**
     * One teacher, over all processes that ask it and all runs.
     *
     * @param open calls that are open
     * @param limit calls that may be, as far as those processes have found out
     * @param waiting calls that wait for a place
     */
    public record Places(String profile, int open, int limit, int waiting) {}

    /**
     * One call that was answered.
     *
     * @param profile who answered, which may be the fallback of who was asked
     * @param thinking the reasoning, where it came in a field of its own
     * @param tokensEstimated whether the teacher did not say and we counted
     */
    public record Call(
            String profile,
            String model,
            String template,
            String templateSha256,
            String promptSha256,
            Optional<Sha256> thinking,
            double temperature,
            int maxTokens,
            String finishReason,
            long promptTokens,
            long completionTokens,
            boolean tokensEstimated,
            long costMicroUsd) {}

    /** The answer of one slot. */
    public record Reply(int candidate, String step, int attempt, int sample, Sha256 reply) {}

    /**
     * @param estimatedTokens those of prompts and completions that the teacher did not count
     * @param estimatedCostMicroUsd their part of {@code costMicroUsd}
     * @param unaccounted calls of which nobody told what they cost: in flight when their worker died or their run ended,
     *     broken off, or not counted by the teacher. They may have been paid for, so they are shown and never hidden
     * @param unaccountedCostMicroUsd what these may have cost at most beyond their part of {@code costMicroUsd}; with it,
     *     the cost is what was spent of the budget
     * @param busySeconds sum over calls of the time from sending to the end
     * @param spanSeconds from the first sending to the last end
     * @param openMost most calls that were open at once
     */
    public record Sums(
            long calls,
            long promptTokens,
            long completionTokens,
            long costMicroUsd,
            long estimatedTokens,
            long estimatedCostMicroUsd,
            long unaccounted,
            long unaccountedCostMicroUsd,
            double busySeconds,
            double spanSeconds,
            long openMost) {
        /** Share of the teacher's capacity that was in use, 0 to 1; the most it ever took at once is its capacity. */
        public double utilisation() {
            return spanSeconds <= 0 || openMost == 0 ? 0 : Math.clamp(busySeconds / (openMost * spanSeconds), 0.0, 1.0);
        }
    }
}
