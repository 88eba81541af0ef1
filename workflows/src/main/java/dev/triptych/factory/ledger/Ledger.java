package dev.triptych.factory.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.LedgerActivities.ChangeStatus;
import dev.triptych.contracts.factory.LedgerActivities.ChangedStatus;
import dev.triptych.contracts.factory.LedgerActivities.ClosedRun;
import dev.triptych.contracts.factory.LedgerActivities.IssueCandidates;
import dev.triptych.contracts.factory.LedgerActivities.IssuedCandidates;
import dev.triptych.contracts.factory.LedgerActivities.OpenRun;
import dev.triptych.contracts.factory.LedgerActivities.OpenedRun;
import dev.triptych.contracts.factory.LedgerActivities.RecordOutcome;
import dev.triptych.contracts.factory.LedgerActivities.RecordPage;
import dev.triptych.contracts.factory.LedgerActivities.RecordedOutcome;
import dev.triptych.contracts.factory.LedgerActivities.RecordedPage;
import dev.triptych.contracts.factory.LedgerActivities.RetuneRun;
import dev.triptych.contracts.factory.LedgerActivities.RetunedRun;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.ResponsePage;
import dev.triptych.contracts.factory.RunStatus;
import dev.triptych.contracts.factory.Triplet;
import dev.triptych.contracts.factory.TripletParts;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.solution.PageRows;
import dev.triptych.factory.events.Outbox;
import dev.triptych.factory.teachers.Profiles;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The account of runs. Every change is one transaction that holds the run's row lock, so places are counted exactly and
 * events are numbered in the order of commits; every method may be repeated.
 */
@Singleton
public class Ledger {
    /** Candidates that one call may issue; a window is far smaller. */
    private static final int ISSUE_MAX = 10_000;

    private final Jdbi jdbi;
    private final Profiles profiles;

    @Inject
    public Ledger(Jdbi jdbi, Profiles profiles) {
        this.jdbi = jdbi;
        this.profiles = profiles;
    }

    /** Writes the run's row and opens its gate for teacher calls, or says what is wrong with the request. */
    public OpenedRun open(OpenRun request) {
        JsonNode input = profiles.withTheOnlyOne(request.request());
        String teacher = input.path("teacher").asText();
        List<String> problems = profiles.problemsWith(input);
        if (!problems.isEmpty()) {
            return new OpenedRun(problems, Optional.empty());
        }
        UUID run = uuid(request.run());
        jdbi.useTransaction(handle -> {
            int inserted = handle.createUpdate("""
                            insert into factory.run
                                (id, tenant, workflow_id, recipe, target, teacher, simulated, request, status)
                            values (:run, :tenant, :workflow, :recipe, :target, :teacher, :simulated,
                                    :request::jsonb, 'RUNNING')
                            on conflict (id) do nothing""")
                    .bind("run", run)
                    .bind("tenant", input.path("tenant").asText("default"))
                    .bind("workflow", request.workflowId())
                    .bind("recipe", input.path("recipe").asText())
                    .bind("target", input.path("target").asInt())
                    .bind("teacher", teacher)
                    .bind("simulated", profiles.anySimulated(input))
                    .bind("request", input.toString())
                    .execute();
            if (inserted == 0) {
                return;
            }
            Budgets.openGate(handle, request.run(), input);
            handle.createUpdate(
                            "update factory.run_request set run_id = :run where workflow_id = :workflow and run_id is null")
                    .bind("run", run)
                    .bind("workflow", request.workflowId())
                    .execute();
            ObjectNode facts = json().put("workflowId", request.workflowId());
            facts.set("request", input);
            Outbox.append(handle, Outbox.Event.ofRun(request.run(), "run.opened", facts));
        });
        return new OpenedRun(List.of(), Optional.of(teacher));
    }

