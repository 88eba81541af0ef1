package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** The longest subsequence that rises by steps within bounds. */
@Singleton
final class RisingSteps implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("rising-steps")
                .entry("longest_rise", "climb_length", "best_ascent")
                .takes("values: list[int]")
                .gives("int")
                .numbers("least", 2, 6)
                .numbers("most", 9, 20)
                .wording("""
                        Write a Python function `$signature` that returns the length of the longest subsequence of `values` (elements in their order, not necessarily neighbours) in which each element exceeds the one before it by at least $least and at most $most. A single element is such a subsequence; an empty list gives 0.
                        """)
                .wording("""
                        A climber picks holds from `values`, from left to right, and may leave out any. From one hold to the next picked one the height must grow, by no less than $least and no more than $most. Implement `$signature`, which returns the largest number of holds that can be picked: 0 without holds, and 1 when no step is possible.
                        """)
                .solution("""
                        def $signature:
                            best = []
                            for index, value in enumerate(values):
                                length = 1
                                for earlier in range(index):
                                    if $least <= value - values[earlier] <= $most:
                                        length = max(length, best[earlier] + 1)
                                best.append(length)
                            return max(best, default=0)
                        """)
                .slip("$least <= value", "$least < value")
                .slip("<= $most", "< $most")
                .slip("max(best, default=0)", "len(best) and best[-1]")
                .check("empty_and_single", call(List.of()), call(List.of(7)), call(List.of(9, 9, 9)))
                .check(
                        "step_bounds",
                        p -> calls(
                                call(List.of(0, p.number("least"))),
                                call(List.of(0, p.number("most"))),
                                call(List.of(0, p.number("most") + 1)),
                                call(List.of(0, p.number("least") - 1))))
                .check("best_is_not_last", call(List.of(0, 7, 14, 21, 1)), call(List.of(5, 12, 19, 3)))
                .check(
                        "chosen_from_many",
                        call(List.of(3, 1, 8, 2, 9, 15, 4, 11, 22, 17, 30, 24)),
                        call(java.util.stream.IntStream.range(0, 30).boxed().toList()))
                .example(call(List.of(1, 8, 2, 15)))
                .example(call(List.of(50, 40, 30)))
                .trivial(call(List.of()))
                .answer((p, c) -> {
                    TreeMap<Long, Long> bestAt = new TreeMap<>();
                    for (long value : c.numbers(0)) {
                        long before = bestAt
                                .subMap(value - p.number("most"), true, value - p.number("least"), true)
                                .values()
                                .stream()
                                .max(Long::compare)
                                .orElse(0L);
                        bestAt.merge(value, before + 1, Math::max);
                    }
                    return bestAt.values().stream().max(Long::compare).orElse(0L);
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            vector<long long> best;
                            long long longest = 0;
                            for (size_t at = 0; at < values.size(); at++) {
                                long long length = 1;
                                for (size_t earlier = 0; earlier < at; earlier++) {
                                    long long step = values[at] - values[earlier];
                                    if (step >= $least && step <= $most) {
                                        length = max(length, best[earlier] + 1);
                                    }
                                }
                                best.push_back(length);
                                longest = max(longest, length);
                            }
                            return longest;
                        }
                        """)
                .cppSlip("step >= $least", "step > $least")
                .cppSlip("step <= $most", "step < $most")
                .cppSlip("longest = max(longest, length);", "longest = length;");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            values = []
                            value = random.randint(-20, 20)
                            for _ in range(random.randint(0, 30)):
                                values.append(value)
                                value += random.choice([$least, $least - 1, $most, $most + 1, random.randint(-40, 25)])
                            return [values]
                        """).validator("""
                        def valid(values):
                            return isinstance(values, list) and all(type(value) is int for value in values)
                        """);
    }
}
