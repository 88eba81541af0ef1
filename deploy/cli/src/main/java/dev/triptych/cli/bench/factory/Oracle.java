package dev.triptych.cli.bench.factory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The perfect greedy schedule of the same calls on the same slots: all rows are there at once, a slot that is free takes
 * the next call that is ready, rows in the order of their submission, and nothing costs any time but the calls (Graham's
 * list scheduling, <i>Bounds on multiprocessing timing anomalies</i>, 1969).
 */
final class Oracle {
    private Oracle() {}

    /**
     * A row's calls.
     *
     * @param stages each may begin when the one before has ended; the calls of a stage are independent
     */
    record Row(List<List<Duration>> stages) {
        Row {
            stages = stages.stream()
                    .filter(stage -> !stage.isEmpty())
                    .map(List::copyOf)
                    .toList();
        }
    }

    private record Ready(int row, int stage, Duration length) {}

    private record Running(int row, long end) {}

    /** From the first call's start to the last call's end. */
    static Duration makespan(List<Row> rows, int slots) {
        PriorityQueue<Ready> ready =
                new PriorityQueue<>(Comparator.comparingInt(Ready::row).thenComparingInt(Ready::stage));
        PriorityQueue<Running> running =
                new PriorityQueue<>(Comparator.comparingLong(Running::end).thenComparingInt(Running::row));
        int[] stage = new int[rows.size()];
        int[] open = new int[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            open[row] = offer(ready, rows.get(row), row, 0);
        }
        long now = 0;
        while (!ready.isEmpty() || !running.isEmpty()) {
            while (running.size() < slots && !ready.isEmpty()) {
                Ready next = ready.remove();
                running.add(new Running(next.row(), now + next.length().toNanos()));
            }
            Running ended = running.remove();
            now = ended.end();
            int row = ended.row();
            if (--open[row] == 0) {
                open[row] = offer(ready, rows.get(row), row, ++stage[row]);
            }
        }
        return Duration.ofNanos(now);
    }

    private static int offer(PriorityQueue<Ready> ready, Row row, int number, int stage) {
        List<Ready> calls = new ArrayList<>();
        if (stage < row.stages().size()) {
            row.stages().get(stage).forEach(length -> calls.add(new Ready(number, stage, length)));
        }
        ready.addAll(calls);
        return calls.size();
    }
}
