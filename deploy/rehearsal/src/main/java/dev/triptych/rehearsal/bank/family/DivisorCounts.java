package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Counts numbers with a given number of divisors. */
@Singleton
final class DivisorCounts implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("divisor-counts")
                .entry("count_by_divisors", "numbers_with_divisors", "divisor_census")
                .takes("limit: int")
                .gives("int")
                .numbers("wanted", 2, 8)
                .numbers("from", 2, 12)
                .wording("""
                        Write a Python function `$signature` that counts the integers n with $from ≤ n ≤ `limit` that have exactly $wanted positive divisors (1 and n itself are divisors too). If `limit` is smaller than $from, the result is 0.
                        """)
                .wording("""
                        Implement `$signature`: how many whole numbers from $from up to and including `limit` can be divided without remainder by exactly $wanted positive whole numbers, themselves and 1 included? There are none, so 0, when `limit` lies below $from.
                        """)
                .solution("""
                        def $signature:
                            found = 0
                            for number in range($from, limit + 1):
                                divisors = 0
                                for candidate in range(1, number + 1):
                                    if number % candidate == 0:
                                        divisors += 1
                                if divisors == $wanted:
                                    found += 1
                            return found
                        """)
                .slip("range($from, limit + 1)", "range($from, limit // 2)")
                .slip("range(1, number + 1)", "range(1, number)")
                .slip("divisors == $wanted", "divisors >= $wanted")
                .check("empty_range", call(0), call(1), call(40))
                .check("negative_limit", call(-5), call(64))
                .check("up_to_hundred", call(100), call(81))
                .check("larger", call(210), call(300))
                .example(call(30))
                .example(call(50))
                .trivial(call(0))
                .answer((p, c) -> java.util.stream.LongStream.rangeClosed(p.number("from"), c.number(0))
                        .filter(n -> java.util.stream.LongStream.rangeClosed(1, n)
                                        .filter(d -> n % d == 0)
                                        .count()
                                == p.number("wanted"))
                        .count());
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long found = 0;
                            for (long long number = $from; number <= limit; number++) {
                                long long divisors = 0;
                                for (long long candidate = 1; candidate <= number; candidate++) {
                                    if (number % candidate == 0) {
                                        divisors++;
                                    }
                                }
                                if (divisors == $wanted) {
                                    found++;
                                }
                            }
                            return found;
                        }
                        """)
                .cppSlip("number <= limit", "number <= limit / 2")
                .cppSlip("candidate <= number", "candidate < number")
                .cppSlip("divisors == $wanted", "divisors >= $wanted");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            return [random.choice([random.randint(-3, 12), $from + random.randint(-1, 1), random.randint(1, 250)])]
                        """).validator("""
                        def valid(limit):
                            return type(limit) is int
                        """);
    }
}
