package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Sums the multiples of either number below a limit. */
@Singleton
final class SumMultiples implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("sum-multiples")
                .entry("sum_multiples", "total_of_multiples", "add_hits")
                .takes("limit: int")
                .gives("int")
                .numbers("first", 2, 9)
                .numbers("second", 10, 30)
                .wording("""
                        Write a Python function `$signature` that adds up all positive integers below `limit` that are a multiple of $first or of $second. A number that is a multiple of both counts once; `limit` itself does not belong to them.
                        If `limit` is 1 or less, the result is 0.
                        """)
                .wording("""
                        In a counting game the numbers 1, 2, 3, … are called out, stopping before `limit`. A call scores its number of points if the number can be divided by $first or by $second without a remainder (by both: still only once).
                        Implement `$signature`, which returns the points of the whole game; a game with no calls, also for a negative `limit`, has 0 points.
                        """)
                .solution("""
                        def $signature:
                            total = 0
                            for number in range(1, limit):
                                if number % $first == 0 or number % $second == 0:
                                    total += number
                            return total
                        """)
                .slip("range(1, limit)", "range(1, limit + 1)")
                .slip(
                        "number % $first == 0 or number % $second == 0:\n            total += number",
                        "number % $first == 0:\n            total += number\n        if number % $second == 0:\n            total += number")
                .slip(" or ", " and ")
                .check("nothing_to_add", call(0), call(1), call(-7))
                .check(
                        "bounds_excluded",
                        p -> Call.calls(call(p.number("first")), call(p.number("first") + 1), call(p.number("second"))))
                .check(
                        "common_multiples_once",
                        p -> Call.calls(
                                call(p.number("first") * p.number("second") + 1),
                                call(2 * p.number("first") * p.number("second"))))
                .check("larger", call(500), call(1234))
                .example(p -> call(p.number("first") * p.number("second") + 5))
                .example(p -> call(p.number("first") * p.number("second") + 7))
                .trivial(call(0))
                .answer((p, c) -> {
                    long total = 0;
                    for (long number = c.number(0) - 1; number > 0; number--) {
                        total += number % p.number("first") * (number % p.number("second")) == 0 ? number : 0;
                    }
                    return total;
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long total = 0;
                            for (long long number = 1; number < limit; number++) {
                                if (number % $first == 0 || number % $second == 0) {
                                    total += number;
                                }
                            }
                            return total;
                        }
                        """)
                .cppSlip("number < limit", "number <= limit")
                .cppSlip(" || ", " && ")
                .cppSlip(
                        "total += number;",
                        "total += number % $first == 0 && number % $second == 0 ? 2 * number : number;");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            return [random.choice([
                                random.randint(-9, 1),
                                $first * random.randint(1, 9) + random.randint(0, 1),
                                $second * random.randint(1, 9) + random.randint(0, 1),
                                $first * $second + random.randint(-1, 1),
                                random.randint(0, 2000),
                            ])]
                        """).validator("""
                        def valid(limit):
                            return type(limit) is int
                        """);
    }
}
