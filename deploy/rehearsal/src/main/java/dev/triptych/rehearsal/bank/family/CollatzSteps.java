package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Counts steps of a halving game with a cap. */
@Singleton
final class CollatzSteps implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("collatz-steps")
                .entry("steps_to_one", "game_length", "count_moves")
                .takes("start: int")
                .gives("int")
                .oneOf("plus", 1, 5, 7, 11, 13, 17)
                .numbers("cap", 20, 59)
                .wording("""
                        Write a Python function `$signature` that plays this game from `start`: an even number is halved, an odd number n other than 1 becomes 3·n + $plus. The game ends when the number is 1, and the result is the number of moves made.
                        If 1 has not been reached after $cap moves, or `start` is less than 1, the result is -1. From 1 no move is needed.
                        """)
                .wording("""
                        A counter shows `start`. In each move it is divided by 2 if it shows an even number, otherwise multiplied by 3 and increased by $plus; at 1 it stops. Implement `$signature`, which returns how many moves it takes to stop: 0 if it shows 1 at the beginning, and -1 if it shows less than 1 at the beginning or has not stopped after $cap moves.
                        """)
                .solution("""
                        def $signature:
                            if start < 1:
                                return -1
                            number = start
                            for moves in range($cap + 1):
                                if number == 1:
                                    return moves
                                if number % 2 == 0:
                                    number //= 2
                                else:
                                    number = 3 * number + $plus
                            return -1
                        """)
                .slip("return moves", "return moves + 1")
                .slip("range($cap + 1)", "range($cap)")
                .slip("start < 1", "start <= 1")
                .check("start_at_one", call(1), call(2))
                .check("below_one", call(0), call(-4), call(4))
                .check("powers_of_two", call(8), call(1024), call(1048576))
                .check(
                        "odd_starts",
                        call(3),
                        call(5),
                        call(7),
                        call(9),
                        call(11),
                        call(13),
                        call(17),
                        call(21),
                        call(27))
                .check(
                        "cap_is_included",
                        p -> Call.calls(call(1L << p.number("cap")), call(1L << (p.number("cap") + 1))))
                .check("more", call(96), call(340), call(22), call(44))
                .example(call(16))
                .example(call(64))
                .trivial(call(0))
                .answer((p, c) -> {
                    long number = c.number(0);
                    long moves = 0;
                    while (number > 1 && moves < p.number("cap")) {
                        number = (number & 1) == 0 ? number / 2 : number * 3 + p.number("plus");
                        moves++;
                    }
                    return number == 1 ? moves : -1L;
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            if (start < 1) {
                                return -1;
                            }
                            long long number = start;
                            for (long long moves = 0; moves <= $cap; moves++) {
                                if (number == 1) {
                                    return moves;
                                }
                                number = number % 2 == 0 ? number / 2 : 3 * number + $plus;
                            }
                            return -1;
                        }
                        """)
                .cppSlip("return moves", "return moves + 1")
                .cppSlip("moves <= $cap", "moves < $cap")
                .cppSlip("start < 1", "start <= 1");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            return [random.choice([random.randint(-2, 50), 2 ** random.randint(0, $cap + 1), random.randint(1, 10 ** 6)])]
                        """).validator("""
                        def valid(start):
                            return type(start) is int
                        """);
    }
}
