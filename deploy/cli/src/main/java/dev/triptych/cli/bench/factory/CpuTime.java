package dev.triptych.cli.bench.factory;

import dev.triptych.cli.supervise.ProcessIdentity;
import dev.triptych.cli.supervise.ServiceState;
import dev.triptych.cli.supervise.StackState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** CPU time of a stack's processes with all their descendants, living and ended, by service. */
final class CpuTime {
    /** {@code USER_HZ}, the unit of times in {@code /proc}: 100 wherever Linux runs. */
    private static final double MILLIS_PER_TICK = 10;

    private static final int PARENT = 1;
    private static final int TIMES = 11;
    private static final Path PROC = Path.of("/proc");

    private CpuTime() {}

    /** @param ended of its children that have ended */
    private record Stat(long parent, long own, long ended) {}

    /** Milliseconds so far, by service; the supervisor is one. Whatever {@code excluded} names is left out. */
    static SortedMap<String, Double> of(StackState state, Set<String> excluded) {
        Map<Long, Stat> all = stats();
        SortedMap<String, Double> times = new TreeMap<>();
        for (ServiceState service : state.services()) {
            service.running()
                    .filter(process -> !excluded.contains(service.name()))
                    .ifPresent(process -> times.put(service.name(), tree(process, all)));
        }
        ProcessIdentity supervisor = state.supervisor();
        if (supervisor != null) {
            // Its children are the services: they are counted for themselves while they live.
            Stat stat = all.get(supervisor.pid());
            times.put("supervisor", stat == null ? 0.0 : stat.own() * MILLIS_PER_TICK);
        }
        return times;
    }

    /** What was used between two moments; a process that ended between them is counted from what is known of it. */
    static SortedMap<String, Double> between(SortedMap<String, Double> before, SortedMap<String, Double> after) {
        SortedMap<String, Double> used = new TreeMap<>();
        after.forEach((name, time) -> used.put(name, Math.max(0, time - before.getOrDefault(name, 0.0))));
        return used;
    }

    private static double tree(ProcessIdentity root, Map<Long, Stat> all) {
        Set<Long> family = new HashSet<>();
        family.add(root.pid());
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Map.Entry<Long, Stat> entry : all.entrySet()) {
                grown |= family.contains(entry.getValue().parent()) && family.add(entry.getKey());
            }
        }
        return all.entrySet().stream()
                .filter(entry -> family.contains(entry.getKey()))
                .mapToDouble(entry -> (entry.getValue().own() + entry.getValue().ended()) * MILLIS_PER_TICK)
                .sum();
    }

    private static Map<Long, Stat> stats() {
        Map<Long, Stat> stats = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                read(entry, stats);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stats;
    }

    private static void read(Path entry, Map<Long, Stat> stats) {
        try {
            String text = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name, in brackets, may hold anything.
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            long own = Long.parseLong(fields[TIMES]) + Long.parseLong(fields[TIMES + 1]);
            long ended = Long.parseLong(fields[TIMES + 2]) + Long.parseLong(fields[TIMES + 3]);
            stats.put(
                    Long.parseLong(entry.getFileName().toString()),
                    new Stat(Long.parseLong(fields[PARENT]), own, ended));
        } catch (IOException e) {
            // It has ended.
        }
    }
}
