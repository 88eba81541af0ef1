package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Whole averages over a window, capped. */
@Singleton
final class MovingAverage implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("moving-average")
                .entry("moving_average", "window_means", "smooth")
                .takes("values: list[int]")
                .gives("list[int]")
                .numbers("window", 2, 9)
                .numbers("cap", 20, 59)
                .wording("""
                        Write a Python function `$signature` that returns, for every $window consecutive elements of `values` in order, their average rounded down to an integer (towards minus infinity), but never more than $cap. With fewer than $window elements the result is an empty list.
                        """)
                .wording("""
                        A display smooths readings: for each window of $window neighbouring `values`, from the first window to the last, it shows the floor of the mean, and $cap when that floor is larger. Implement `$signature`, which returns what is shown; without a complete window that is the empty list. Means below zero are rounded down as well, so -0.5 becomes -1.
                        """)
                .solution("""
                        def $signature:
                            averages = []
                            for start in range(len(values) - $window + 1):
                                total = sum(values[start:start + $window])
                                averages.append(min(total // $window, $cap))
                            return averages
                        """)
                .slip("len(values) - $window + 1", "len(values) - $window")
                .slip("total // $window", "int(total / $window)")
                .slip("min(total // $window, $cap)", "total // $window")
                .check(
                        "too_few",
                        p -> calls(
                                call(List.of()),
                                call(Collections.nCopies(p.number("window") - 1, 5)),
                                call(Collections.nCopies(p.number("window"), 5))))
                .check(
                        "rounds_down",
                        p -> calls(call(ramp(p.number("window"), -1, 0)), call(ramp(p.number("window") + 3, -20, 1))))
                .check(
                        "capped",
                        p -> calls(
                                call(Collections.nCopies(p.number("window") + 1, p.number("cap") + 1)),
                                call(ramp(25, 1, 7))))
                .check("long_series", call(ramp(30, 90, -4)), call(ramp(20, -50, 3)))
                .example(call(List.of(3, 5, 7, 9, 11, 13, 15, 17, 19, 21)))
                .example(call(List.of(1)))
                .trivial(call(List.of()))
                .answer((p, c) -> {
                    List<Long> averages = new ArrayList<>();
                    for (int end = p.number("window"); end <= c.numbers(0).size(); end++) {
                        long total = c.numbers(0).subList(end - p.number("window"), end).stream()
                                .mapToLong(Long::longValue)
                                .sum();
                        averages.add(Math.min(Math.floorDiv(total, (long) p.number("window")), p.number("cap")));
                    }
                    return averages;
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            vector<long long> averages;
                            long long total = 0;
                            for (size_t at = 0; at < values.size(); at++) {
                                total += values[at];
                                if (at >= $window) {
                                    total -= values[at - $window];
                                }
                                if (at + 1 >= $window) {
                                    long long rest = (total % $window + $window) % $window;
                                    averages.push_back(min((total - rest) / $window, $cap));
                                }
                            }
                            return averages;
                        }
                        """)
                .cppSlip("(total - rest) / $window", "total / $window")
                .cppSlip("min((total - rest) / $window, $cap)", "(total - rest) / $window")
                .cppSlip("at + 1 >= $window", "at >= $window");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            count = random.choice([0, $window - 1, $window, $window + 1, random.randint(0, 25)])
                            kind = random.random()
                            if kind < 0.3:
                                return [[random.randint(-9, 3) for _ in range(count)]]
                            if kind < 0.6:
                                return [[$cap + random.randint(-4, 8) for _ in range(count)]]
                            return [[random.randint(-100, 120) for _ in range(count)]]
                        """).validator("""
                        def valid(values):
                            return isinstance(values, list) and all(type(value) is int for value in values)
                        """);
    }

    private static List<Integer> ramp(int count, int first, int step) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(at -> first + at * step - (at == count - 1 && step == 0 ? 1 : 0))
                .toList();
    }
}
