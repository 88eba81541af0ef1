package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** The cycle of a repeated calculation. */
@Singleton
final class CycleLength implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("cycle-length")
                .entry("cycle_length", "loop_size", "period")
                .takes("start: int")
                .gives("list[int]")
                .numbers("add", 1, 6)
                .oneOf("modulus", 53, 59, 61, 67, 71, 73, 79, 83, 89, 97)
                .wording("""
                        From a number x the next one is the remainder of x · x + $add divided by $modulus. Starting with `start`, the numbers repeat themselves sooner or later. Write a Python function `$signature` that returns a list of two numbers: how many numbers, `start` included, come before the first one that occurs twice, and after how many steps that one comes again. A `start` below 0 or not below $modulus is not allowed: the result is then an empty list.
                        """)
                .wording("""
                        A weak random generator replaces its state s by (s² + $add) mod $modulus. Implement `$signature`: for the first state `start` return the length of the lead-in (the states, beginning with `start`, that never come back) and the length of the cycle that follows, as a list of both. States are 0 to $modulus minus 1; for anything else return an empty list.
                        """)
                .solution("""
                        def $signature:
                            if start < 0 or start >= $modulus:
                                return []
                            seen = {}
                            value = start
                            while value not in seen:
                                seen[value] = len(seen)
                                value = (value * value + $add) % $modulus
                            return [seen[value], len(seen) - seen[value]]
                        """)
                .slip("len(seen) - seen[value]]", "len(seen)]")
                .slip("start >= $modulus", "start > $modulus")
                .slip("value * value + $add", "value * value - $add")
                .slip("[seen[value], ", "[seen[value] + 1, ")
                .check("not_allowed", p -> calls(call(-1), call(p.number("modulus")), call(1000), call(1)))
                .check("small", call(0), call(2), call(3), call(4))
                .check("middle", call(10), call(17), call(25), call(33), call(41))
                .check("upper", p -> calls(call(p.number("modulus") - 1), call(p.number("modulus") - 2)))
                .check("more", call(5), call(7), call(11), call(13), call(19), call(23), call(29), call(31), call(37))
                .example(call(6))
                .example(call(12))
                .trivial(call(-1))
                .answer((p, c) -> tailAndCycle(c.number(0), p.number("add"), p.number("modulus")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            if (start < 0 || start >= $modulus) {
                                return {};
                            }
                            map<long long, long long> seen;
                            long long value = start;
                            while (seen.count(value) == 0) {
                                long long before = seen.size();
                                seen[value] = before;
                                value = (value * value + $add) % $modulus;
                            }
                            long long size = seen.size();
                            return {seen[value], size - seen[value]};
                        }
                        """)
                .cppSlip("{seen[value], ", "{seen[value] + 1, ")
                .cppSlip("start >= $modulus", "start > $modulus")
                .cppSlip("size - seen[value]}", "size}");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            return [random.choice([random.randrange($modulus), random.randrange($modulus), random.randint(-2, $modulus + 2)])]
                        """).validator("""
                        def valid(start):
                            return type(start) is int
                        """);
    }

    /** By the order in which states come, searched from the end. */
    private static List<Long> tailAndCycle(long start, long add, long modulus) {
        if (start < 0 || start >= modulus) {
            return List.of();
        }
        List<Long> states = new ArrayList<>(List.of(start));
        while (true) {
            long last = states.getLast();
            long next = (last * last + add) % modulus;
            int at = states.indexOf(next);
            if (at >= 0) {
                return List.of((long) at, (long) states.size() - at);
            }
            states.add(next);
        }
    }
}
