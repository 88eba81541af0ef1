package dev.triptych.cli.bench.factory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.json.TriptychJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a scenario came to.
 *
 * @param utilisation busy slot-seconds ÷ (slots × seconds)
 * @param efficiency the oracle's makespan ÷ the measured one
 * @param steadyUtilisation utilisation between the 10th and the 90th percentile of completions
 * @param asked rows asked for
 * @param got rows with a verdict
 * @param repaid slots answered in full more than once, by the teacher's log
 * @param cpuMsOf CPU time per call by service, in milliseconds; the teacher and this program are not among them
 * @param seconds from the first request to the last reply byte, at the teacher
 * @param drawnSeconds sum of the service times drawn from the teacher's seed
 */
public record Measured(
        String scenario,
        double utilisation,
        double efficiency,
        double steadyUtilisation,
        int asked,
        int got,
        long repaid,
        long refused429,
        int calls,
        SortedMap<String, Double> cpuMsOf,
        double seconds,
        double oracleSeconds,
        double submitToFirstCallSeconds,
        double lastReplyToClosedSeconds,
        double drawnSeconds,
        double servedSeconds,
        long unrecognised,
        String status,
        Killed killed) {
    /**
     * The kills of a scenario.
     *
     * @param least without which it is not the scenario
     * @param done services that were killed
     * @param failure what kept the rest from being killed
     */
    public record Killed(int least, int done, Optional<String> failure) {
        /** Of a scenario in which nothing dies. */
        static final Killed NONE = new Killed(0, 0, Optional.empty());
    }

    /** How far the times served may be from those drawn before the schedule of the drawn ones says nothing. */
    static final double SERVED_OFF_MAX = 0.01;

    int lost() {
        return asked - got;
    }

    double cpuMsPerCall() {
        return cpuMsOf.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Why the scenario did not hold, one line each. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (lost() != 0) {
            problems.add(lost() + " of " + asked + " rows are missing");
        }
        // A server that is no rehearsal teacher may give answers that there is nothing to learn from.
        if (!status.equals("COMPLETED") && !(status.equals("EXHAUSTED") && lost() == 0)) {
            problems.add("the run ended as " + status);
        }
        if (repaid != 0) {
            problems.add(repaid + " answered calls were asked for again");
        }
        if (unrecognised != 0) {
            problems.add(unrecognised + " prompts were not recognised by the rehearsal teacher");
        }
        killed.failure().ifPresent(failure -> problems.add("killing failed: " + failure));
        if (killed.done() < killed.least()) {
            problems.add(killed.done() + " services were killed, not " + killed.least()
                    + (killed.least() == 1 ? ": the run was too short" : ""));
        }
        double off = drawnSeconds == 0 ? 1 : Math.abs(servedSeconds - drawnSeconds) / drawnSeconds;
        if (killed.done() == 0 && off > SERVED_OFF_MAX) {
            problems.add(String.format(
                    "the teacher served %.1f s where %.1f s were drawn: the machine was too busy to measure on",
                    servedSeconds, drawnSeconds));
        }
        return problems;
    }

    ObjectNode json() {
        ObjectNode json = TriptychJson.mapper().createObjectNode();
        json.put("scenario", scenario)
                .put("utilisation", rounded(utilisation))
                .put("efficiency", rounded(efficiency))
                .put("steadyUtilisation", rounded(steadyUtilisation))
                .put("asked", asked)
                .put("got", got)
                .put("lost", lost())
                .put("repaid", repaid)
                .put("refused429", refused429)
                .put("cpuMsPerCall", rounded(cpuMsPerCall()))
                .put("seconds", rounded(seconds))
                .put("calls", calls)
                .put("oracleSeconds", rounded(oracleSeconds))
                .put("submitToFirstCallSeconds", rounded(submitToFirstCallSeconds))
                .put("lastReplyToClosedSeconds", rounded(lastReplyToClosedSeconds))
                .put("drawnSeconds", rounded(drawnSeconds))
                .put("servedSeconds", rounded(servedSeconds))
                .put("status", status)
                .put("killed", killed.done());
        ObjectNode cpu = json.putObject("cpuMsOf");
        cpuMsOf.forEach((service, millis) -> cpu.put(service, rounded(millis)));
        json.set("problems", TriptychJson.mapper().valueToTree(problems()));
        return json;
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