    /** Gives birth to candidates; refused when the run is closed, because nothing would ever settle them. */
    public IssuedCandidates issue(IssueCandidates request) {
        if (request.first() < 1 || request.last() < request.first() || request.last() - request.first() >= ISSUE_MAX) {
            throw ActivityErrors.failure(
                    ErrorCode.INVALID_INPUT, "candidates " + request.first() + " to " + request.last());
        }
        return jdbi.inTransaction(handle -> {
            LockedRun run = lock(handle, request.run());
            if (!run.status().open()) {
                throw ActivityErrors.failure(ErrorCode.RUN_CLOSED, "run " + request.run() + " is " + run.status());
            }
            handle.createUpdate("update factory.run set issued = greatest(issued, :last) where id = :run")
                    .bind("last", request.last())
                    .bind("run", uuid(request.run()))
                    .execute();
            var batch = handle.prepareBatch("""
                    insert into factory.candidate (run_id, number, tenant, workflow_id)
                    values (:run, :number, :tenant, :workflow) on conflict do nothing""");
            for (int number = request.first(); number <= request.last(); number++) {
                batch.bind("run", uuid(request.run()))
                        .bind("number", number)
                        .bind("tenant", run.tenant())
                        .bind("workflow", workflowId(request, number))
                        .add();
            }
            batch.execute();
            return new IssuedCandidates(request.last() - request.first() + 1);
        });
    }

    private static String workflowId(IssueCandidates request, int number) {
        if (request.page() == 0) {
            return Triplet.workflowId(new CandidateId(request.run(), number));
        }
        int first = number - (number - request.first()) % request.page();
        return ResponsePage.workflowId(new CandidateId(request.run(), first));
    }

    /**
     * Writes the outcomes of a page with their responses, places and events. An outcome that stands is counted as it is.
     *
     * @param rows what is known of its candidates
     */
    public RecordedPage recordPage(RecordPage request, List<PageRows.Row> rows) {
        return jdbi.inTransaction(handle -> new Page(handle, lock(handle, request.run()), request, rows).record());
    }

    /**
     * Writes the candidate's outcome with its triplet, its place and its event. The first outcome stands; whoever
     * proposes another later is given the first.
     */
    public RecordedOutcome record(RecordOutcome request) {
        return jdbi.inTransaction(handle -> {
            LockedRun run = lock(handle, request.candidate().run());
            return switch (Candidates.find(handle, request.candidate())) {
                case Candidates.Settled settled -> new RecordedOutcome(settled.outcome(), run.accepted());
                case Candidates.InFlight inFlight -> recordFirst(handle, run, request);
                // Told instead of thrown: the run goes on to its end, and is found not to reconcile there.
                case Candidates.Missing missing ->
                    new RecordedOutcome(
                            new Outcome.Failed(
                                    ErrorCode.NOT_RECONCILED,
                                    "candidate " + request.candidate() + " is not in the ledger"),
                            run.accepted());
            };
        });
    }

    private static RecordedOutcome recordFirst(Handle handle, LockedRun run, RecordOutcome request) {
        CandidateId candidate = request.candidate();
        boolean accepted = request.proposed() instanceof Outcome.Accepted
                && run.accepted() < run.target()
                && run.status().open();
        Outcome outcome = standing(request, accepted);
        request.parts().ifPresent(parts -> Triplets.insert(handle, run, parts, !accepted));
        if (accepted) {
            handle.createUpdate("update factory.run set accepted = accepted + 1 where id = :run")
                    .bind("run", uuid(candidate.run()))
                    .execute();
        }
        settle(handle, candidate, outcome);
        return new RecordedOutcome(outcome, run.accepted() + (accepted ? 1 : 0));
    }

    /** What the proposal becomes: who passed every gate and finds no place is kept as surplus. */
    private static Outcome standing(RecordOutcome request, boolean accepted) {
        if (!(request.proposed() instanceof Outcome.Accepted)) {
            return request.proposed();
        }
        TripletParts parts = request.parts()
                .orElseThrow(() -> ActivityErrors.failure(
                        ErrorCode.INVALID_INPUT,
                        "candidate " + request.candidate() + " is accepted without its parts"));
        return accepted
                ? request.proposed()
                : new Outcome.Rejected(
                        RejectReason.SURPLUS, Optional.of(parts.judged().evidence()));
    }

