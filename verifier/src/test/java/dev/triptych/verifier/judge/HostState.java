package dev.triptych.verifier.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a program could leave on the host: processes below us or of a jail's user, mounts, control groups, files,
 * System V objects, keys, and descriptors of ours. Processes count by their command, because an engine may replace its
 * own; what it keeps at rest belongs to the state before.
 */
record HostState(Map<String, Integer> processes, Set<String> things, int groups, long descriptors) {
    /** Users of the jails of this process's tests: nobody else's jails then look like left-overs. */
    static final int UID_BASE = 100_000 + 1_000 * (int) (ProcessHandle.current().pid() % 20_000);

    private static final int UIDS = 1_000;
    /** Folders of the pool: on version 1 three for each of the runs that two places ever have at once, ending ones too. */
    private static final int POOLED_GROUPS_MAX = 24;

    /** Of the virtual machine itself: class files, selectors, and pipes of processes that end just now. */
    private static final int DESCRIPTORS_ALLOWANCE = 24;

    static HostState now() {
        Set<String> things = new HashSet<>();
        things.addAll(lines(Path.of("/proc/self/mountinfo"), "mount "));
        for (String kind : List.of("shm", "msg", "sem")) {
            int column = kind.equals("sem") ? 4 : 7;
            lines(Path.of("/proc/sysvipc", kind), "").stream()
                    .skip(1)
                    .filter(line -> ofAJail(Integer.parseInt(line.strip().split("\\s+")[column])))
                    .forEach(line -> things.add("System V " + kind + " " + line));
        }
        for (String line : lines(Path.of("/proc/key-users"), "")) {
            if (ofAJail(Integer.parseInt(line.strip().split(":")[0]))) {
                things.add("keys " + line);
            }
        }
        for (String folder : List.of("/tmp", "/var/tmp", "/dev/shm", ".")) {
            things.addAll(files(Path.of(folder)));
        }
        return new HostState(
                ourProcesses(),
                things,
                OwnGroups.left().size(),
                names(Path.of("/proc/self/fd")).size());
    }

    /** What is there now and was not there before. */
    List<String> surplusOver(HostState before) {
        List<String> surplus = new ArrayList<>();
        processes.forEach((command, count) -> {
            int more = count - before.processes.getOrDefault(command, 0);
            if (more > 0) {
                surplus.add(more + " processes " + command);
            }
        });
        things.stream().filter(thing -> !before.things.contains(thing)).forEach(surplus::add);
        if (groups > Math.max(before.groups, POOLED_GROUPS_MAX)) {
            surplus.add(groups + " control groups");
        }
        if (descriptors > before.descriptors + DESCRIPTORS_ALLOWANCE) {
            surplus.add((descriptors - before.descriptors) + " descriptors");
        }
        return surplus;
    }

    /** What of the two is there at most: the state at rest of an engine that makes things when they are first needed. */
    HostState or(HostState other) {
        Map<String, Integer> most = new TreeMap<>(processes);
        other.processes.forEach((command, count) -> most.merge(command, count, Math::max));
        Set<String> all = new HashSet<>(things);
        all.addAll(other.things);
        return new HostState(most, all, Math.max(groups, other.groups), Math.max(descriptors, other.descriptors));
    }

    /** Process ids of {@code root}'s descendants. */
    static Set<Long> below(long root) {
        Map<Long, Long> parents = new HashMap<>();
        for (String name : names(Path.of("/proc"))) {
            if (name.chars().allMatch(Character::isDigit)) {
                Map<String, String> status = status(name);
                if (status.containsKey("PPid")) {
                    parents.put(Long.valueOf(name), Long.valueOf(status.get("PPid")));
                }
            }
        }
        Set<Long> found = new HashSet<>();
        for (long pid : parents.keySet()) {
            Long above = parents.get(pid);
            while (above != null && above != root) {
                above = parents.get(above);
            }
            if (above != null) {
                found.add(pid);
            }
        }
        return found;
    }

    static boolean alive(long pid) {
        String state = status(Long.toString(pid)).getOrDefault("State", "X");
        return !state.startsWith("X") && !state.startsWith("Z");
    }

    private static Map<String, Integer> ourProcesses() {
        Map<String, Integer> found = new TreeMap<>();
        Set<Long> below = below(ProcessHandle.current().pid());
        for (String name : names(Path.of("/proc"))) {
            if (!name.chars().allMatch(Character::isDigit)) {
                continue;
            }
            Map<String, String> status = status(name);
            String uids = status.getOrDefault("Uid", "0");
            if (below.contains(Long.valueOf(name)) || ofAJail(Integer.parseInt(uids.split("\t")[0]))) {
                found.merge(status.getOrDefault("Name", "?"), 1, Integer::sum);
            }
        }
        return found;
    }

    private static boolean ofAJail(int uid) {
        return uid >= UID_BASE && uid < UID_BASE + UIDS;
    }

    private static Map<String, String> status(String pid) {
        Map<String, String> facts = new HashMap<>();
        for (String line : lines(Path.of("/proc", pid, "status"), "")) {
            String[] parts = line.split(":\t", 2);
            if (parts.length == 2) {
                facts.put(parts[0], parts[1].strip());
            }
        }
        return facts;
    }

    /** Files of a jail's user, files that say that they are a hostile program's, and dumped cores. */
    private static List<String> files(Path folder) {
        List<String> found = new ArrayList<>();
        for (String name : names(folder)) {
            try {
                int uid = (int)
                        Files.getAttribute(folder.resolve(name), "unix:uid", java.nio.file.LinkOption.NOFOLLOW_LINKS);
                if (ofAJail(uid) || name.startsWith("hostile-") || name.startsWith("core")) {
                    found.add("file " + folder.resolve(name));
                }
            } catch (IOException e) {
                // Somebody else's file that just went.
            }
        }
        return found;
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.map(path -> path.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of a file of the kernel; none of one that went, as a process does. */
    private static List<String> lines(Path file, String prefix) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return text.lines().map(line -> prefix + line).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
