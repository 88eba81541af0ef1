package dev.triptych.cli.bench;

import dev.triptych.cli.CliException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A mixed load for minutes, with a look at what the verifier holds after each: memory, descriptors, control groups. What
 * it holds settles in the first minutes; from then on it may not grow.
 */
public final class Soak {
    /** Largest growth since the settling minutes. Memory breathes with the heap and with recycled zygotes. */
    private static final double MEMORY_FACTOR_MAX = 1.3;

    private static final double COUNT_FACTOR_MAX = 1.2;
    /** Room for what is under way at the moment of looking. */
    private static final long COUNT_SLACK = 16;

    private static final int SETTLING_MINUTES = 3;
    private static final Duration EACH = Duration.ofMinutes(1);

    private final Bench bench;
    private final int minutes;

    /** @param minutes how long; at least two, one to settle and one to compare */
    public Soak(Bench bench, int minutes) {
        this.bench = bench;
        this.minutes = minutes;
    }

    /**
     * What the verifier held at one moment.
     *
     * @param objectsMib what the service's objects take, without what is kept to be given again, whose bounds are settings
     */
    record Held(long serviceMib, long objectsMib, long enginesMib, long descriptors, long groups, int processes) {
        String line(String when, double perSecond, long wrong) {
            return String.format(
                    Locale.ROOT,
                    "%-7s service %4d MiB (objects %3d) · supervisors and zygotes %4d MiB · %4d descriptors · %3d control groups · %3d"
                            + " processes · %6.1f programs/s · %d wrong",
                    when,
                    serviceMib,
                    objectsMib,
                    enginesMib,
                    descriptors,
                    groups,
                    processes,
                    perSecond,
                    wrong);
        }
    }

    /** Whether nothing grew beyond its bound and every reply was right. */
    public boolean run(Consumer<String> line) throws InterruptedException, IOException {
        Processes processes = bench.processes()
                .orElseThrow(() -> CliException.usage("--soak looks at the verifier's processes: it must run here"));
        List<Row> rows = bench.offered();
        List<Held> held = new ArrayList<>();
        held.add(look(processes));
        line.accept(held.getFirst().line("start", 0, 0));
        long wrong = 0;
        for (int minute = 1; minute <= minutes; minute++) {
            Load.Done done = bench.run(EACH, number -> rows.get((int) (number / Row.WRONG_EVERY % rows.size())));
            wrong += done.wrong();
            held.add(look(processes));
            line.accept(
                    held.getLast().line("min " + minute, done.latenciesNanos().size() / done.seconds(), done.wrong()));
            done.firstWrong().ifPresent(why -> line.accept("wrong: " + why));
        }
        List<String> grown = grown(held.subList(1, held.size()));
        grown.forEach(line);
        line.accept(
                grown.isEmpty()
                        ? String.format(
                                Locale.ROOT,
                                "flat: memory within × %.1f, the rest within × %.1f of the first minutes",
                                MEMORY_FACTOR_MAX,
                                COUNT_FACTOR_MAX)
                        : "not flat");
        return grown.isEmpty() && wrong == 0;
    }

    /** What grew beyond its bound, said in words; {@code held} at the end of each minute. */
    static List<String> grown(List<Held> held) {
        int settling = Math.min(SETTLING_MINUTES, Math.max(1, held.size() / 2));
        List<Held> first = held.subList(0, settling);
        List<Held> later = held.subList(settling, held.size());
        List<String> grown = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            long was = first.stream().mapToLong(quantity::of).max().orElse(0);
            long most = later.stream().mapToLong(quantity::of).max().orElse(0);
            quantity.beyond(was, most).ifPresent(grown::add);
        }
        return grown;
    }

    private enum Quantity {
        SERVICE_MEMORY,
        OBJECTS,
        ENGINE_MEMORY,
        DESCRIPTORS,
        CONTROL_GROUPS,
        PROCESSES;

        long of(Held held) {
            return switch (this) {
                case SERVICE_MEMORY -> held.serviceMib();
                case OBJECTS -> held.objectsMib();
                case ENGINE_MEMORY -> held.enginesMib();
                case DESCRIPTORS -> held.descriptors();
                case CONTROL_GROUPS -> held.groups();
                case PROCESSES -> held.processes();
            };
        }

        Optional<String> beyond(long was, long most) {
            double bound =
                    switch (this) {
                        case SERVICE_MEMORY, OBJECTS, ENGINE_MEMORY -> was * MEMORY_FACTOR_MAX;
                        case DESCRIPTORS, CONTROL_GROUPS, PROCESSES -> was * COUNT_FACTOR_MAX + COUNT_SLACK;
                    };
            return most <= bound
                    ? Optional.empty()
                    : Optional.of("grown: " + name().toLowerCase(Locale.ROOT).replace('_', ' ') + " from " + was
                            + " to " + most);
        }
    }

    private Held look(Processes processes) throws IOException, InterruptedException {
        long objects = processes.liveHeapBytes() - bench.keptBytes();
        Processes.Snapshot now = processes.now();
        long engines = now.residentBytes(Processes.Kind.SUPERVISOR) + now.residentBytes(Processes.Kind.ZYGOTE);
        return new Held(
                now.residentBytes(Processes.Kind.SERVICE) >> 20,
                objects >> 20,
                engines >> 20,
                processes.descriptors(now),
                processes.controlGroups(),
                now.all().size());
    }
}
