package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** A term of a linear recurrence with a modulus. */
@Singleton
final class Recurrence implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("recurrence")
                .entry("nth_term", "sequence_value", "term_at")
                .takes("n: int")
                .gives("int")
                .numbers("left", 1, 5)
                .numbers("right", 2, 6)
                .numbers("modulus", 97, 131)
                .wording("""
                        A sequence begins with the terms 1 (index 0) and 2 (index 1). Each further term is $left times the term before it plus $right times the term before that, taken modulo $modulus.
                        Write a Python function `$signature` that returns the term with the index `n`. For a negative index it returns -1.
                        """)
                .wording("""
                        Define t(0) = 1, t(1) = 2 and, for k ≥ 2, t(k) as the remainder of $left · t(k-1) + $right · t(k-2) when it is divided by $modulus. Implement `$signature`, which returns t(`n`), and -1 if `n` is negative.
                        """)
                .solution("""
                        def $signature:
                            if n < 0:
                                return -1
                            previous, current = 1, 2
                            for _ in range(n):
                                previous, current = current, ($left * current + $right * previous) % $modulus
                            return previous
                        """)
                .slip("return previous", "return current")
                .slip("$left * current + $right * previous", "$right * current + $left * previous + 1")
                .slip("for _ in range(n)", "for _ in range(n - 1)")
                .check("first_terms", call(0), call(1), call(2))
                .check("negative_index", call(-1), call(-20), call(1))
                .check("small_indices", call(3), call(4), call(5), call(6))
                .check("larger_indices", call(50), call(333), call(2000))
                .example(call(7))
                .example(call(8))
                .trivial(call(-1))
                .answer((p, c) -> {
                    List<Long> terms = new ArrayList<>(List.of(1L, 2L));
                    while (terms.size() <= c.number(0)) {
                        int size = terms.size();
                        terms.add((p.number("left") * terms.get(size - 1) + p.number("right") * terms.get(size - 2))
                                % p.number("modulus"));
                    }
                    return c.number(0) < 0 ? -1L : terms.get((int) c.number(0));
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            if (n < 0) {
                                return -1;
                            }
                            long long previous = 1;
                            long long current = 2;
                            for (long long index = 0; index < n; index++) {
                                long long following = ($left * current + $right * previous) % $modulus;
                                previous = current;
                                current = following;
                            }
                            return previous;
                        }
                        """)
                .cppSlip("return previous;", "return current;")
                .cppSlip("index < n;", "index < n - 1;")
                .cppSlip("$left * current + $right * previous", "$right * current + $left * previous + 1");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            return [random.choice([random.randint(-10, -1), random.randint(0, 3), random.randint(3, 12), random.randint(0, 400)])]
                        """).validator("""
                        def valid(n):
                            return type(n) is int
                        """);
    }
}
