package dev.triptych.verifier.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The group where control groups cannot be had: CPU time by asking each living process. */
final class PolledGroup implements RunGroup {
    private final List<ProcessHandle> roots = new ArrayList<>();
    /** Ended processes keep what they were last seen with. */
    private final Map<Long, Duration> seen = new HashMap<>();

    @Override
    public boolean enforced() {
        return false;
    }

    @Override
    public void add(List<ProcessHandle> processes) {
        roots.addAll(processes);
    }

    @Override
    public Duration cpu() {
        for (ProcessHandle root : roots) {
            note(root);
            root.descendants().forEach(this::note);
        }
        return seen.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    private void note(ProcessHandle process) {
        process.info().totalCpuDuration().ifPresent(cpu -> seen.merge(process.pid(), cpu, PolledGroup::longer));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    @Override
    public long peakBytes() {
        return 0;
    }

    @Override
    public boolean outOfMemory() {
        return false;
    }

    @Override
    public void close() {
        roots.forEach(ProcessHandle::destroyForcibly);
    }
}
