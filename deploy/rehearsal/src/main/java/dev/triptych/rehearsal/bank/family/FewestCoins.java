package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** The fewest coins that make an amount. */
@Singleton
final class FewestCoins implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("fewest-coins")
                .entry("fewest_coins", "min_tokens", "smallest_payment")
                .takes("amount: int")
                .gives("int")
                .oneOf(
                        "coins",
                        List.of(3, 7, 12),
                        List.of(4, 9, 14),
                        List.of(5, 8, 20),
                        List.of(4, 7, 13),
                        List.of(6, 10, 13),
                        List.of(3, 10, 17),
                        List.of(4, 11, 18),
                        List.of(5, 7, 16),
                        List.of(6, 9, 20),
                        List.of(5, 11, 17),
                        List.of(4, 13, 15),
                        List.of(3, 8, 19))
                .numbers("fee", 1, 3)
                .wording("""
                        Coins with the values $coins are available in any number. Write a Python function `$signature` that returns the fewest coins whose values add up to `amount` plus a fee of $fee exactly. If that cannot be done, the result is -1; an `amount` below 0 cannot be paid and gives -1 too.
                        """)
                .wording("""
                        A machine accepts tokens worth $coins and wants `amount` and $fee more, without change. Implement `$signature`, which returns the smallest number of tokens that pay this sum exactly, or -1 if no number of tokens does or `amount` is negative.
                        """)
                .solution("""
                        def $signature:
                            if amount < 0:
                                return -1
                            goal = amount + $fee
                            unreachable = goal + 1
                            best = [0] + [unreachable] * goal
                            for total in range(1, goal + 1):
                                for coin in $coins:
                                    if coin <= total:
                                        best[total] = min(best[total], best[total - coin] + 1)
                            if best[goal] == unreachable:
                                return -1
                            return best[goal]
                        """)
                .slip("goal = amount + $fee", "goal = amount")
                .slip("best[goal] == unreachable", "best[goal] < 0")
                .slip("coin <= total", "coin < total")
                .check("negative_amount", call(-1), call(-50), call(40))
                .check("smallest_sums", p -> calls(call(0), call(1), call(2), call(25 - p.number("fee"))))
                .check(
                        "sums_that_need_care",
                        p -> calls(
                                call(21 - p.number("fee")),
                                call(24 - p.number("fee")),
                                call(27 - p.number("fee")),
                                call(28 - p.number("fee"))))
                .check("larger", call(100), call(101), call(102), call(103), call(250))
                .example(call(30))
                .example(call(61))
                .trivial(call(-1))
                .answer((p, c) -> c.number(0) < 0 ? -1L : fewest(p.numbers("coins"), c.number(0) + p.number("fee")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            if (amount < 0) {
                                return -1;
                            }
                            long long goal = amount + $fee;
                            long long unreachable = goal + 1;
                            vector<long long> best(goal + 1, unreachable);
                            best[0] = 0;
                            for (long long total = 1; total <= goal; total++) {
                                for (long long coin : vector<long long>$coins) {
                                    if (coin <= total) {
                                        best[total] = min(best[total], best[total - coin] + 1);
                                    }
                                }
                            }
                            return best[goal] == unreachable ? -1 : best[goal];
                        }
                        """)
                .cppSlip("goal = amount + $fee", "goal = amount")
                .cppSlip("best[goal] == unreachable", "best[goal] < 0")
                .cppSlip("coin <= total", "coin < total");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            coins = $coins
                            paid = sum(random.choice(coins) for _ in range(random.randint(0, 8))) - $fee
                            return [random.choice([paid, paid, random.randint(-3, 30), random.randint(0, 200)])]
                        """).validator("""
                        def valid(amount):
                            return type(amount) is int
                        """);
    }

    private static long fewest(List<Long> coins, long goal) {
        Set<Long> reached = Set.of(0L);
        for (long used = 0; !reached.isEmpty(); used++) {
            if (reached.contains(goal)) {
                return used;
            }
            Set<Long> next = new HashSet<>();
            reached.forEach(sum -> coins.stream()
                    .map(coin -> sum + coin)
                    .filter(sum2 -> sum2 <= goal)
                    .forEach(next::add));
            reached = next;
        }
        return -1;
    }
}
