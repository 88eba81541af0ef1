package dev.triptych.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import dev.triptych.cli.CliException;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Measures row after row: the baselines first, then each load, every one of them after a warm-up of its own. */
public final class Bench {
    static final String EXEC = "exec";
    static final String BUBBLEWRAP = "bubblewrap";

    private static final int CONNECTIONS = 8;
    /** As many as a machine of the usual size has cores; the verifier has as many supervisors. */
    private static final int BARE_AT_ONCE = 2;

    private static final int WARM_UP_SHARE = 3;
    private static final Duration WARM_UP_MIN = Duration.ofSeconds(1);
    /**
     * Before each row the service is driven until its compiler has done its work: until a round costs it hardly less than
     * the one before, or the rounds are over; before the first row in longer rounds. What is measured is a service that
     * runs for weeks.
     */
    private static final int ROUNDS_MIN = 2;

    private static final int ROUNDS_MAX = 8;
    private static final double STEADY_SHARE = 0.93;

    private static final List<String> KEPT =
            List.of("triptych_verifier_results_bytes", "triptych_verifier_compiled_bytes");
    private static final int NUMBERS_PER_MILLI = 1_000;

    private final URI service;
    private final Path python;
    private final Duration time;
    private final Load load;
    private final Load bareLoad;
    private final long first;
    private boolean cold = true;

    /**
     * @param python the interpreter of the baselines
     * @param time how long each row is measured
     */
    public Bench(URI service, Path python, Duration time) {
        this.service = service;
        this.python = python;
        this.time = time;
        this.first = System.currentTimeMillis() * NUMBERS_PER_MILLI;
        this.load = new Load(CONNECTIONS, first);
        this.bareLoad = new Load(BARE_AT_ONCE, first);
    }

    /** The names of all rows. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(EXEC, BUBBLEWRAP));
        Rows.all().forEach(row -> names.add(row.name()));
        return names;
    }

    /**
     * Measures the named rows; the baselines always, because the others are compared with them.
     *
     * @param started told each row's name before it begins
     */
    public Report run(List<String> wanted, Consumer<String> started) throws InterruptedException, IOException {
        List<Result> results = new ArrayList<>();
        started.accept(EXEC);
        results.add(bare(EXEC, Bare.exec(python)));
        started.accept(BUBBLEWRAP);
        Optional<Bare> bubblewrap = Bare.bubblewrap(python);
        results.add(
                bubblewrap.isPresent()
                        ? bare(BUBBLEWRAP, bubblewrap.get())
                        : new Result.Skipped(BUBBLEWRAP, "bwrap is not installed"));
        Optional<Processes> processes = processes();
        String isolation = "unknown";
        for (Row row : Rows.all()) {
            if (wanted.contains(row.name())) {
                started.accept(row.name());
                JsonNode reply = ask(row);
                isolation = reply.path("isolation").asText(isolation);
                results.add(row(row, reply, processes));
            }
        }
        return new Report(results, isolation, time);
    }

    /** The rows that this service offers, for a mixed load. */
    List<Row> offered() throws IOException {
        List<Row> offered = new ArrayList<>();
        for (Row row : Rows.all()) {
            if (row.varied() && missing(row, ask(row)).isEmpty()) {
                offered.add(row);
            }
        }
        return offered;
    }

    Load.Done run(Duration howLong, LongFunction<Row> rows) throws InterruptedException {
        return load.run(howLong, new HttpClients(service, rows, first));
    }

    /** What the service keeps to give it again, and has a bound for, by its own metrics. */
    long keptBytes() throws IOException {
        try (InputStream metrics = service.resolve("/q/metrics").toURL().openStream()) {
            String all = new String(metrics.readAllBytes(), StandardCharsets.UTF_8);
            return KEPT.stream().mapToLong(name -> number(all, name)).sum();
        }
    }

    private long number(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> CliException.environment(service + " has no metric " + name));
    }

    /** The service's processes, where it runs on this machine. */
    Optional<Processes> processes() {
        boolean here =
                service.getHost().equals("127.0.0.1") || service.getHost().equals("localhost");
        return here ? Processes.listeningOn(service.getPort()) : Optional.empty();
    }

    private Result bare(String name, Bare bare) throws InterruptedException {
        // Its children's time is what a program costs; bubblewrap's are not all waited for, so theirs is not known.
        Processes self = new Processes(ProcessHandle.current().pid());
        Measured measured =
                measure(bareLoad, bare, warmUp(), () -> name.equals(EXEC) ? Optional.of(self.now()) : Optional.empty());
        return new Result.Done(name, measured.withoutOwnCost(), Optional.empty());
    }

    private Result row(Row row, JsonNode reply, Optional<Processes> processes) throws InterruptedException {
        Optional<String> missing = missing(row, reply);
        if (missing.isPresent()) {
            return new Result.Skipped(row.name(), missing.get());
        }
        HttpClients clients = new HttpClients(service, _ -> row, first);
        driveUntilSteady(clients, processes, cold ? time : warmUp());
        cold = false;
        return new Result.Done(
                row.name(),
                measure(load, clients, warmUp(), () -> processes.map(Processes::now)),
                Optional.of(reply.path("assurance").asText("")));
    }

    private void driveUntilSteady(HttpClients clients, Optional<Processes> processes, Duration roundTime)
            throws InterruptedException {
        double before = Double.MAX_VALUE;
        for (int round = 1; round <= ROUNDS_MAX; round++) {
            Optional<Processes.Snapshot> was = processes.map(Processes::now);
            int done = load.run(roundTime, clients).latenciesNanos().size();
            double cost = was.map(first ->
                            Processes.between(first, processes.orElseThrow().now())
                                            .service()
                                    / Math.max(1, done))
                    .orElse(before);
            if (round >= ROUNDS_MIN && cost > before * STEADY_SHARE) {
                return;
            }
            before = cost;
        }
    }

    private Duration warmUp() {
        Duration share = time.dividedBy(WARM_UP_SHARE);
        return share.compareTo(WARM_UP_MIN) < 0 ? WARM_UP_MIN : share;
    }

    private Measured measure(
            Load how, Load.Clients clients, Duration before, Supplier<Optional<Processes.Snapshot>> looking)
            throws InterruptedException {
        Load.Done warmUp = how.run(before, clients);
        Optional<Processes.Snapshot> atFirst = looking.get();
        long cpu = ownCpuNanos();
        Load.Done done = how.run(time, clients);
        long cpuUsed = ownCpuNanos() - cpu;
        Optional<Measured.Cost> cost = atFirst.flatMap(was -> looking.get().map(now -> Processes.between(was, now)));
        return new Measured(
                done.latenciesNanos().size(),
                done.seconds(),
                warmUp.wrong() + done.wrong(),
                warmUp.firstWrong().or(done::firstWrong),
                done.latenciesNanos(),
                cpuUsed,
                cost);
    }

    private static long ownCpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static Optional<String> missing(Row row, JsonNode reply) {
        String said = reply.toString();
        return row.skippedWhen().stream()
                .filter(said::contains)
                .map(words -> "the service says: " + words)
                .findFirst();
    }

    private JsonNode ask(Row row) throws IOException {
        try (Connection connection = new Connection(service)) {
            byte[] request = row.right().request(service.getAuthority(), first - 1);
            return TriptychJson.mapper().readTree(connection.exchange(request).body());
        } catch (java.net.ConnectException e) {
            throw CliException.environment("No verifier answers at " + service);
        }
    }
}
