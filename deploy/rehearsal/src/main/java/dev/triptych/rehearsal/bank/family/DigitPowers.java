package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Sums powers of the digits of a number in a base. */
@Singleton
final class DigitPowers implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("digit-powers")
                .entry("digit_power_sum", "weigh_digits", "power_total")
                .takes("number: int")
                .gives("int")
                .numbers("base", 3, 16)
                .numbers("power", 2, 6)
                .wording("""
                        Write a Python function `$signature` that writes the absolute value of `number` in base $base and returns the sum of the digits' values, each raised to the power of $power. For 0 the result is 0; the sign of `number` has no influence.
                        """)
                .wording("""
                        The weight of a digit is its value to the power of $power. Implement `$signature`, which returns the total weight of all digits that `number` has in the positional system of base $base (its sign is left out of account, and zero weighs 0).
                        """)
                .solution("""
                        def $signature:
                            rest = abs(number)
                            total = 0
                            while rest > 0:
                                total += (rest % $base) ** $power
                                rest //= $base
                            return total
                        """)
                .slip("abs(number)", "max(number, 0)")
                .slip("(rest % $base) ** $power", "(rest % $base) * $power")
                .slip("while rest > 0", "while rest >= $base")
                .check("zero_and_one", call(0), call(1))
                .check(
                        "around_the_base",
                        p -> calls(
                                call(p.number("base") - 1),
                                call(p.number("base")),
                                call(p.number("base") * p.number("base") + 2)))
                .check("negative", call(-29), call(-1000))
                .check("larger", call(987654), call(123456789))
                .example(call(45))
                .example(call(202))
                .trivial(call(0))
                .answer((p, c) -> Long.toString(Math.abs(c.number(0)), p.number("base"))
                        .chars()
                        .mapToLong(
                                digit -> (long) Math.pow(Character.digit(digit, p.number("base")), p.number("power")))
                        .sum());
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long total = 0;
                            for (long long rest = llabs(number); rest > 0; rest /= $base) {
                                long long weight = 1;
                                for (int factor = 0; factor < $power; factor++) {
                                    weight *= rest % $base;
                                }
                                total += weight;
                            }
                            return total;
                        }
                        """)
                .cppSlip("llabs(number)", "max(number, 0LL)")
                .cppSlip("weight *= rest % $base", "weight += rest % $base")
                .cppSlip("rest > 0", "rest >= $base");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            power = $base ** random.randint(0, 8)
                            number = random.choice([0, 1, power - 1, power, power + 1, random.randrange(1000), random.randrange(10 ** 12)])
                            return [random.choice([-1, 1, 1]) * number]
                        """).validator("""
                        def valid(number):
                            return type(number) is int
                        """);
    }
}
