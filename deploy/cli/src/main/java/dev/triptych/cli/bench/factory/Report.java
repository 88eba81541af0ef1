package dev.triptych.cli.bench.factory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.json.TriptychJson;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All scenarios that were measured. */
public record Report(List<Measured> scenarios) {
    public Report {
        scenarios = List.copyOf(scenarios);
    }

    /** Whether nothing was lost or paid for twice, and every figure means what it says. */
    public boolean allRight() {
        return scenarios.stream().allMatch(measured -> measured.problems().isEmpty());
    }

    public void print(Consumer<String> out) {
        out.accept("scenario  efficiency  steady  utilis.  seconds  oracle    rows  lost  repaid   429s  CPU ms"
                + "  first s  close s");
        for (Measured row : scenarios) {
            out.accept(String.format(
                    Locale.ROOT,
                    "%-8s  %10.3f  %6.3f  %7.3f  %7.1f  %6.1f  %6d  %4d  %6d  %5d  %6.2f  %7.2f  %7.2f",
                    row.scenario(),
                    row.efficiency(),
                    row.steadyUtilisation(),
                    row.utilisation(),
                    row.seconds(),
                    row.oracleSeconds(),
                    row.asked(),
                    row.lost(),
                    row.repaid(),
                    row.refused429(),
                    row.cpuMsPerCall(),
                    row.submitToFirstCallSeconds(),
                    row.lastReplyToClosedSeconds()));
        }
        for (Measured row : scenarios) {
            out.accept(row.scenario() + " CPU ms per call: "
                    + row.cpuMsOf().entrySet().stream()
                            .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                            .collect(Collectors.joining(" · ")));
            row.problems().forEach(problem -> out.accept("✗ " + row.scenario() + ": " + problem));
        }
    }

    public ObjectNode json() {
        ObjectNode json = TriptychJson.mapper().createObjectNode();
        json.put("cores", Runtime.getRuntime().availableProcessors());
        ArrayNode rows = json.putArray("scenarios");
        scenarios.forEach(row -> rows.add(row.json()));
        return json;
    }
}
