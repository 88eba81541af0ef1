package dev.triptych.cli.bench.factory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run's calls as rows for the {@link Oracle}: each slot once, with the time that was drawn for its prompt, however
 * often it was asked for.
 */
record Schedule(List<Oracle.Row> rows, Duration drawn, int calls) {
    /** @param drawn the time of each prompt, by its hash */
    static Schedule of(String run, List<Call> calls, Map<String, Duration> drawn) {
        Map<String, Call> answered = new LinkedHashMap<>();
        calls.stream().filter(Call::full).forEach(call -> answered.putIfAbsent(call.key(), call));
        SortedMap<Integer, SortedMap<Integer, List<Duration>>> byRow = new TreeMap<>();
        Duration sum = Duration.ZERO;
        int count = 0;
        for (Call call : answered.values()) {
            Call.Slot slot = call.slot().filter(of -> of.run().equals(run)).orElse(null);
            if (slot == null) {
                continue;
            }
            Duration length = drawn.getOrDefault(call.prompt(), Duration.ZERO);
            byRow.computeIfAbsent(slot.number(), none -> new TreeMap<>())
                    .computeIfAbsent(slot.rank(), none -> new ArrayList<>())
                    .add(length);
            sum = sum.plus(length);
            count++;
        }
        List<Oracle.Row> rows = byRow.values().stream()
                .map(stages -> new Oracle.Row(List.copyOf(stages.values())))
                .toList();
        return new Schedule(rows, sum, count);
    }
}
