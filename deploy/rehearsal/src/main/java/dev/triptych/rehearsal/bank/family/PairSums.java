package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Counts pairs with a sum and a least distance. */
@Singleton
final class PairSums implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("pair-sums")
                .entry("count_pairs", "matching_pairs", "pairs_with_sum")
                .takes("values: list[int]")
                .gives("int")
                .numbers("target", 6, 25)
                .numbers("apart", 2, 6)
                .wording("""
                        Write a Python function `$signature` that counts the pairs of positions i < j in `values` for which `values[i] + values[j]` equals $target and j - i is at least $apart. Equal values at different positions make different pairs. A list with fewer than two elements gives 0.
                        """)
                .wording("""
                        Two lamps in a row fit together when their numbers add up to $target and they stand at least $apart places from each other (neighbours stand 1 place from each other). Implement `$signature`, which returns how many pairs of lamps fit together; `values` holds the numbers in the order of the row, and a row with no such pair, the empty row too, gives 0.
                        """)
                .solution("""
                        def $signature:
                            count = 0
                            for left in range(len(values)):
                                for right in range(left + $apart, len(values)):
                                    if values[left] + values[right] == $target:
                                        count += 1
                            return count
                        """)
                .slip("left + $apart", "left + 1")
                .slip("left + $apart", "left + $apart + 1")
                .slip("values[left] + values[right] == $target", "values[left] + values[right] >= $target")
                .check(
                        "too_few",
                        p -> calls(
                                call(List.of()),
                                call(List.of(p.number("target"))),
                                call(row(p.number("target"), 0, 0, 0, 0, 0, p.number("target")))))
                .check(
                        "distance_bound",
                        p -> calls(
                                call(spaced(p, p.number("apart"))),
                                call(spaced(p, p.number("apart") - 1)),
                                call(spaced(p, p.number("apart") + 1))))
                .check(
                        "every_pair",
                        p -> calls(
                                call(Collections.nCopies(9, p.number("target"))),
                                call(row(
                                        0,
                                        p.number("target"),
                                        0,
                                        p.number("target"),
                                        0,
                                        p.number("target"),
                                        0,
                                        p.number("target")))))
                .check(
                        "ascending",
                        call(java.util.stream.IntStream.rangeClosed(-5, 30)
                                .boxed()
                                .toList()),
                        call(java.util.stream.IntStream.range(0, 40)
                                .map(at -> at * 7 % 26)
                                .boxed()
                                .toList()))
                .example(call(List.of(1, 9, 4, 6, 2, 8, 5, 5)))
                .example(call(List.of(12, 3, 4, 0)))
                .trivial(call(List.of()))
                .answer(PairSums::answer);
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long count = 0;
                            for (size_t left = 0; left < values.size(); left++) {
                                for (size_t right = left + $apart; right < values.size(); right++) {
                                    if (values[left] + values[right] == $target) {
                                        count++;
                                    }
                                }
                            }
                            return count;
                        }
                        """)
                .cppSlip("left + $apart", "left + 1")
                .cppSlip("left + $apart", "left + $apart + 1")
                .cppSlip("== $target", ">= $target");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            if random.random() < 0.2:
                                return [[random.choice([0, $target]) for _ in range(random.randint(0, $apart + 3))]]
                            low = random.randint(0, $target // 2)
                            return [[random.randint(low - 2, $target - low + 2) for _ in range(random.randint(0, 30))]]
                        """).validator("""
                        def valid(values):
                            return isinstance(values, list) and all(type(value) is int for value in values)
                        """);
    }

    private static Object answer(Values p, Call c) {
        Map<Long, Long> before = new HashMap<>();
        long count = 0;
        for (int at = p.number("apart"); at < c.numbers(0).size(); at++) {
            before.merge(c.numbers(0).get(at - p.number("apart")), 1L, Long::sum);
            count += before.getOrDefault(p.number("target") - c.numbers(0).get(at), 0L);
        }
        return count;
    }

    private static List<Integer> row(Integer... values) {
        return List.of(values);
    }

    private static List<Integer> spaced(Values p, int distance) {
        List<Integer> values = new ArrayList<>(Collections.nCopies(distance + 1, 1000));
        values.set(0, -1);
        values.set(distance, p.number("target") + 1);
        return values;
    }
}
