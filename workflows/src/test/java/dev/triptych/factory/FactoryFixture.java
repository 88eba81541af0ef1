package dev.triptych.factory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.Difficulty;
import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.Question;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.factory.LedgerActivities.IssueCandidates;
import dev.triptych.contracts.factory.LedgerActivities.OpenRun;
import dev.triptych.contracts.factory.LedgerActivities.RecordOutcome;
import dev.triptych.contracts.factory.Outcome;
import dev.triptych.contracts.factory.TripletParts;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.verify.JudgeResult;
import dev.triptych.factory.ledger.Ledger;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.teachers.Profiles;
import dev.triptych.store.Artifacts;
import dev.triptych.store.roles.Grants;
import dev.triptych.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** A ledger over a database of its own, used with exactly the grants that the service has. */
public final class FactoryFixture implements AutoCloseable {
    public final TestDatabase database = TestDatabase.create();
    public final Jdbi jdbi = database.jdbi(Grants.FACTORY);
    public final Artifacts artifacts = database.artifacts(Grants.FACTORY);
    public final Profiles profiles = new Profiles(
            Map.of("rehearsal", new Profiles.Profile("rehearsal", "bank-1", true, Optional.empty(), Optional.empty())));
    public final Ledger ledger = new Ledger(jdbi, profiles);
    public final Runs runs = new Runs(jdbi);

    /** A run that was opened, with its first {@code candidates} issued. */
    public RunId openRun(int target, int candidates) {
        RunId run = new RunId(UUID.randomUUID().toString());
        ledger.open(new OpenRun(run, "workflow-" + run, request(target)));
        if (candidates > 0) {
            ledger.issue(new IssueCandidates(run, 1, candidates));
        }
        return run;
    }

    public static JsonNode request(int target) {
        ObjectNode request = TriptychJson.mapper().createObjectNode();
        return request.put("recipe", "kodcode")
                .put("target", target)
                .put("teacher", "rehearsal")
                .put("tenant", "default")
                .put("minAssurance", "split")
                .put("lineCoverageMin", 0.9);
    }

    /** A candidate that passed every gate. */
    public RecordOutcome accepted(RunId run, int number) {
        CandidateId candidate = new CandidateId(run, number);
        return new RecordOutcome(
                candidate, new Outcome.Accepted(candidate.tripletId(), Difficulty.EASY), Optional.of(parts(candidate)));
    }

    public static RecordOutcome proposal(RunId run, int number, Outcome outcome) {
        return new RecordOutcome(new CandidateId(run, number), outcome, Optional.empty());
    }

    private TripletParts parts(CandidateId candidate) {
        Sha256 question = artifacts.putText("Write twice(n), the double of n. Candidate " + candidate.number());
        Sha256 evidence = artifacts.putJson(Map.of("verdict", "AC", "checks", List.of("test_one", "test_two")));
        return new TripletParts(
                new Question(
                        candidate,
                        question,
                        new EntryPoint("twice", "twice(n: int) -> int"),
                        Language.PYTHON,
                        candidate.number() % 2 == 0 ? "Docs" : "Algorithm",
                        Sha256.of("seed")),
                artifacts.putText("def twice(n: int) -> int:\n    return 2 * n\n"),
                artifacts.putText("from solution import twice\n\n\ndef test_one():\n    assert twice(1) == 2\n"),
                1,
                List.of(1, 1),
                Difficulty.EASY,
                new JudgeResult(Verdict.AC, Assurance.SPLIT, 2, 2, Optional.of(1.0), List.of(), List.of(), evidence),
                Optional.of(new TripletParts.Completion(
                        artifacts.putText("def twice(n: int) -> int:\n    \"\"\"The double of n.\"\"\"\n"),
                        artifacts.putText("def twice(n: int) -> int:\n    return 2 * n\n"),
                        evidence)),
                Optional.of(new TripletParts.Response(
                        artifacts.putText("The double is n times two."),
                        artifacts.putText("```python\ndef twice(n):\n    return 2 * n\n```"),
                        artifacts.putText("def twice(n):\n    return 2 * n\n"),
                        evidence,
                        1)));
    }

    @Override
    public void close() {
        database.close();
    }
}