    /** Moves an open run between its open states; a closed run stays as it is. */
    public ChangedStatus changeStatus(ChangeStatus request) {
        if (!request.status().open()) {
            throw ActivityErrors.failure(ErrorCode.INVALID_INPUT, "status: " + request.status() + " needs close");
        }
        return jdbi.inTransaction(handle -> {
            LockedRun run = lock(handle, request.run());
            if (!run.status().open() || run.status() == request.status()) {
                return new ChangedStatus(run.status());
            }
            handle.createUpdate("update factory.run set status = :status, message = :message where id = :run")
                    .bind("status", request.status().name())
                    .bind("message", request.message().orElse(""))
                    .bind("run", uuid(request.run()))
                    .execute();
            Outbox.append(
                    handle,
                    Outbox.Event.ofRun(
                            request.run(),
                            "run.status",
                            json().put("status", request.status().name())
                                    .put("message", request.message().orElse(""))));
            if (request.status() == RunStatus.RUNNING) {
                Budgets.forgiveProfiles(handle, request.run(), run.teachers());
            }
            return new ChangedStatus(request.status());
        });
    }

    /** Sets budgets and teachers of an open run; a repeat changes nothing. */
    public RetunedRun retune(RetuneRun request) {
        List<String> problems = profiles.problemsWith(request.request());
        if (!problems.isEmpty()) {
            return new RetunedRun(problems);
        }
        return jdbi.inTransaction(handle -> {
            LockedRun run = lock(handle, request.run());
            if (!run.status().open()) {
                return new RetunedRun(List.of("run: it is " + run.status()));
            }
            handle.createUpdate("""
                            update factory.run set request = :request::jsonb, teacher = :teacher,
                                simulated = simulated or :simulated where id = :run""")
                    .bind("request", request.request().toString())
                    .bind("teacher", request.request().path("teacher").asText())
                    .bind("simulated", profiles.anySimulated(request.request()))
                    .bind("run", uuid(request.run()))
                    .execute();
            Budgets.retune(handle, request.run(), request.request());
            ObjectNode facts = json();
            facts.set("request", request.request());
            Outbox.append(handle, Outbox.Event.ofRun(request.run(), "run.retuned", facts));
            return new RetunedRun(List.of());
        });
    }

    /** Stops the run's teacher calls; in a transaction of its own, because nothing may delay it. */
    public void shutGate(RunId run) {
        jdbi.useTransaction(handle -> shutGate(handle, run));
    }

    /**
     * Closes the run for ever and reconciles its numbers; one that does not reconcile becomes {@code FAILED}.
     *
     * @param issuedByWorkflow how many candidates the workflow says it issued; empty when it can no longer be asked
     */
    public ClosedRun close(RunId id, RunStatus wanted, OptionalInt issuedByWorkflow, String message) {
        if (wanted.open()) {
            throw ActivityErrors.failure(ErrorCode.INVALID_INPUT, "status: " + wanted + " does not close a run");
        }
        return jdbi.inTransaction(handle -> {
            LockedRun run = lock(handle, id);
            if (!run.status().open()) {
                return closedAs(handle, id, run.status());
            }
            shutGate(handle, id);
            List<String> problems = new ArrayList<>();
            if (wanted == RunStatus.CANCELLED || wanted == RunStatus.FAILED) {
                cancelInFlight(handle, id);
            } else {
                int left = cancelInFlight(handle, id);
                if (left > 0) {
                    problems.add("in flight: " + left + " candidates had no outcome when the run ended as " + wanted);
                }
            }
            problems.addAll(Reconciliation.problems(handle, id, issuedByWorkflow));
            boolean reconciled = problems.isEmpty();
            RunStatus status = reconciled ? wanted : RunStatus.FAILED;
            String text = reconciled ? message : "does not reconcile: " + problems.getFirst();
            // Before the row is closed: an event of a run that is not there would be lost.
            Outbox.append(handle, Outbox.Event.ofRun(id, "run.closed", closing(status, reconciled, text)));
            handle.createUpdate("""
                            update factory.run set status = :status, reconciled = :reconciled, message = :message,
                                problems = :problems::jsonb, closed_at = now()
                            where id = :run""")
                    .bind("status", status.name())
                    .bind("reconciled", reconciled)
                    .bind("message", text)
                    .bind("problems", write(problems))
                    .bind("run", uuid(id))
                    .execute();
            return new ClosedRun(status, reconciled, problems);
        });
    }

