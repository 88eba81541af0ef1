package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;
import java.util.stream.*;

/** How much of a line is covered several times. */
@Singleton
final class DeepCover implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("deep-cover")
                .entry("covered_length", "deep_cover", "overlap_length")
                .takes("intervals: list[list[int]]")
                .gives("int")
                .numbers("depth", 2, 6)
                .numbers("limit", 40, 49)
                .wording("""
                        Each of `intervals` is a list of a start and an end and covers the whole numbers from its start to the one before its end; an interval whose end is not greater than its start covers nothing. Write a Python function `$signature` that returns how many of the numbers from 0 to $limit, both included, are covered by at least $depth of the intervals.
                        """)
                .wording("""
                        Watchmen report their shifts as pairs of the first minute on duty and the first minute off duty again; pairs in which the second is not later than the first are mistakes and count for nothing. Only minutes 0 to $limit of the night matter, the latter included. Implement `$signature`, which returns the number of these minutes in which $depth or more watchmen of `intervals` were on duty; without reports that is 0.
                        """)
                .solution("""
                        def $signature:
                            changes = {}
                            for start, end in intervals:
                                start = max(start, 0)
                                end = min(end, $limit + 1)
                                if start < end:
                                    changes[start] = changes.get(start, 0) + 1
                                    changes[end] = changes.get(end, 0) - 1
                            total = depth = before = 0
                            for at in sorted(changes):
                                if depth >= $depth:
                                    total += at - before
                                depth += changes[at]
                                before = at
                            return total
                        """)
                .slip("min(end, $limit + 1)", "min(end, $limit)")
                .slip("depth >= $depth", "depth > $depth")
                .slip("max(start, 0)", "max(start, 1)")
                .slip("        if start < end:", "        if start != end:")
                .slip("changes[start] = changes.get(start, 0) + 1", "changes[start] = 1")
                .check(
                        "nothing",
                        p -> calls(
                                call(List.of()),
                                call(List.of(List.of(5, 5))),
                                call(Collections.nCopies(p.number("depth"), List.of(2, 7)))))
                .check(
                        "borders",
                        p -> calls(
                                call(Collections.nCopies(p.number("depth"), List.of(-10, 90))),
                                call(Collections.nCopies(p.number("depth"), List.of(0, p.number("limit")))),
                                call(Collections.nCopies(p.number("depth"), List.of(0, 1)))))
                .check(
                        "depths",
                        call(steps(6, 5, 3)),
                        call(steps(9, 2, 14)),
                        call(steps(12, 1, 20)),
                        call(Collections.nCopies(5, List.of(10, 30))))
                .check("mistakes", p -> calls(call(mistakes(p.number("depth")))))
                .check("touching", p -> calls(call(touching(p.number("depth")))))
                .example(call(List.of(List.of(0, 5), List.of(3, 9))))
                .example(call(List.of(List.of(1, 20), List.of(2, 20), List.of(3, 20))))
                .trivial(call(List.of()))
                .answer((p, c) -> covered(c.rows(0), p.number("depth"), p.number("limit")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long total = 0;
                            for (long long number = 0; number <= $limit; number++) {
                                long long covering = 0;
                                for (const vector<long long>& interval : intervals) {
                                    if (interval[0] <= number && number < interval[1]) {
                                        covering++;
                                    }
                                }
                                if (covering >= $depth) {
                                    total++;
                                }
                            }
                            return total;
                        }
                        """)
                .cppSlip("number <= $limit", "number < $limit")
                .cppSlip("covering >= $depth", "covering > $depth")
                .cppSlip("number < interval[1]", "number <= interval[1]")
                .cppSlip("number = 0", "number = 1");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            intervals = []
                            for _ in range(random.randint(0, 4)):
                                start = random.randint(-10, $limit + 5)
                                for _ in range(random.randint(1, $depth + 1)):
                                    length = random.choice([0, 1, random.randint(-3, 40)])
                                    intervals.append([start + random.randint(0, 2), start + length])
                            if random.random() < 0.2:
                                intervals += [[0, $limit + random.randint(0, 1)]] * $depth
                            random.shuffle(intervals)
                            return [intervals]
                        """).validator("""
                        def valid(intervals):
                            return type(intervals) is list and all(
                                type(span) is list and len(span) == 2 and all(type(end) is int for end in span) for span in intervals)
                        """);
    }

    private static List<List<Integer>> steps(int count, int step, int length) {
        return IntStream.range(0, count)
                .mapToObj(number -> List.of(number * step, number * step + length + number))
                .toList();
    }

    private static List<List<Integer>> mistakes(int depth) {
        List<List<Integer>> intervals = new ArrayList<>(Collections.nCopies(depth, List.of(4, 24)));
        intervals.add(List.of(20, 10));
        intervals.add(List.of(30, 6));
        return intervals;
    }

    private static List<List<Integer>> touching(int depth) {
        List<List<Integer>> intervals = new ArrayList<>(Collections.nCopies(depth, List.of(3, 8)));
        intervals.addAll(Collections.nCopies(depth, List.of(8, 15)));
        return intervals;
    }

    /** Number by number. */
    private static long covered(List<List<Long>> intervals, int depth, int limit) {
        return IntStream.rangeClosed(0, limit)
                .filter(number -> intervals.stream()
                                .filter(span -> span.get(0) <= number && number < span.get(1))
                                .count()
                        >= depth)
                .count();
    }
}
