package dev.triptych.cli.bench.factory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.cli.CliException;
import dev.triptych.cli.client.Api;
import dev.triptych.cli.client.RunProgress;
import dev.triptych.cli.client.Runs;
import dev.triptych.cli.stack.Stack;
import dev.triptych.contracts.json.TriptychJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Measures one scenario on a stack that is up for it alone: warm up → forget → run → ask the teacher what it saw →
 * compare with the perfect schedule of the same calls.
 */
public final class FactoryBench {
    /** Looks at the teacher are not ours to pay for; looks at the run are, so there are few while it is busy. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final Duration LOOK_AT_RUN = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    /** A call of a chain's row for its question, solution, tests and response. */
    private static final int CALLS_OF_CHAIN = 4;

    private final Stack stack;
    private final Runs runs;
    private final Api questions;
    private final String teacher;
    private final TeacherLog log;
    private final Consumer<String> say;

    /**
     * @param questions where given questions are taken in
     * @param teacher the profile to ask
     * @param log what is known of it
     */
    public FactoryBench(Stack stack, Runs runs, Api questions, String teacher, TeacherLog log, Consumer<String> say) {
        this.stack = stack;
        this.runs = runs;
        this.questions = questions;
        this.teacher = teacher;
        this.log = log;
        this.say = say;
    }

    /**
     * Runs the scenario.
     *
     * @param rows asked for in what is measured
     * @param warmUp rows asked for before it
     */
    public Measured measure(Scenario scenario, int rows, int warmUp) throws Exception {
        if (warmUp > 0) {
            say.accept("warming up with " + warmUp + " rows …");
            RunProgress unused =
                    ended(runs.start(input(scenario, rows, warmUp), key()).run());
        }
        ObjectNode input = input(scenario, 0, rows);
        say.accept("measuring " + scenario.name() + ": " + scenario.words() + ", " + rows + " rows …");
        log.reset();
        SortedMap<String, Double> before = cpu();
        Instant submitted = Instant.now();
        String run = runs.start(input, key()).run();
        int calls = scenario.chain() ? CALLS_OF_CHAIN * rows : rows;
        RunProgress end;
        Measured.Killed killed;
        try (Kills kills = Kills.start(scenario.kills(), stack, log, calls)) {
            end = ended(run);
            killed = kills.killed();
        }
        Instant closed = Instant.now();
        SortedMap<String, Double> used = CpuTime.between(before, cpu());
        return figures(scenario, rows, end, used, submitted, closed, killed);
    }

    private Measured figures(
            Scenario scenario,
            int rows,
            RunProgress end,
            SortedMap<String, Double> cpu,
            Instant submitted,
            Instant closed,
            Measured.Killed killed)
            throws InterruptedException {
        TeacherLog.Sums sums = log.sums();
        List<Call> calls = log.calls();
        List<String> prompts = calls.stream().map(Call::prompt).distinct().toList();
        Schedule schedule = Schedule.of(end.run(), calls, log.drawn(prompts));
        Duration oracle = Oracle.makespan(schedule.rows(), sums.slots());
        double seconds = seconds(sums.span());
        JsonNode progress = end.view().path("progress");
        int undecided =
                progress.path("failed").asInt() + progress.path("cancelled").asInt();
        SortedMap<String, Double> cpuMs = new TreeMap<>();
        cpu.forEach((service, millis) -> cpuMs.put(service, millis / Math.max(1, schedule.calls())));
        return new Measured(
                scenario.name(),
                seconds == 0 ? 0 : sums.busySeconds() / (sums.slots() * seconds),
                seconds == 0 ? 0 : seconds(oracle) / seconds,
                sums.steady(),
                rows,
                scenario.chain() ? Math.min(rows, end.accepted()) - undecided : Math.min(rows, end.decided()),
                log.repaid(runs.ledger(end.run()).repaid()),
                sums.refused429(),
                schedule.calls(),
                cpuMs,
                seconds,
                seconds(oracle),
                sums.firstCallAt()
                        .map(at -> seconds(Duration.between(submitted, at)))
                        .orElse(0.0),
                sums.lastReplyAt()
                        .map(at -> seconds(Duration.between(at, closed)))
                        .orElse(0.0),
                seconds(schedule.drawn()),
                sums.servedSeconds(),
                log.unrecognised(),
                end.status(),
                killed);
    }

    /** What is asked for: given questions {@code from} on, or triplets. */
    private ObjectNode input(Scenario scenario, int from, int rows) throws InterruptedException {
        ObjectNode input = TriptychJson.mapper()
                .createObjectNode()
                .put("target", rows)
                .put("teacher", teacher)
                .put("seed", from + 1);
        if (scenario.chain()) {
            return input.put("recipe", "kodcode")
                    .put("window", 2 * Scenario.SLOTS)
                    .put("attempts", "fixed(1)")
                    .put("restyle", false)
                    .put("responsesMax", 1);
        }
        return input.put("recipe", "distill").put("questions", imported(from, rows));
    }

    private String imported(int from, int rows) throws InterruptedException {
        try {
            return questions
                    .post("/api/v1/questions", log.questions(from, rows), "application/x-ndjson", Map.of())
                    .path("questions")
                    .asText();
        } catch (Api.Unreachable e) {
            throw CliException.environment(String.valueOf(e.getMessage()));
        }
    }

    /** Waits for the run's end with as few looks at it as tell the end in time. */
    private RunProgress ended(String run) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        Instant next = Instant.now();
        while (Instant.now().isBefore(deadline)) {
            boolean idle = log.busy() == 0;
            if (idle || !Instant.now().isBefore(next)) {
                RunProgress progress = runs.look(run);
                if (!progress.open()) {
                    return progress;
                }
                next = Instant.now().plus(LOOK_AT_RUN);
            }
            Thread.sleep(LOOK);
        }
        throw CliException.fellShort("The run did not end within " + PATIENCE.toMinutes() + " minutes");
    }

    private SortedMap<String, Double> cpu() {
        return stack.state()
                .map(state -> CpuTime.of(state, Set.of("rehearsal")))
                .orElseGet(TreeMap::new);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
