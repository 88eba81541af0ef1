package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Positions in a sorted list by binary search. */
@Singleton
final class InsertPositions implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("insert-positions")
                .entry("insert_position", "find_place", "slot_for")
                .takes("values: list[int], target: int")
                .gives("int")
                .numbers("margin", 1, 15)
                .numbers("limit", 3, 12)
                .wording("""
                        Write a Python function `$signature` for a list `values` in ascending order (equal elements may occur). It returns the first index at which the element is at least `target` plus $margin, or the length of the list if there is none. An index above $limit is returned as $limit. For an empty list the result is 0.
                        """)
                .wording("""
                        Prices in `values` are sorted from low to high, repetitions allowed. Implement `$signature`, which returns how many of them are smaller than `target` + $margin, but $limit if there are more than $limit of them; without prices the answer is 0.
                        """)
                .solution("""
                        def $signature:
                            low, high = 0, len(values)
                            while low < high:
                                middle = (low + high) // 2
                                if values[middle] < target + $margin:
                                    low = middle + 1
                                else:
                                    high = middle
                            return min(low, $limit)
                        """)
                .slip("values[middle] < target + $margin", "values[middle] <= target + $margin")
                .slip("min(low, $limit)", "low")
                .slip("target + $margin", "target")
                .check("empty_and_single", p -> calls(call(List.of(), 5), call(List.of(3), 3), call(List.of(30), 3)))
                .check(
                        "equal_elements",
                        p -> calls(
                                call(Collections.nCopies(3, 20), 20 - p.number("margin")),
                                call(Collections.nCopies(3, 20), 21 - p.number("margin")),
                                call(List.of(1, 20, 20), 20 - p.number("margin"))))
                .check(
                        "limit",
                        call(java.util.stream.IntStream.range(0, 50).boxed().toList(), 40),
                        call(java.util.stream.IntStream.range(0, 20).boxed().toList(), 100))
                .check(
                        "before_and_after",
                        p -> calls(
                                call(List.of(10, 20, 30), -50),
                                call(List.of(10, 20, 30), 50),
                                call(List.of(1, 2, 40), 2)))
                .example(call(List.of(2, 4, 16, 32), 3))
                .example(call(List.of(9, 9), 1))
                .trivial(call(List.of(), 5))
                .answer((p, c) -> Math.min(
                        c.numbers(0).stream()
                                .filter(value -> value < c.number(1) + p.number("margin"))
                                .count(),
                        p.number("limit")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long low = 0;
                            long long high = values.size();
                            while (low < high) {
                                long long middle = (low + high) / 2;
                                if (values[middle] < target + $margin) {
                                    low = middle + 1;
                                } else {
                                    high = middle;
                                }
                            }
                            return min(low, $limit);
                        }
                        """)
                .cppSlip("values[middle] < target + $margin", "values[middle] <= target + $margin")
                .cppSlip("min(low, $limit)", "low")
                .cppSlip("target + $margin", "target");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            most = random.choice([3, 20, 200])
                            values = sorted(random.randint(-most, most) for _ in range(random.randint(0, 25)))
                            target = random.randint(-most, most)
                            if values:
                                target = random.choice([target, random.choice(values) - $margin + random.randint(-1, 1)])
                            return [values, target]
                        """).validator("""
                        def valid(values, target):
                            if type(values) is not list or not all(type(value) is int for value in values):
                                return False
                            return type(target) is int and values == sorted(values)
                        """);
    }
}
