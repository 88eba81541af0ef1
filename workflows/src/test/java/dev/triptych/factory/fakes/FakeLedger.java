package dev.triptych.factory.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.Difficulty;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.LedgerActivities;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.RunCounts;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.factory.TripletParts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger in memory, with the promises of {@link LedgerActivities}. */
public final class FakeLedger implements LedgerActivities {
    /** What {@link #open} finds wrong. */
    public List<String> problems = List.of();

    public String only = "rehearsal";

    public Optional<Waiting> oldest = Optional.empty();

    private final Map<RunId, Account> accounts = new LinkedHashMap<>();

    /** A run's rows. */
    public static final class Account {
        public final OpenRun opened;
        public final Map<Integer, Optional<Outcome>> candidates = new LinkedHashMap<>();
        public final Map<Integer, TripletParts> triplets = new HashMap<>();
        public final List<RunStatus> statuses = new ArrayList<>();
        public final List<JsonNode> retuned = new ArrayList<>();
        public Optional<CloseRun> closed = Optional.empty();

        Account(OpenRun opened) {
            this.opened = opened;
        }

        public int accepted() {
            return (int) candidates.values().stream()
                    .flatMap(Optional::stream)
                    .filter(Outcome.Accepted.class::isInstance)
                    .count();
        }

        public List<Outcome> outcomes() {
            return candidates.values().stream().flatMap(Optional::stream).toList();
        }
    }

    @Override
    public synchronized OpenedRun open(OpenRun request) {
        if (problems.isEmpty()) {
            accounts.computeIfAbsent(request.run(), run -> new Account(request));
        }
        String named = request.request().path("teacher").asText("");
        return new OpenedRun(problems, Optional.of(named.isEmpty() ? only : named));
    }

    @Override
    public synchronized IssuedCandidates issue(IssueCandidates request) {
        for (int number = request.first(); number <= request.last(); number++) {
            account(request.run()).candidates.putIfAbsent(number, Optional.empty());
        }
        return new IssuedCandidates(request.last() - request.first() + 1);
    }

    @Override
    public synchronized RecordedOutcome record(RecordOutcome request) {
        Account account = account(request.candidate().run());
        int number = request.candidate().number();
        Optional<Outcome> stored = account.candidates.getOrDefault(number, Optional.empty());
        if (stored.isEmpty()) {
            account.candidates.put(number, Optional.of(withPlace(account, request)));
            request.parts().ifPresent(parts -> account.triplets.put(number, parts));
        }
        return new RecordedOutcome(account.candidates.get(number).orElseThrow(), account.accepted());
    }

    /** Pages whose rows nobody keeps are all readable here, unless they have none. */
    @Override
    public synchronized RecordedPage recordPage(RecordPage request) {
        RunCounts counts = RunCounts.NONE;
        String undecided = "";
        for (int number = request.first(); number <= request.last(); number++) {
            CandidateId candidate = new CandidateId(request.run(), number);
            Outcome proposed = request.rows().isPresent()
                    ? new Outcome.Accepted(candidate.tripletId(), Difficulty.UNKNOWN)
                    : request.otherwise();
            Outcome stands = record(new RecordOutcome(candidate, proposed, Optional.empty()))
                    .outcome();
            counts = counts.plus(stands);
            undecided = request.rows().isPresent() ? "" : stands.toString();
        }
        return new RecordedPage(counts, undecided);
    }

    private static Outcome withPlace(Account account, RecordOutcome request) {
        boolean full =
                account.accepted() >= account.opened.request().get("target").asInt();
        return request.proposed() instanceof Outcome.Accepted && full
                ? new Outcome.Rejected(RejectReason.SURPLUS, Optional.empty())
                : request.proposed();
    }

    @Override
    public synchronized ChangedStatus changeStatus(ChangeStatus request) {
        account(request.run()).statuses.add(request.status());
        return new ChangedStatus(request.status());
    }

    @Override
    public synchronized RetunedRun retune(RetuneRun request) {
        if (problems.isEmpty()) {
            account(request.run()).retuned.add(request.request());
        }
        return new RetunedRun(problems);
    }

    @Override
    public synchronized OldestWaiting oldestWaiting(FindOldest request) {
        return new OldestWaiting(oldest);
    }

    @Override
    public synchronized ClosedRun close(CloseRun request) {
        Account account = account(request.run());
        account.closed = Optional.of(request);
        List<String> disagreements = new ArrayList<>();
        if (account.candidates.size() != request.issued()) {
            disagreements.add(request.issued() + " issued, " + account.candidates.size() + " rows");
        }
        long open =
                account.candidates.values().stream().filter(Optional::isEmpty).count();
        if (open > 0) {
            disagreements.add(open + " without an outcome");
        }
        boolean reconciled = disagreements.isEmpty();
        return new ClosedRun(reconciled ? request.status() : RunStatus.FAILED, reconciled, disagreements);
    }

    /** Takes a row away, as nobody may. */
    public synchronized void lose(CandidateId candidate) {
        account(candidate.run()).candidates.remove(candidate.number());
    }

    public synchronized Account account(RunId run) {
        Account account = accounts.get(run);
        if (account == null) {
            throw ActivityErrors.failure(ErrorCode.UNKNOWN_RUN, "No run " + run);
        }
        return account;
    }

    /** The account of the only run. */
    public synchronized Account account() {
        return accounts.values().iterator().next();
    }

    public synchronized int runs() {
        return accounts.size();
    }
}
