package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;

/** Counts numbers by how many prime factors they have. */
@Singleton
final class FactorCounts implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("factor-counts")
                .entry("count_by_factors", "factor_census", "almost_primes")
                .takes("limit: int")
                .gives("int")
                .numbers("factors", 2, 5)
                .oneOf("banned", 2, 3, 5, 7, 11, 13, 17, 19)
                .wording("""
                        Write a Python function `$signature` that counts the numbers from 2 to `limit`, both included, that are a product of exactly $factors prime numbers (the same prime may occur several times) and are not divisible by $banned. For a `limit` below 2 the result is 0.
                        """)
                .wording("""
                        Call a whole number good if its prime factorisation has exactly $factors factors, counted with their multiplicity, and the prime $banned is not among them. Implement `$signature`, which returns how many good numbers are greater than 1 and not greater than `limit`; there are none if the limit is 1, 0 or negative.
                        """)
                .solution("""
                        def $signature:
                            if limit < 2:
                                return 0
                            count = 0
                            for number in range(2, limit + 1):
                                rest = number
                                found = 0
                                divisor = 2
                                while divisor * divisor <= rest:
                                    while rest % divisor == 0:
                                        rest //= divisor
                                        found += 1
                                    divisor += 1
                                if rest > 1:
                                    found += 1
                                if found == $factors and number % $banned != 0:
                                    count += 1
                            return count
                        """)
                .slip("range(2, limit + 1)", "range(2, limit)")
                .slip("            while rest % divisor == 0:", "            if rest % divisor == 0:")
                .slip(" and number % $banned != 0", "")
                .slip("found == $factors", "found <= $factors")
                .slip("        if rest > 1:\n            found += 1\n", "")
                .check("below_two", call(1), call(0), call(-7), call(600))
                .check(
                        "edges", call(2), call(3), call(4), call(5), call(8), call(9), call(27), call(16), call(32),
                        call(81), call(625))
                .check("small", call(30), call(50), call(36), call(54))
                .check("middle", call(100), call(127), call(243))
                .check("large", call(500), call(1000))
                .example(call(20))
                .example(call(70))
                .trivial(call(1))
                .answer((p, c) -> good(c.number(0), p.number("factors"), p.number("banned")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long count = 0;
                            for (long long number = 2; number <= limit; number++) {
                                long long rest = number;
                                long long found = 0;
                                for (long long divisor = 2; divisor * divisor <= rest; divisor++) {
                                    while (rest % divisor == 0) {
                                        rest /= divisor;
                                        found++;
                                    }
                                }
                                if (rest > 1) {
                                    found++;
                                }
                                if (found == $factors && number % $banned != 0) {
                                    count++;
                                }
                            }
                            return count;
                        }
                        """)
                .cppSlip("number <= limit", "number < limit")
                .cppSlip("while (rest % divisor == 0)", "if (rest % divisor == 0)")
                .cppSlip(" && number % $banned != 0", "")
                .cppSlip("found == $factors", "found <= $factors");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            power = random.choice([2, 3, 5, $banned]) ** $factors
                            return [random.choice([random.randint(-2, 12), min(power, 700) + random.randint(-1, 1), random.randint(1, 700)])]
                        """).validator("""
                        def valid(limit):
                            return type(limit) is int
                        """);
    }

    /** By a sieve of smallest factors. */
    private static long good(long limit, int factors, int banned) {
        int size = (int) Math.max(2, limit + 1);
        int[] count = new int[size];
        long good = 0;
        for (int number = 2; number <= limit; number++) {
            int smallest = 2;
            while (number % smallest != 0) {
                smallest++;
            }
            count[number] = 1 + count[number / smallest];
            good += count[number] == factors && number % banned != 0 ? 1 : 0;
        }
        return good;
    }
}
