package dev.triptych.cli.bench;

import dev.triptych.cli.CliException;
import dev.triptych.cli.Subprocess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The verifier's processes as {@code /proc} shows them: the service, its supervisors, their zygotes, and jails. */
final class Processes {
    /** {@code USER_HZ}, the unit of times in {@code /proc}: 100 wherever Linux runs. */
    private static final double MILLIS_PER_TICK = 10;

    private static final int PAGE_BYTES = 4096;
    private static final int PARENT = 1;
    private static final int TIMES = 11;
    private static final int RESIDENT = 21;
    private static final Path PROC = Path.of("/proc");
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    /** The last line: how many objects, and their bytes. */
    private static final Pattern HISTOGRAM_TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");

    private static final Duration JCMD_PATIENCE = Duration.ofSeconds(30);

    private final long service;

    Processes(long service) {
        this.service = service;
    }

    /** What a process is to the verifier. */
    enum Kind {
        SERVICE,
        SUPERVISOR,
        ZYGOTE,
        JAIL
    }

    /** CPU times in ticks; {@code ended} is that of its children that have ended. */
    private record Stat(long pid, long parent, long own, long ended, long residentBytes) {}

    /** One process at one moment. */
    record One(Kind kind, long own, long ended, long residentBytes) {}

    /** All of them at one moment, by pid. */
    record Snapshot(Map<Long, One> all) {
        long residentBytes(Kind kind) {
            return all.values().stream()
                    .filter(one -> one.kind() == kind)
                    .mapToLong(One::residentBytes)
                    .sum();
        }
    }

    /** The process that listens on this port of this machine. */
    static Optional<Processes> listeningOn(int port) {
        String wanted = String.format(":%04X", port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)).stream())
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 9 && fields[1].endsWith(wanted) && fields[3].equals("0A"))
                .flatMap(fields -> holder("socket:[" + fields[9] + "]").stream())
                .findFirst()
                .map(Processes::new);
    }

    Snapshot now() {
        Map<Long, Stat> all = new HashMap<>();
        for (long pid : pids()) {
            stat(pid).ifPresent(stat -> all.put(pid, stat));
        }
        Map<Long, One> ours = new HashMap<>();
        Deque<Stat> looking = new ArrayDeque<>();
        Optional.ofNullable(all.get(service)).ifPresent(looking::add);
        while (!looking.isEmpty()) {
            Stat stat = looking.poll();
            Kind kind = kind(stat, ours);
            ours.put(stat.pid(), new One(kind, stat.own(), stat.ended(), stat.residentBytes()));
            all.values().stream().filter(other -> other.parent() == stat.pid()).forEach(looking::add);
        }
        return new Snapshot(ours);
    }

    /** Open descriptors of the service and of its supervisors. */
    long descriptors(Snapshot snapshot) {
        return snapshot.all().entrySet().stream()
                .filter(entry -> entry.getValue().kind() == Kind.SERVICE
                        || entry.getValue().kind() == Kind.SUPERVISOR)
                .mapToLong(entry -> count(PROC.resolve(entry.getKey() + "/fd")))
                .sum();
    }

    /** What the service's objects take after a full collection, which the histogram begins with. */
    long liveHeapBytes() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Subprocess.Result histogram =
                Subprocess.run(JCMD_PATIENCE, List.of(jcmd, Long.toString(service), "GC.class_histogram"));
        Matcher total = HISTOGRAM_TOTAL.matcher(histogram.output());
        if (!histogram.ok() || !total.find()) {
            throw CliException.environment(
                    "process " + service + " does not tell jcmd what its heap holds: " + histogram.tail(1));
        }
        return Long.parseLong(total.group(1));
    }

    /** Control groups whose folder carries the service's process id, which is how the supervisors name theirs. */
    long controlGroups() {
        String ours = service + "-";
        try (Stream<Path> folders = Files.walk(GROUPS, 3)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(ours))
                    .count();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    /**
     * CPU time between two moments. The time of what has ended is its parent's: what supervisors, zygotes and jails
     * waited for was a jail.
     */
    static Measured.Cost between(Snapshot before, Snapshot after) {
        Map<Kind, Double> own = new HashMap<>();
        double ended = 0;
        for (Map.Entry<Long, One> entry : after.all().entrySet()) {
            One now = entry.getValue();
            One was = before.all().getOrDefault(entry.getKey(), new One(now.kind(), 0, 0, 0));
            own.merge(now.kind(), (now.own() - was.own()) * MILLIS_PER_TICK, Double::sum);
            ended += (now.ended() - was.ended()) * MILLIS_PER_TICK;
        }
        return new Measured.Cost(
                own.getOrDefault(Kind.SERVICE, 0.0),
                own.getOrDefault(Kind.SUPERVISOR, 0.0),
                own.getOrDefault(Kind.ZYGOTE, 0.0),
                own.getOrDefault(Kind.JAIL, 0.0) + ended);
    }

    private Kind kind(Stat stat, Map<Long, One> known) {
        if (stat.pid() == service) {
            return Kind.SERVICE;
        }
        One parent = known.get(stat.parent());
        if (parent != null && parent.kind() == Kind.SERVICE) {
            return Kind.SUPERVISOR;
        }
        boolean ofSupervisor = parent != null && parent.kind() == Kind.SUPERVISOR;
        return ofSupervisor && !inNamespaceOfItsOwn(stat.pid()) ? Kind.ZYGOTE : Kind.JAIL;
    }

    private static boolean inNamespaceOfItsOwn(long pid) {
        int here = depth("self");
        return depth(Long.toString(pid)) > here;
    }

    private static int depth(String pid) {
        return lines(PROC.resolve(pid + "/status")).stream()
                .filter(line -> line.startsWith("NSpid:"))
                .mapToInt(line -> line.split("\\s+").length)
                .findFirst()
                .orElse(0);
    }

    private static Optional<Stat> stat(long pid) {
        try {
            String text = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The name, in brackets, may hold anything.
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return Optional.of(new Stat(
                    pid,
                    Long.parseLong(fields[PARENT]),
                    Long.parseLong(fields[TIMES]) + Long.parseLong(fields[TIMES + 1]),
                    Long.parseLong(fields[TIMES + 2]) + Long.parseLong(fields[TIMES + 3]),
                    Long.parseLong(fields[RESIDENT]) * PAGE_BYTES));
        } catch (IOException e) {
            return Optional.empty(); // it has ended
        }
    }

    private static Optional<Long> holder(String socket) {
        return pids().stream()
                .filter(pid -> holds(PROC.resolve(pid + "/fd"), socket))
                .findFirst();
    }

    private static boolean holds(Path descriptors, String socket) {
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.anyMatch(descriptor -> socket.equals(target(descriptor)));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false; // it has ended, or is another user's
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static long count(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Long> pids() {
        List<Long> pids = new java.util.ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            entries.forEach(entry -> pids.add(Long.parseLong(entry.getFileName().toString())));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return pids;
    }
}
