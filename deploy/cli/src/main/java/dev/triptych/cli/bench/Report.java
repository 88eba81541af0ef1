package dev.triptych.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.json.TriptychJson;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The rows of one run, for people and for programs. */
public final class Report {
    private final List<Result> results;
    private final String isolation;
    private final Duration time;

    Report(List<Result> results, String isolation, Duration time) {
        this.results = List.copyOf(results);
        this.isolation = isolation;
        this.time = time;
    }

    /** Whether every program ended as it had to. */
    public boolean allRight() {
        return measured().stream().allMatch(row -> row.measured().wrong() == 0);
    }

    /** One line for each row. Times are per program; CPU time is that of everything but this process. */
    public void print(Consumer<String> line) {
        line.accept(String.format(
                Locale.ROOT,
                "%-14s %9s %8s %8s %7s %7s %8s %8s %8s %6s  %s",
                "row",
                "per s",
                "p50 ms",
                "p99 ms",
                "× exec",
                "× bwrap",
                "CPU ms",
                "× exec",
                "load ms",
                "wrong",
                "CPU ms of service + supervisors + zygotes + jails"));
        results.forEach(result -> line.accept(
                switch (result) {
                    case Result.Done done -> line(done);
                    case Result.Skipped skipped -> String.format("%-14s skipped: %s", skipped.name(), skipped.reason());
                }));
        measured().forEach(done -> done.measured()
                .firstWrong()
                .ifPresent(why -> line.accept("wrong in " + done.name() + ": " + why)));
        widest().ifPresent(row -> line.accept(String.format(
                Locale.ROOT, "p99 is at most %.1f × p50 (%s)", row.measured().tail(), row.name())));
        line.accept("isolation " + isolation + ", " + time.toSeconds() + " s for each row, "
                + Runtime.getRuntime().availableProcessors() + " cores");
    }

    private String line(Result.Done done) {
        Measured measured = done.measured();
        return String.format(
                Locale.ROOT,
                "%-14s %9.1f %8.2f %8.2f %7.2f %7s %8.2f %8s %8.2f %6d  %s",
                done.name(),
                measured.perSecond(),
                measured.percentileMillis(0.5),
                measured.percentileMillis(0.99),
                ratio(measured, Bench.EXEC).orElse(0.0),
                text(ratio(measured, Bench.BUBBLEWRAP)),
                measured.costEach(),
                text(cpuRatio(measured)),
                measured.generatorCpuMillisEach(),
                measured.wrong(),
                measured.cost().map(cost -> parts(cost, measured.finished())).orElse("not seen from here"));
    }

    private static String parts(Measured.Cost cost, long finished) {
        double each = 1.0 / Math.max(1, finished);
        return String.format(
                Locale.ROOT,
                "%.2f + %.2f + %.2f + %.2f",
                cost.service() * each,
                cost.supervisors() * each,
                cost.zygotes() * each,
                cost.jails() * each);
    }

    /** {@code {rows: [{name, perSecond, p50Ms, p99Ms, ratioToExec, wrong, …}]}}; those names stay as they are. */
    public ObjectNode json() {
        ObjectNode report = TriptychJson.mapper().createObjectNode();
        report.put("isolation", isolation);
        report.put("secondsPerRow", time.toMillis() / 1000.0);
        report.put("cores", Runtime.getRuntime().availableProcessors());
        ArrayNode rows = report.putArray("rows");
        ArrayNode skipped = report.putArray("skipped");
        for (Result result : results) {
            switch (result) {
                case Result.Done done -> rows.add(json(done));
                case Result.Skipped row ->
                    skipped.addObject().put("name", row.name()).put("reason", row.reason());
            }
        }
        return report;
    }

    private ObjectNode json(Result.Done done) {
        Measured measured = done.measured();
        ObjectNode row = TriptychJson.mapper()
                .createObjectNode()
                .put("name", done.name())
                .put("perSecond", measured.perSecond())
                .put("p50Ms", measured.percentileMillis(0.5))
                .put("p99Ms", measured.percentileMillis(0.99))
                .put("p99OverP50", measured.tail())
                .put("ratioToExec", ratio(measured, Bench.EXEC).orElse(0.0))
                .put("wrong", measured.wrong())
                .put("programs", measured.finished())
                .put("generatorCpuMs", measured.generatorCpuMillisEach());
        ratio(measured, Bench.BUBBLEWRAP).ifPresent(ratio -> row.put("ratioToBubblewrap", ratio));
        cpuRatio(measured).ifPresent(ratio -> row.put("cpuRatioToExec", ratio));
        done.assurance().ifPresent(level -> row.put("assurance", level));
        measured.firstWrong().ifPresent(why -> row.put("firstWrong", why));
        measured.cost().ifPresent(cost -> {
            double each = 1.0 / Math.max(1, measured.finished());
            row.put("cpuMs", cost.total() * each);
            row.putObject("cpuMsOf")
                    .put("service", cost.service() * each)
                    .put("supervisors", cost.supervisors() * each)
                    .put("zygotes", cost.zygotes() * each)
                    .put("jails", cost.jails() * each);
        });
        return row;
    }

    private static String text(Optional<Double> ratio) {
        return ratio.map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse("-");
    }

    private Optional<Double> ratio(Measured measured, String baseline) {
        return named(baseline)
                .filter(base -> base.perSecond() > 0)
                .map(base -> measured.perSecond() / base.perSecond());
    }

    /** How many programs can be had for the CPU time of one bare one; does not suffer from a busy machine. */
    private Optional<Double> cpuRatio(Measured measured) {
        return named(Bench.EXEC)
                .filter(_ -> measured.costEach() > 0)
                .map(base -> base.costEach() / measured.costEach());
    }

    private Optional<Measured> named(String name) {
        return measured().stream()
                .filter(done -> done.name().equals(name))
                .map(Result.Done::measured)
                .findFirst();
    }

    /** The row whose slowest replies are farthest from its usual ones. */
    private Optional<Result.Done> widest() {
        return measured().stream()
                .max(Comparator.comparingDouble(row -> row.measured().tail()));
    }

    private List<Result.Done> measured() {
        return results.stream()
                .filter(Result.Done.class::isInstance)
                .map(Result.Done.class::cast)
                .toList();
    }
}
