package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;

/** How many throws of dice have a total. */
@Singleton
final class DiceTotals implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("dice-totals")
                .entry("count_throws", "dice_totals", "ways_to_roll")
                .takes("low: int, high: int")
                .gives("int")
                .numbers("dice", 3, 5)
                .numbers("sides", 4, 13)
                .wording("""
                        $dice dice that can be told apart have $sides sides each, with the numbers from 1 to $sides. Write a Python function `$signature` that returns how many of their throws have a total from `low` to `high`, both included. If `low` is greater than `high` the two are exchanged.
                        """)
                .wording("""
                        In a game one throws $dice differently coloured dice with the numbers 1 to $sides. A player names two bounds, in whatever order. Implement `$signature`, which counts the different results of the dice (the colours matter) whose sum is not below the smaller and not above the greater one of `low` and `high`.
                        """)
                .solution("""
                        def $signature:
                            if low > high:
                                low, high = high, low
                            if high < $dice or low > $dice * $sides:
                                return 0
                            ways = {0: 1}
                            for _ in range($dice):
                                more = {}
                                for total, count in ways.items():
                                    for side in range(1, $sides + 1):
                                        more[total + side] = more.get(total + side, 0) + count
                                ways = more
                            return sum(count for total, count in ways.items() if low <= total <= high)
                        """)
                .slip("range(1, $sides + 1)", "range(1, $sides)")
                .slip("range(1, $sides + 1)", "range($sides)")
                .slip("low <= total <= high", "low <= total < high")
                .slip("low <= total <= high", "low < total <= high")
                .slip("    if low > high:\n        low, high = high, low\n", "")
                .slip("more.get(total + side, 0) + count", "more.get(total + side, 0) + 1")
                .check("all", call(-5, 100), call(100, -5), call(0, 1000))
                .check("none", p -> calls(call(100, 200), call(0, 1), call(p.number("dice"), p.number("dice"))))
                .check(
                        "single",
                        p -> calls(
                                call(7, 7),
                                call(8, 8),
                                call(p.number("dice") + 1, p.number("dice") + 1),
                                call(p.number("dice") * p.number("sides"), 99)))
                .check("exchanged", call(9, 6), call(12, 5))
                .check("range", call(5, 9), call(2, 11), call(10, 14), call(6, 30))
                .example(call(3, 8))
                .example(call(4, 10))
                .trivial(call(200, 300))
                .answer((p, c) -> throwsOf(
                        p.number("dice"),
                        p.number("sides"),
                        Math.min(c.number(0), c.number(1)),
                        Math.max(c.number(0), c.number(1))));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            if (low > high) {
                                swap(low, high);
                            }
                            map<long long, long long> ways = {{0, 1}};
                            for (int thrown = 0; thrown < $dice; thrown++) {
                                map<long long, long long> more;
                                for (const auto& [total, count] : ways) {
                                    for (long long side = 1; side <= $sides; side++) {
                                        more[total + side] += count;
                                    }
                                }
                                ways = more;
                            }
                            long long found = 0;
                            for (const auto& [total, count] : ways) {
                                if (low <= total && total <= high) {
                                    found += count;
                                }
                            }
                            return found;
                        }
                        """)
                .cppSlip("side <= $sides", "side < $sides")
                .cppSlip("total <= high", "total < high")
                .cppSlip("low <= total", "low < total")
                .cppSlip("        swap(low, high);\n", "        return 0;\n")
                .cppSlip("+= count", "+= 1");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            low = random.randint(-1, $dice * $sides + 2)
                            if random.random() < 0.3:
                                return [low, low]
                            return [low, random.choice([$dice, $dice * $sides, random.randint(0, $dice * $sides + 2)])]
                        """).validator("""
                        def valid(low, high):
                            return type(low) is int and type(high) is int
                        """);
    }

    /** By throwing one after the other. */
    private static long throwsOf(int dice, int sides, long low, long high) {
        if (dice == 0) {
            return low <= 0 && high >= 0 ? 1 : 0;
        }
        long ways = 0;
        for (int side = 1; side <= sides; side++) {
            ways += throwsOf(dice - 1, sides, low - side, high - side);
        }
        return ways;
    }
}
