package dev.triptych.factory.ledger;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.Difficulty;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.LedgerActivities.RecordPage;
import dev.triptych.contracts.factory.LedgerActivities.RecordedPage;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.RunCounts;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.solution.PageRows;
import dev.triptych.factory.events.Outbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** A page of candidates while the row of its run is locked: decide → settle → keep the responses → tell. */
final class Page {
    private final Handle handle;
    private final Ledger.LockedRun run;
    private final RecordPage request;
    private final Map<Integer, PageRows.Row> rows;
    private int accepted;

    Page(Handle handle, Ledger.LockedRun run, RecordPage request, List<PageRows.Row> rows) {
        this.handle = handle;
        this.run = run;
        this.request = request;
        this.rows = rows.stream().collect(Collectors.toMap(PageRows.Row::number, Function.identity()));
        this.accepted = run.accepted();
    }

    RecordedPage record() {
        SortedMap<Integer, Candidates.Known> known =
                Candidates.find(handle, request.run(), request.first(), request.last());
        SortedMap<Integer, Outcome> fresh = new TreeMap<>();
        SortedMap<Integer, Outcome> standing = new TreeMap<>();
        for (int number = request.first(); number <= request.last(); number++) {
            switch (Optional.ofNullable(known.get(number)).orElseGet(Candidates.Missing::new)) {
                case Candidates.Settled(Outcome outcome) -> standing.put(number, outcome);
                case Candidates.InFlight ignored -> fresh.put(number, outcome(number));
                // Told instead of thrown: the run goes on to its end, and is found not to reconcile there.
                case Candidates.Missing ignored ->
                    standing.put(
                            number,
                            new Outcome.Failed(
                                    ErrorCode.NOT_RECONCILED, "candidate " + number + " is not in the ledger"));
            }
        }
        keep(fresh);
        standing.putAll(fresh);
        return new RecordedPage(counts(standing), undecided(standing));
    }

    /** Decided in the order of the candidates, so that the places go to the first. */
    private Outcome outcome(int number) {
        PageRows.Row row = rows.get(number);
        if (row == null) {
            return request.otherwise();
        }
        if (row.readable()) {
            if (accepted < run.target() && run.status().open()) {
                accepted++;
                return new Outcome.Accepted(new CandidateId(request.run(), number).tripletId(), Difficulty.UNKNOWN);
            }
            return new Outcome.Rejected(RejectReason.SURPLUS, Optional.empty());
        }
        return row.error()
                .<Outcome>map(failure -> new Outcome.Failed(failure.code(), failure.message()))
                .orElseGet(() -> new Outcome.Rejected(
                        RejectReason.UNREADABLE_RESPONSE,
                        row.samples().stream().findFirst().map(PageRows.Sample::reply)));
    }

    private void keep(SortedMap<Integer, Outcome> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        Candidates.settle(handle, request.run(), fresh);
        keepResponses(fresh);
        handle.createUpdate("update factory.run set accepted = :accepted where id = :run")
                .bind("accepted", accepted)
                .bind("run", Ledger.uuid(request.run()))
                .execute();
        Outbox.append(
                handle,
                request.run(),
                fresh.entrySet().stream()
                        .map(entry -> Outbox.Event.settled(
                                request.run(),
                                entry.getKey(),
                                Candidates.word(entry.getValue()),
                                TriptychJson.mapper().valueToTree(entry.getValue())))
                        .toList());
    }

    private void keepResponses(SortedMap<Integer, Outcome> fresh) {
        var batch = handle.prepareBatch("""
                insert into factory.response
                    (run_id, number, sample, tenant, surplus, simulated, call_id, reply, unreadable)
                values (:run, :number, :sample, :tenant, :surplus, :simulated, :call, :reply, :unreadable)""");
        RunId id = request.run();
        fresh.forEach((number, outcome) -> Optional.ofNullable(rows.get(number)).stream()
                .flatMap(row -> row.samples().stream())
                .forEach(sample -> batch.bind("run", Ledger.uuid(id))
                        .bind("number", number)
                        .bind("sample", sample.sample())
                        .bind("tenant", run.tenant())
                        .bind("surplus", surplus(outcome))
                        .bind("simulated", run.simulated())
                        .bind("call", sample.call())
                        .bind("reply", sample.reply().hex())
                        .bind("unreadable", sample.unreadable().orElse(null))
                        .add()));
        if (batch.size() > 0) {
            int[] unused = batch.execute();
        }
    }

    private static boolean surplus(Outcome outcome) {
        return outcome instanceof Outcome.Rejected(RejectReason reason, var ignored) && reason == RejectReason.SURPLUS;
    }

    private static RunCounts counts(SortedMap<Integer, Outcome> outcomes) {
        RunCounts counts = RunCounts.NONE;
        for (Outcome outcome : outcomes.values()) {
            counts = counts.plus(outcome);
        }
        return counts;
    }

    /** Why the last ended without a verdict; empty when any has one. */
    private static String undecided(SortedMap<Integer, Outcome> outcomes) {
        String last = "";
        for (Outcome outcome : outcomes.values()) {
            switch (outcome) {
                case Outcome.Accepted ignored -> {
                    return "";
                }
                case Outcome.Rejected ignored -> {
                    return "";
                }
                case Outcome.Failed(ErrorCode error, String message) -> last = error + ": " + message;
                case Outcome.Cancelled ignored -> last = "A candidate was cancelled";
            }
        }
        return last;
    }
}
