package dev.triptych.factory.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.ledger.Budgets;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.teachers.Journal;
import dev.triptych.factory.teachers.Profiles;
import dev.triptych.factory.teachers.TeacherLog;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The account of a run as {@code ledger.json}. Numbers come from the rows at the time of asking. */
@Singleton
public class LedgerFile {
    private final Runs runs;
    private final Journal journal;
    private final Profiles profiles;
    private final Truth truth;
    private final Budgets budgets;

    @Inject
    public LedgerFile(Runs runs, Journal journal, Profiles profiles, Truth truth, Budgets budgets) {
        this.runs = runs;
        this.journal = journal;
        this.profiles = profiles;
        this.truth = truth;
        this.budgets = budgets;
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
        ObjectNode teacher = ledger.putObject("teacher");
        try (TruthSource source = TruthSource.of(truthUrls(run))) {
            account(teacher, run, source);
            source.log().ifPresent(log -> measure(ledger, run, log));
        }
        Budgets.Budget budget = budgets.of(run.run()).orElse(Budgets.Budget.NONE);
        ledger.putObject("budget")
                .put("limitMicroUsd", budget.limitMicroUsd())
                .put("spentMicroUsd", budget.spentMicroUsd())
                .put("reservedMicroUsd", budget.reservedMicroUsd())
                .put("limitTokens", budget.limitTokens())
                .put("spentTokens", budget.spentTokens())
                .put("reservedTokens", budget.reservedTokens());
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

    /** Where those who were asked keep a log of their own; one server may play several teachers. */
    private List<String> truthUrls(Runs.RunRecord run) {
        return Stream.concat(Stream.of(run.teacher()), journal.profiles(run.run()).stream())
                .flatMap(name -> profiles.find(name).flatMap(Profiles.Profile::truthUrl).stream())
                .distinct()
                .toList();
    }

    private void account(ObjectNode teacher, Runs.RunRecord run, TruthSource source) {
        Journal.Sums sums = journal.sums(run.run());
        teacher.put("calls", sums.calls());
        try {
            teacher.put("repaid", repaid(run.run(), source));
        } catch (TeacherLog.Unreachable e) {
            teacher.putNull("repaid");
            teacher.put("repaidUnavailable", "the teacher's log cannot be read: " + e.getMessage());
        }
        teacher.put("unaccounted", sums.unaccounted())
                .put("unaccountedCostMicroUsd", sums.unaccountedCostMicroUsd())
                .put("promptTokens", sums.promptTokens())
                .put("completionTokens", sums.completionTokens())
                .put("costMicroUsd", sums.costMicroUsd())
                .put("estimatedTokens", sums.estimatedTokens())
                .put("estimatedCostMicroUsd", sums.estimatedCostMicroUsd())
                .put("utilisation", rounded(sums.utilisation()));
    }

    /** Answers that were paid for again although they had been committed; by the teachers' own logs, where they have one. */
    private long repaid(RunId run, TruthSource source) {
        Map<String, Journal.SlotCalls> slots = journal.callsBySlot(run);
        Map<String, Integer> fullReplies = source.fullReplies(run);
        long seen = slots.entrySet().stream()
                .mapToLong(slot -> slot.getValue().repaid(fullReplies.getOrDefault(slot.getKey(), 0)))
                .sum();
        // Nobody may be asked without a row that says so.
        long unknown = fullReplies.entrySet().stream()
                .filter(slot -> !slots.containsKey(slot.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return seen + unknown;
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

    /** The logs that the teachers keep themselves, where they do. */
    private record TruthSource(List<TeacherLog> logs) implements AutoCloseable {
        static TruthSource of(List<String> urls) {
            return new TruthSource(urls.stream().map(TeacherLog::new).toList());
        }

        /** The one that knows what was true; replies that it does not know are counted as unknown. */
        Optional<TeacherLog> log() {
            return logs.stream().findFirst();
        }

        /** How often each slot was answered in full, by all of them together. */
        Map<String, Integer> fullReplies(RunId run) {
            Map<String, Integer> sum = new HashMap<>();
            logs.forEach(
                    log -> log.fullReplies(run).forEach((slot, replies) -> sum.merge(slot, replies, Integer::sum)));
            return sum;
        }

        @Override
        public void close() {
            logs.forEach(TeacherLog::close);
        }
    }
}
