package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** The longest run of neighbours that are near each other. */
@Singleton
final class NearRuns implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("near-runs")
                .entry("longest_near_run", "steady_stretch", "calm_length")
                .takes("values: list[int]")
                .gives("int")
                .numbers("near", 1, 15)
                .numbers("least", 2, 5)
                .wording("""
                        Write a Python function `$signature` that finds the longest stretch of consecutive elements of `values` in which every two neighbours differ by at most $near, and returns its length. Stretches of fewer than $least elements do not count: if there is no other, the result is 0, as it is for an empty list.
                        """)
                .wording("""
                        A sensor is calm while each reading differs from the reading before it by no more than $near. Implement `$signature`, which returns how many readings the longest calm period in `values` has (its first reading included), or 0 if no calm period has $least readings or more.
                        """)
                .solution("""
                        def $signature:
                            best = 0
                            length = 0
                            for index, value in enumerate(values):
                                if index > 0 and abs(value - values[index - 1]) <= $near:
                                    length += 1
                                else:
                                    length = 1
                                best = max(best, length)
                            if best < $least:
                                return 0
                            return best
                        """)
                .slip("<= $near", "< $near")
                .slip("best < $least", "best <= $least")
                .slip("abs(value - values[index - 1])", "value - values[index - 1]")
                .check(
                        "short_lists",
                        p -> calls(
                                call(List.of()),
                                call(Collections.nCopies(p.number("least"), 8)),
                                call(Collections.nCopies(p.number("least") - 1, 8))))
                .check(
                        "difference_bound",
                        p -> calls(
                                call(ramp(9, p.number("near"))),
                                call(ramp(9, p.number("near") + 1)),
                                call(ramp(7, -p.number("near")))))
                .check(
                        "falling",
                        call(List.of(400, 300, 200, 100, 99, 98, 97, 96, 95, 94)),
                        call(List.of(90, 60, 30, 0, 0, 0, 0, 0, 0)))
                .check(
                        "several_stretches",
                        call(List.of(1, 1, 1, 1, 1, 1, 50, 50, 50, 50, 50, 50, 50, 99)),
                        call(List.of(500, 0, 0, 0, 0, 0, 500, 500)))
                .example(call(List.of(3, 3, 3, 3, 3, 90)))
                .example(call(List.of(100, 50)))
                .trivial(call(List.of()))
                .answer((p, c) -> {
                    long best = 0;
                    for (int from = 0; from < c.numbers(0).size(); from++) {
                        int to = from + 1;
                        while (to < c.numbers(0).size()
                                && Math.abs(c.numbers(0).get(to) - c.numbers(0).get(to - 1)) <= p.number("near")) {
                            to++;
                        }
                        best = Math.max(best, to - from);
                    }
                    return best < p.number("least") ? 0L : best;
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long best = 0;
                            long long length = 0;
                            for (size_t at = 0; at < values.size(); at++) {
                                if (at > 0 && abs(values[at] - values[at - 1]) <= $near) {
                                    length++;
                                } else {
                                    length = 1;
                                }
                                best = max(best, length);
                            }
                            return best < $least ? 0 : best;
                        }
                        """)
                .cppSlip("<= $near", "< $near")
                .cppSlip("best < $least", "best <= $least")
                .cppSlip("abs(values[at] - values[at - 1])", "values[at] - values[at - 1]")
                .cppSlip("length = 1;", "length = 0;");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            values = []
                            value = random.randint(-50, 50)
                            for _ in range(random.choice([0, 1, $least - 1, $least, random.randint(2, 35)])):
                                values.append(value)
                                step = random.choice([$near, $near, random.randint(0, $near), $near + 1, random.randint($near + 2, 60)])
                                value += random.choice([-1, 1]) * step
                            return [values]
                        """).validator("""
                        def valid(values):
                            return isinstance(values, list) and all(type(value) is int for value in values)
                        """);
    }

    private static List<Integer> ramp(int count, int step) {
        return java.util.stream.IntStream.range(0, count)
                .map(at -> at * step)
                .boxed()
                .toList();
    }
}
