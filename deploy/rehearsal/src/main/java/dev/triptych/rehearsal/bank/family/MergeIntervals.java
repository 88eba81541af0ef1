package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Merges intervals that are near each other. */
@Singleton
final class MergeIntervals implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("merge-intervals")
                .entry("merge_intervals", "join_spans", "combine_ranges")
                .takes("intervals: list[list[int]]")
                .gives("list[list[int]]")
                .numbers("gap", 0, 24)
                .numbers("least", 2, 9)
                .wording("""
                        Write a Python function `$signature` that merges closed intervals, each given as a list of its start and end with start ≤ end, in any order. Two intervals belong together when the later one starts at most $gap after the end of the earlier one (overlapping ones included), and so on transitively; they are replaced by the interval from the smallest start to the largest end.
                        Of the merged intervals only those whose length (end minus start) is at least $least are returned, ordered by start. No intervals give an empty list, and the input is not changed.
                        """)
                .wording("""
                        Sensor records arrive as spans of a first and a last second, unordered. Spans that overlap or whose distance, from the end of one to the start of the next, is not more than $gap are one activity, from the earliest start to the latest end.
                        Implement `$signature`, which returns all activities that last at least $least seconds (last minus first) as lists of start and end, in order of their start. Without `intervals` the result is empty; the argument stays as it was.
                        """)
                .solution("""
                        def $signature:
                            merged = []
                            for start, end in sorted(intervals):
                                if merged and start - merged[-1][1] <= $gap:
                                    merged[-1][1] = max(merged[-1][1], end)
                                else:
                                    merged.append([start, end])
                            return [span for span in merged if span[1] - span[0] >= $least]
                        """)
                .slip("start - merged[-1][1] <= $gap", "start - merged[-1][1] < $gap")
                .slip("max(merged[-1][1], end)", "end")
                .slip(">= $least", "> $least")
                .check(
                        "empty",
                        p -> Call.calls(call(List.of()), call(List.of(List.of(3, 3))), call(List.of(List.of(1, 40)))))
                .check(
                        "gap_is_included",
                        p -> Call.calls(
                                call(List.of(List.of(0, 10), List.of(10 + p.number("gap"), 30 + p.number("gap")))),
                                call(List.of(List.of(0, 10), List.of(11 + p.number("gap"), 40 + p.number("gap"))))))
                .check(
                        "inner_interval",
                        call(List.of(List.of(0, 90), List.of(5, 20), List.of(200, 260))),
                        call(List.of(List.of(50, 60), List.of(0, 100), List.of(55, 56))))
                .check(
                        "least_length",
                        p -> Call.calls(
                                call(List.of(List.of(0, p.number("least")))),
                                call(List.of(List.of(0, p.number("least") - 1)))))
                .check(
                        "unordered",
                        call(List.of(
                                List.of(300, 340),
                                List.of(100, 130),
                                List.of(125, 170),
                                List.of(0, 20),
                                List.of(171, 172))))
                .example(call(List.of(List.of(1, 12), List.of(5, 30))))
                .example(call(List.of(List.of(80, 99), List.of(0, 15))))
                .trivial(call(List.of()))
                .answer((p, c) -> merged(c.rows(0), p.number("gap"), p.number("least")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            sort(intervals.begin(), intervals.end());
                            vector<vector<long long>> merged;
                            for (const vector<long long>& interval : intervals) {
                                if (!merged.empty() && interval[0] - merged.back()[1] <= $gap) {
                                    merged.back()[1] = max(merged.back()[1], interval[1]);
                                } else {
                                    merged.push_back(interval);
                                }
                            }
                            vector<vector<long long>> result;
                            for (const vector<long long>& span : merged) {
                                if (span[1] - span[0] >= $least) {
                                    result.push_back(span);
                                }
                            }
                            return result;
                        }
                        """)
                .cppSlip("interval[0] - merged.back()[1] <= $gap", "interval[0] - merged.back()[1] < $gap")
                .cppSlip("max(merged.back()[1], interval[1])", "interval[1]")
                .cppSlip("span[1] - span[0] >= $least", "span[1] - span[0] > $least");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            intervals = []
                            start = random.randint(-50, 50)
                            for _ in range(random.randint(0, 12)):
                                length = random.choice([0, 1, $least - 1, $least, random.randint(0, 40)])
                                intervals.append([start, start + length])
                                start += random.choice([0, length, length + $gap, length + $gap + 1, random.randint(-20, 60)])
                            random.shuffle(intervals)
                            return [intervals]
                        """).validator("""
                        def valid(intervals):
                            return isinstance(intervals, list) and all(
                                isinstance(span, list) and len(span) == 2 and all(type(end) is int for end in span) and span[0] <= span[1]
                                for span in intervals)
                        """);
    }

    private static List<Object> merged(List<List<Long>> intervals, int gap, int least) {
        TreeMap<Long, Long> spans = new TreeMap<>();
        for (List<Long> span : intervals) {
            spans.merge(span.get(0), span.get(1), Math::max);
        }
        List<Object> result = new ArrayList<>();
        while (!spans.isEmpty()) {
            Map.Entry<Long, Long> first = spans.pollFirstEntry();
            long end = first.getValue();
            while (!spans.isEmpty() && spans.firstKey() <= end + gap) {
                end = Math.max(end, spans.pollFirstEntry().getValue());
            }
            if (end - first.getKey() >= least) {
                result.add(List.of(first.getKey(), end));
            }
        }
        return result;
    }
}
