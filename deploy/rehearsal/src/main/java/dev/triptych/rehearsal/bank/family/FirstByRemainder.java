package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Keeps the first elements of each remainder. */
@Singleton
final class FirstByRemainder implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("first-by-remainder")
                .entry("first_of_each", "thin_out", "keep_representatives")
                .takes("values: list[int]")
                .gives("list[int]")
                .numbers("divisor", 3, 20)
                .numbers("kept", 1, 4)
                .wording("""
                        Write a Python function `$signature` that goes through `values` in order and keeps an element if fewer than $kept elements with the same remainder modulo $divisor were kept before it. Remainders are never negative: -1 has the remainder $divisor - 1. The kept elements are returned as a new list in their order; an empty list gives an empty list.
                        """)
                .wording("""
                        Implement `$signature`, which thins out `values`: numbers that leave the same non-negative remainder when divided by $divisor belong to one class (so a negative number belongs to the class of the positive ones it differs from by a multiple of $divisor), and of each class only the first $kept numbers stay, everything in the original order. The argument is not changed.
                        """)
                .solution("""
                        def $signature:
                            counts = {}
                            result = []
                            for value in values:
                                remainder = value % $divisor
                                counts[remainder] = counts.get(remainder, 0) + 1
                                if counts[remainder] <= $kept:
                                    result.append(value)
                            return result
                        """)
                .slip("counts[remainder] <= $kept", "counts[remainder] < $kept")
                .slip("value % $divisor", "abs(value) % $divisor")
                .slip("return result", "return sorted(result)")
                .check("empty_and_single", call(List.of()), call(List.of(6)))
                .check(
                        "one_class",
                        p -> calls(call(java.util.stream.IntStream.range(0, 7)
                                .map(at -> (7 - at) * p.number("divisor"))
                                .boxed()
                                .toList())))
                .check("negative", p -> calls(call(Collections.nCopies(6, -1)), call(signs(p))))
                .check(
                        "many",
                        call(java.util.stream.IntStream.range(0, 90)
                                .map(at -> at * 37 % 91)
                                .boxed()
                                .toList()),
                        call(List.of(20, 10, 30, 20, 10, 30, 20, 10, 30, 20, 10, 30, 20, 10, 30)))
                .example(call(List.of(1, 2, 3, 4, 5)))
                .example(call(List.of(12, 12, 12, 12, 12, 12)))
                .trivial(call(List.of()))
                .answer((p, c) -> {
                    Map<Long, Integer> counts = new HashMap<>();
                    return c.numbers(0).stream()
                            .filter(value ->
                                    counts.merge(Math.floorMod(value, (long) p.number("divisor")), 1, Integer::sum)
                                            <= p.number("kept"))
                            .toList();
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            map<long long, long long> counts;
                            vector<long long> result;
                            for (long long value : values) {
                                long long remainder = (value % $divisor + $divisor) % $divisor;
                                counts[remainder]++;
                                if (counts[remainder] <= $kept) {
                                    result.push_back(value);
                                }
                            }
                            return result;
                        }
                        """)
                .cppSlip("counts[remainder] <= $kept", "counts[remainder] < $kept")
                .cppSlip("(value % $divisor + $divisor) % $divisor", "llabs(value) % $divisor")
                .cppSlip("    return result;", "    sort(result.begin(), result.end());\n    return result;");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            most = random.choice([3, $divisor, 5 * $divisor])
                            values = [random.randint(-most, most) for _ in range(random.randint(0, 30))]
                            if values and random.random() < 0.4:
                                values += [values[0] + $divisor * random.randint(-3, 3) for _ in range($kept + 1)]
                            return [values]
                        """).validator("""
                        def valid(values):
                            return type(values) is list and all(type(value) is int for value in values)
                        """);
    }

    /** Ones and minus ones by turns: two classes unless signs are dropped. */
    private static List<Integer> signs(Values p) {
        return java.util.stream.IntStream.range(0, 4 * p.number("kept"))
                .map(at -> at % 2 == 0 ? 1 : -1)
                .boxed()
                .toList();
    }
}
