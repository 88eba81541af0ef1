package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** The greatest common divisor of chosen elements. */
@Singleton
final class CommonDivisor implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("common-divisor")
                .entry("common_divisor", "shared_factor", "largest_divisor")
                .takes("values: list[int]")
                .gives("int")
                .numbers("least", 2, 12)
                .numbers("fallback", -9, -1)
                .wording("""
                        Write a Python function `$signature` that returns the greatest common divisor of those elements of `values` whose absolute value is at least $least; the other elements are ignored. The greatest common divisor is positive, also for negative elements. If no element is left, the result is $fallback.
                        """)
                .wording("""
                        Small measurements, nearer to zero than $least, are noise. Implement `$signature`, which drops the noise from `values` and returns the largest positive integer that divides every remaining element (signs do not matter). When nothing remains it returns $fallback.
                        """)
                .solution("""
                        def $signature:
                            result = 0
                            for value in values:
                                if abs(value) >= $least:
                                    first, second = result, abs(value)
                                    while second:
                                        first, second = second, first % second
                                    result = first
                            if result == 0:
                                return $fallback
                            return result
                        """)
                .slip("abs(value) >= $least", "abs(value) > $least")
                .slip("abs(value) >= $least", "value >= $least")
                .slip("return $fallback", "return 0")
                .check("nothing_left", call(List.of()), call(List.of(0, 1, -1)), call(List.of(36)))
                .check(
                        "bound_included",
                        p -> calls(
                                call(List.of(p.number("least"))),
                                call(List.of(60 * p.number("least"), p.number("least"))),
                                call(List.of(1, -p.number("least")))))
                .check(
                        "negative_elements",
                        call(List.of(-48, 180)),
                        call(List.of(-77, -121)),
                        call(List.of(100, -35, 1)))
                .check("noise_is_dropped", call(List.of(1, 84, 0, 126, -1)), call(List.of(1, 64, 96, 160)))
                .check("larger", call(List.of(30030, 510510, 9699690)), call(List.of(1, 1000000, 350000, 1)))
                .example(call(List.of(24, 36)))
                .example(call(List.of(50, 75, 1)))
                .trivial(call(List.of()))
                .answer((p, c) -> c.numbers(0).stream()
                        .map(Math::abs)
                        .filter(value -> value >= p.number("least"))
                        .map(java.math.BigInteger::valueOf)
                        .reduce(java.math.BigInteger::gcd)
                        .map(java.math.BigInteger::longValue)
                        .orElse((long) p.number("fallback")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long result = 0;
                            for (long long value : values) {
                                if (llabs(value) >= $least) {
                                    result = gcd(result, llabs(value));
                                }
                            }
                            return result == 0 ? $fallback : result;
                        }
                        """)
                .cppSlip("llabs(value) >= $least", "llabs(value) > $least")
                .cppSlip("llabs(value) >= $least", "value >= $least")
                .cppSlip("? $fallback", "? 0");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            factor = random.choice([1, 6, $least, 35, 1000])
                            values = []
                            for _ in range(random.randint(0, 10)):
                                values.append(random.choice([-1, 1]) * random.choice([factor * random.randint(0, 40), random.randrange($least)]))
                            return [values]
                        """).validator("""
                        def valid(values):
                            return type(values) is list and all(type(value) is int for value in values)
                        """);
    }
}
