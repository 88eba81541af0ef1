package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;
import java.util.stream.*;

/** Picks numbers by the count of their one bits. */
@Singleton
final class BitParity implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("bit-parity")
                .entry("pick_by_bits", "bit_filter", "marked_numbers")
                .takes("numbers: list[int]")
                .gives("list[int]")
                .numbers("shift", 1, 5)
                .numbers("modulus", 2, 7)
                .numbers("rest", 0, 1)
                .wording("""
                        For a number that is not negative, its weight is the count of one bits in its binary form after the lowest $shift bits were dropped. Write a Python function `$signature` that returns, in their order, those of `numbers` whose weight leaves the remainder $rest when it is divided by $modulus. Negative numbers are left out; of equal numbers only the first is kept.
                        """)
                .wording("""
                        A decoder drops the $shift least significant bits of each value and counts the ones that remain. Implement `$signature`: from the list `numbers` keep the values whose count modulo $modulus is $rest, in order of their first appearance and without repetitions. Values below zero are never kept.
                        """)
                .solution("""
                        def $signature:
                            kept = []
                            for number in numbers:
                                if number < 0:
                                    continue
                                weight = bin(number >> $shift).count('1')
                                if weight % $modulus == $rest and number not in kept:
                                    kept.append(number)
                            return kept
                        """)
                .slip("number >> $shift", "number")
                .slip(" and number not in kept", "")
                .slip("        if number < 0:\n            continue\n", "")
                .slip("weight % $modulus == $rest", "weight % $modulus != $rest")
                .slip("bin(number >> $shift)", "bin(number >> ($shift + 1))")
                .check(
                        "nothing_below_zero",
                        p -> calls(
                                call(List.of()),
                                call(List.of(-1, -2, -3, -64, -255, -1023, -7, -128, 0, 31, 32)),
                                call(negative(p.number("shift")))))
                .check("small", call(IntStream.rangeClosed(0, 40).boxed().toList()))
                .check(
                        "powers",
                        call(List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 3, 6, 12, 24, 48, 96)),
                        call(List.of(1024, 1, 2048, 2, 0)))
                .check(
                        "once_each",
                        call(List.of(0, 16, 0, 16, 32, 32, 48, 16, 240, 240, 127, 127, 4095, 4095, 31, 31, 63, 63)))
                .check(
                        "large",
                        call(List.of(4095, 65535, 1000000, 123456789, 987654321, 2047, 8191, 16383, 32767, 21845)))
                .example(call(List.of(5, 6, 7)))
                .example(call(List.of(255, 256, 257)))
                .trivial(call(List.of()))
                .answer((p, c) -> kept(c.numbers(0), p.number("shift"), p.number("modulus"), p.number("rest")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            vector<long long> kept;
                            for (long long number : numbers) {
                                if (number < 0) {
                                    continue;
                                }
                                long long weight = __builtin_popcountll(number >> $shift);
                                if (weight % $modulus == $rest && count(kept.begin(), kept.end(), number) == 0) {
                                    kept.push_back(number);
                                }
                            }
                            return kept;
                        }
                        """)
                .cppSlip("number >> $shift", "number")
                .cppSlip(" && count(kept.begin(), kept.end(), number) == 0", "")
                .cppSlip("number >> $shift", "number >> ($shift + 1)")
                .cppSlip("weight % $modulus == $rest", "weight % $modulus != $rest");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            numbers = []
                            for _ in range(random.randint(0, 25)):
                                weight = random.randint(0, 12)
                                number = random.choice([2 ** weight - 1 << $shift, random.randrange(64), random.randrange(10 ** 9)])
                                numbers.append(-number if random.random() < 0.15 else number)
                                if random.random() < 0.3:
                                    numbers.append(random.choice(numbers))
                            return [numbers]
                        """).validator("""
                        def valid(numbers):
                            return type(numbers) is list and all(type(number) is int for number in numbers)
                        """);
    }

    /** Below zero, with all weights from 1 to 8. */
    private static List<Integer> negative(int shift) {
        return IntStream.rangeClosed(1, 8)
                .mapToObj(weight -> -(((1 << weight) - 1) << shift))
                .toList();
    }

    private static List<Long> kept(List<Long> numbers, int shift, int modulus, int rest) {
        return numbers.stream()
                .filter(number -> number >= 0)
                .filter(number -> Long.bitCount(number >>> shift) % modulus == rest)
                .distinct()
                .toList();
    }
}
