package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Sums of consecutive chunks, short ones dropped. */
@Singleton
final class ChunkSums implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("chunk-sums")
                .entry("chunk_sums", "block_totals", "sum_groups")
                .takes("values: list[int]")
                .gives("list[int]")
                .numbers("size", 3, 12)
                .numbers("least", 2, 3)
                .oneOf("bonus", 5, 10, 50, 100, 500)
                .wording("""
                        Write a Python function `$signature` that cuts `values` into consecutive chunks of $size elements and returns the list of their sums. The last chunk may be shorter: it counts if it has at least $least elements and is left out otherwise. To every sum that is negative, $bonus is added.
                        An empty list gives an empty list.
                        """)
                .wording("""
                        Daily balances in `values` are grouped, $size days a group, in order. A final group that is not full is kept only when it covers $least days or more. Implement `$signature`, which returns each kept group's total in order; a total below zero is improved by $bonus. Without days there are no totals.
                        """)
                .solution("""
                        def $signature:
                            sums = []
                            for start in range(0, len(values), $size):
                                chunk = values[start:start + $size]
                                if len(chunk) < $least:
                                    continue
                                total = sum(chunk)
                                if total < 0:
                                    total += $bonus
                                sums.append(total)
                            return sums
                        """)
                .slip("len(chunk) < $least", "len(chunk) <= $least")
                .slip("total < 0", "total <= 0")
                .slip("total += $bonus", "total = $bonus")
                .check("empty_and_short", call(List.of()), call(List.of(4)), call(List.of(7, 7, 7)))
                .check(
                        "exactly_the_least",
                        p -> calls(
                                call(same(p.number("least"), 2)), call(same(p.number("size") + p.number("least"), 1))))
                .check("just_below_the_least", p -> calls(call(same(p.number("size") + p.number("least") - 1, 3))))
                .check(
                        "negative_totals",
                        p -> calls(call(same(p.number("size"), -9)), call(same(2 * p.number("size"), -1))))
                .check("zero_total", p -> calls(call(same(p.number("size"), 0)), call(same(3 * p.number("size"), 4))))
                .example(call(List.of(1, 2, 3, 4, 5, 6)))
                .example(call(List.of(-5, -6, -7, 1)))
                .trivial(call(List.of()))
                .answer((p, c) -> {
                    List<Long> sums = new ArrayList<>();
                    List<Long> rest = c.numbers(0);
                    while (rest.size() >= p.number("least")) {
                        List<Long> chunk = rest.subList(0, Math.min(rest.size(), p.number("size")));
                        long total = chunk.stream().mapToLong(Long::longValue).sum();
                        sums.add(total < 0 ? total + p.number("bonus") : total);
                        rest = rest.subList(chunk.size(), rest.size());
                    }
                    return sums;
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            vector<long long> sums;
                            long long count = values.size();
                            for (long long start = 0; start < count; start += $size) {
                                long long end = min(count, start + $size);
                                if (end - start < $least) {
                                    continue;
                                }
                                long long total = accumulate(values.begin() + start, values.begin() + end, 0LL);
                                if (total < 0) {
                                    total += $bonus;
                                }
                                sums.push_back(total);
                            }
                            return sums;
                        }
                        """)
                .cppSlip("end - start < $least", "end - start <= $least")
                .cppSlip("total < 0", "total <= 0")
                .cppSlip("total += $bonus", "total = $bonus");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            length = random.choice([random.randint(0, 3 * $size), $size + $least - 1, $size + $least, 2 * $size])
                            most = random.choice([0, 2, $bonus])
                            return [[random.randint(-most, most) for _ in range(length)]]
                        """).validator("""
                        def valid(values):
                            return type(values) is list and all(type(value) is int for value in values)
                        """);
    }

    private static List<Integer> same(int count, int value) {
        return Collections.nCopies(count, value);
    }
}
