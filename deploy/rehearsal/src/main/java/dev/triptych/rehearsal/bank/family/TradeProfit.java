package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;
import java.util.stream.*;

/** The best profit of a few trades. */
@Singleton
final class TradeProfit implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("trade-profit")
                .entry("best_profit", "max_gain", "trade_gain")
                .takes("prices: list[int]")
                .gives("int")
                .numbers("deals", 2, 5)
                .numbers("fee", 1, 9)
                .wording("""
                        `prices` gives the price of a share day by day. One may buy one share and sell it on a later day, $deals times at most, and hold never more than one share; it may be bought again on the day of a sale. Each sale costs a fee of $fee. Write a Python function `$signature` that returns the greatest possible profit after fees. Without trades the profit is 0, and it is 0 for an empty list.
                        """)
                .wording("""
                        A collector trades with a single stamp whose value on each day stands in `prices`. A deal is a purchase and a sale on a day after it, for which the market keeps $fee; the next deal may begin on the day on which the last one ended. No more than $deals deals are allowed. Implement `$signature`: return the best result that is possible, which is 0 if no deal is worth it or there are no days.
                        """)
                .solution("""
                        def $signature:
                            profits = [0] * len(prices)
                            for _ in range($deals):
                                held = None
                                best = 0
                                next_profits = []
                                for price, before in zip(prices, profits):
                                    if held is None or before - price > held:
                                        held = before - price
                                    best = max(best, held + price - $fee)
                                    next_profits.append(best)
                                profits = next_profits
                            return profits[-1] if profits else 0
                        """)
                .slip("range($deals)", "range($deals + 1)")
                .slip("held + price - $fee", "held + price")
                .slip("if held is None or before - price > held", "if held is None or before - price < held")
                .slip(
                        "            best = max(best, held + price - $fee)",
                        "            best = max(best, price - min(prices) - $fee)")
                .slip("before - price", "-price")
                .check("no_days", call(List.of()), call(List.of(5)), call(List.of(1, 50)))
                .check("falling", call(List.of(9, 7, 4, 3, 1)), call(List.of(30, 20, 29, 10, 28)))
                .check("waves", call(waves(1, 21)), call(waves(2, 33)), call(waves(5, 17)), call(waves(6, 41)))
                .check(
                        "fee",
                        p -> calls(
                                call(List.of(10, 10 + p.number("fee"))),
                                call(List.of(10, 11 + p.number("fee"), 10, 10 + p.number("fee"), 10)),
                                call(List.of(3, 9, 8, 14, 12, 25))))
                .check("mixed", call(List.of(10, 22, 5, 75, 65, 80, 20, 61, 3, 90, 88, 110, 40, 77)))
                .example(call(List.of(10, 30, 20)))
                .example(call(List.of(5, 40, 10, 60)))
                .trivial(call(List.of()))
                .answer((p, c) -> profit(c.numbers(0), 0, p.number("deals"), p.number("fee")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            if (prices.empty()) {
                                return 0;
                            }
                            vector<long long> profits(prices.size(), 0);
                            for (long long deal = 0; deal < $deals; deal++) {
                                long long held = profits[0] - prices[0];
                                long long best = 0;
                                for (size_t day = 0; day < prices.size(); day++) {
                                    held = max(held, profits[day] - prices[day]);
                                    best = max(best, held + prices[day] - $fee);
                                    profits[day] = best;
                                }
                            }
                            return profits.back();
                        }
                        """)
                .cppSlip("deal < $deals", "deal <= $deals")
                .cppSlip("held + prices[day] - $fee", "held + prices[day]")
                .cppSlip("max(held, profits[day] - prices[day])", "max(held, -prices[day])");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            prices = []
                            price = random.randint(20, 60)
                            waves = random.random() < 0.4
                            for day in range(random.choice([0, 1, random.randint(2, 9), random.randint(10, 20)])):
                                prices.append(price)
                                if waves:
                                    price += random.randint($fee + 1, 30) if day % 2 == 0 else -random.randint(1, min(30, price - 1))
                                else:
                                    price = max(2, price + random.choice([$fee, -$fee, random.randint(-30, 30), random.randint(-5, 15)]))
                            return [prices]
                        """).validator("""
                        def valid(prices):
                            return isinstance(prices, list) and all(type(price) is int for price in prices)
                        """);
    }

    private static List<Integer> waves(int count, int height) {
        return IntStream.range(0, 2 * count)
                .mapToObj(day -> day % 2 == 0 ? 10 - day / 2 : 10 + height + day)
                .toList();
    }

    /** By trying all first deals. */
    private static long profit(List<Long> prices, int from, int deals, int fee) {
        long best = 0;
        for (int bought = from; deals > 0 && bought < prices.size(); bought++) {
            for (int sold = bought + 1; sold < prices.size(); sold++) {
                long gain = prices.get(sold) - prices.get(bought) - fee;
                if (gain > 0) {
                    best = Math.max(best, gain + profit(prices, sold, deals - 1, fee));
                }
            }
        }
        return best;
    }
}
