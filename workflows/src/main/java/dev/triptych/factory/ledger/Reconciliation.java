package dev.triptych.factory.ledger;

import dev.triptych.contracts.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Compares numbers that were kept separately: what the workflow and the run's row say was issued and accepted, the rows
 * of candidates, of triplets, of events, and the slots of the journal.
 */
final class Reconciliation {
    private Reconciliation() {}

    /** What does not agree, one line each. The run's row is locked and nothing of it is in flight. */
    static List<String> problems(Handle handle, RunId id, OptionalInt issuedByWorkflow) {
        UUID run = Ledger.uuid(id);
        Numbers n = numbers(handle, run);
        List<String> problems = new ArrayList<>();
        issuedByWorkflow.ifPresent(issued ->
                differ(problems, "candidates: the workflow issued", issued, "the ledger holds", n.candidates()));
        differ(problems, "candidates: the run issued", n.issued(), "the ledger holds", n.candidates());
        differ(problems, "candidates: the highest number is", n.highest(), "the ledger holds", n.candidates());
        differ(problems, "accepted: places taken", n.places(), "accepted candidates", n.accepted());
        differ(
                problems,
                "triplets and responses: candidates with one",
                n.triplets() + n.responded(),
                "accepted candidates",
                n.accepted());
        differ(
                problems,
                "triplets and responses: kept as surplus",
                n.surplusTriplets() + n.surplusResponded(),
                "surplus candidates",
                n.surplus());
        differ(problems, "responses: whose candidate was settled otherwise", n.strayResponses(), "expected", 0);
        differ(problems, "triplets: whose candidate was settled otherwise", n.strayTriplets(), "expected", 0);
        differ(problems, "events: outcomes told", n.outcomeEvents(), "outcomes", n.settled());
        differ(problems, "events: that tell another outcome than the ledger's", n.contradictingEvents(), "expected", 0);
        differ(problems, "events: numbers given", n.eventSeq(), "events", n.events());
        differ(problems, "journal: candidates asked for that the ledger does not hold", n.strayAsked(), "expected", 0);
        return problems;
    }

    private static void differ(List<String> problems, String what, long one, String against, long other) {
        if (one != other) {
            problems.add(what + " " + one + ", " + against + " " + other);
        }
    }

    private static Numbers numbers(Handle handle, UUID run) {
        return handle.createQuery("""
                        select r.issued, r.accepted as places, r.event_seq, c.*, t.*, o.*, a.*,
                            (select count(*) from factory.response x
                             left join factory.candidate y on y.run_id = x.run_id and y.number = x.number
                             where x.run_id = r.id and x.unreadable is null and not coalesce(
                                 case when x.surplus then y.reason = 'SURPLUS' else y.outcome = 'accepted' end, false))
                                as stray_responses,
                            (select count(*) from factory.triplet x
                             left join factory.candidate y on y.run_id = x.run_id and y.number = x.number
                             where x.run_id = r.id and not coalesce(
                                 case when x.surplus then y.reason = 'SURPLUS' else y.triplet_id = x.id end, false))
                                as stray_triplets,
                            (select count(*) from factory.outbox x
                             left join factory.candidate y on y.run_id = x.run_id and y.number = x.candidate
                             where x.run_id = r.id and x.candidate is not null
                                 and y.outcome is distinct from x.outcome) as contradicting_events,
                            (select count(distinct s.candidate) from teacher.slot s
                             where s.run_id = r.id and not exists (
                                 select 1 from factory.candidate y where y.run_id = r.id and y.number = s.candidate))
                                as stray_asked
                        from factory.run r,
                            lateral (select count(*) as candidates, coalesce(max(number), 0) as highest,
                                     count(outcome) as settled,
                                     count(*) filter (where outcome = 'accepted') as accepted,
                                     count(*) filter (where reason = 'SURPLUS') as surplus
                                     from factory.candidate where run_id = r.id) c,
                            lateral (select count(*) filter (where not surplus) as triplets,
                                     count(*) filter (where surplus) as surplus_triplets
                                     from factory.triplet where run_id = r.id) t,
                            lateral (select count(distinct number) filter (where not surplus) as responded,
                                     count(distinct number) filter (where surplus) as surplus_responded
                                     from factory.response where run_id = r.id and unreadable is null) a,
                            lateral (select count(*) as events, count(candidate) as outcome_events
                                     from factory.outbox where run_id = r.id) o
                        where r.id = :run""")
                .bind("run", run)
                .map((rs, ctx) -> new Numbers(
                        rs.getLong("issued"),
                        rs.getLong("places"),
                        rs.getLong("event_seq"),
                        rs.getLong("candidates"),
                        rs.getLong("highest"),
                        rs.getLong("settled"),
                        rs.getLong("accepted"),
                        rs.getLong("surplus"),
                        rs.getLong("triplets"),
                        rs.getLong("surplus_triplets"),
                        rs.getLong("events"),
                        rs.getLong("outcome_events"),
                        rs.getLong("stray_triplets"),
                        rs.getLong("contradicting_events"),
                        rs.getLong("stray_asked"),
                        rs.getLong("responded"),
                        rs.getLong("surplus_responded"),
                        rs.getLong("stray_responses")))
                .one();
    }

    private record Numbers(
            long issued,
            long places,
            long eventSeq,
            long candidates,
            long highest,
            long settled,
            long accepted,
            long surplus,
            long triplets,
            long surplusTriplets,
            long events,
            long outcomeEvents,
            long strayTriplets,
            long contradictingEvents,
            long strayAsked,
            long responded,
            long surplusResponded,
            long strayResponses) {}
}