    private static ObjectNode closing(RunStatus status, boolean reconciled, String message) {
        return json().put("status", status.name()).put("reconciled", reconciled).put("message", message);
    }

    private static ClosedRun closedAs(Handle handle, RunId id, RunStatus status) {
        return handle.createQuery("select reconciled, problems from factory.run where id = :run")
                .bind("run", uuid(id))
                .map((rs, ctx) -> new ClosedRun(status, rs.getBoolean(1), readLines(rs.getString(2))))
                .one();
    }

    private static void shutGate(Handle handle, RunId run) {
        handle.createUpdate("""
                        insert into teacher.run_gate (run_id, open, changed_at) values (:run, false, now())
                        on conflict (run_id) do update set open = false, changed_at = now()
                        where teacher.run_gate.open""").bind("run", uuid(run)).execute();
    }

    private static int cancelInFlight(Handle handle, RunId run) {
        List<Integer> left = handle.createQuery(
                        "select number from factory.candidate where run_id = :run and outcome is null order by number")
                .bind("run", uuid(run))
                .mapTo(Integer.class)
                .list();
        for (int number : left) {
            settle(handle, new CandidateId(run, number), new Outcome.Cancelled());
        }
        return left.size();
    }

    private static void settle(Handle handle, CandidateId candidate, Outcome outcome) {
        Candidates.settle(handle, candidate, outcome);
        Outbox.append(
                handle,
                Outbox.Event.settled(
                        candidate.run(),
                        candidate.number(),
                        Candidates.word(outcome),
                        TriptychJson.mapper().valueToTree(outcome)));
    }

    private static LockedRun lock(Handle handle, RunId run) {
        return handle.createQuery(
                        "select tenant, target, accepted, status, teacher, simulated, request from factory.run where id = :run for update")
                .bind("run", uuid(run))
                .map((rs, ctx) -> new LockedRun(
                        rs.getString(1),
                        rs.getInt(2),
                        rs.getInt(3),
                        RunStatus.valueOf(rs.getString(4)),
                        rs.getString(5),
                        rs.getBoolean(6),
                        teachers(rs.getString(7))))
                .findOne()
                .orElseThrow(() -> ActivityErrors.failure(ErrorCode.UNKNOWN_RUN, "no run " + run));
    }

    private static List<String> teachers(String request) {
        try {
            return Profiles.named(TriptychJson.mapper().readTree(request));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds what it did not write", e);
        }
    }

    static UUID uuid(RunId run) {
        return UUID.fromString(run.value());
    }

    private static ObjectNode json() {
        return TriptychJson.mapper().createObjectNode();
    }

    private static String write(List<String> lines) {
        return TriptychJson.mapper().valueToTree(lines).toString();
    }

    static List<String> readLines(String json) {
        try {
            return List.of(TriptychJson.mapper().readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds what it did not write: " + json, e);
        }
    }

    /** The row of a run while its lock is held. */
    record LockedRun(
            String tenant,
            int target,
            int accepted,
            RunStatus status,
            String teacher,
            boolean simulated,
            List<String> teachers) {}
}
