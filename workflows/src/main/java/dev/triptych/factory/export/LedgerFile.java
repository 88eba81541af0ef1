package dev.triptych.factory.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.teachers.Journal;
import dev.triptych.factory.teachers.Profiles;
import dev.triptych.factory.teachers.TeacherLog;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The account of a run as {@code ledger.json}. Numbers come from the rows at the time of asking. */
@Singleton
public class LedgerFile {
    private final Runs runs;
    private final Journal journal;
    private final Profiles profiles;
    private final Truth truth;

    @Inject
    public LedgerFile(Runs runs, Journal journal, Profiles profiles, Truth truth) {
        this.runs = runs;
        this.journal = journal;
        this.profiles = profiles;
        this.truth = truth;
    }

    /** The ledger of {@code run} as it is now. */
    public ObjectNode of(Runs.RunRecord run) {
        Runs.Counts counts = runs.counts(run.run());
        ObjectNode ledger = TriptychJson.mapper()
                .createObjectNode()
                .put("run", run.run().value())
                .put("recipe", run.recipe())
                .put("status", run.status().name())
                .put("target", run.target())
                .put("candidates", counts.candidates())
                .put("accepted", counts.accepted());
        ObjectNode rejected = ledger.putObject("rejected");
        new TreeMap<>(counts.rejected()).forEach((reason, count) -> rejected.put(reason.name(), count));
        List<String> problems = problems(run);
        ledger.put("failed", counts.failed())
                .put("cancelled", counts.cancelled())
                .put("inFlight", counts.inFlight())
                .put("reconciled", problems.isEmpty())
                .put("simulated", run.simulated());
        Optional<Profiles.Profile> profile = profiles.find(run.teacher());
        Optional<String> truthUrl = profile.flatMap(Profiles.Profile::truthUrl);
        ObjectNode teacher = ledger.putObject("teacher");
        try (TruthSource source = TruthSource.of(truthUrl)) {
            account(teacher, run.run(), source);
            source.log().ifPresent(log -> measure(ledger, run, log));
        }
        var lines = ledger.putArray("problems");
        problems.forEach(lines::add);
        return ledger.put("message", run.message());
    }

    /** What closing found, and what does not agree any more today. */
    private List<String> problems(Runs.RunRecord run) {
        List<String> problems = new ArrayList<>(run.problems());
        runs.disagreements(run.run()).stream()
                .filter(line -> !problems.contains(line))
                .forEach(problems::add);
        return problems;
    }

    private void account(ObjectNode teacher, RunId run, TruthSource source) {
        Journal.Sums sums = journal.sums(run);
        teacher.put("calls", sums.calls());
        try {
            teacher.put(
                    "repaid",
                    source.log().map(log -> repaid(run, log)).orElseGet(() -> journal.slotsAnsweredTwice(run)));
        } catch (TeacherLog.Unreachable e) {
            teacher.putNull("repaid");
            teacher.put("repaidUnavailable", "the teacher's log cannot be read: " + e.getMessage());
        }
        teacher.put("unaccounted", sums.lost())
                .put("promptTokens", sums.promptTokens())
                .put("completionTokens", sums.completionTokens())
                .put("costMicroUsd", sums.costMicroUsd())
                .put("utilisation", rounded(sums.utilisation()));
    }

    /** Full replies beyond the first of a slot, by the teacher's own log, less those that were in flight at a kill. */
    private long repaid(RunId run, TeacherLog log) {
        Map<String, Integer> givenUp = journal.givenUpBySlot(run);
        return log.fullReplies(run).entrySet().stream()
                .mapToLong(slot -> Math.max(0, slot.getValue() - 1 - givenUp.getOrDefault(slot.getKey(), 0)))
                .sum();
    }

    private void measure(ObjectNode ledger, Runs.RunRecord run, TeacherLog log) {
        try {
            ledger.set("truth", truth.of(run.run(), log));
        } catch (TeacherLog.Unreachable e) {
            ledger.put("truthUnavailable", "the teacher's log cannot be read: " + e.getMessage());
        }
    }

    private static double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }

    /** The teacher's own log, where it has one. */
    private record TruthSource(Optional<TeacherLog> log) implements AutoCloseable {
        static TruthSource of(Optional<String> url) {
            return new TruthSource(url.map(TeacherLog::new));
        }

        @Override
        public void close() {
            log.ifPresent(TeacherLog::close);
        }
    }
}
