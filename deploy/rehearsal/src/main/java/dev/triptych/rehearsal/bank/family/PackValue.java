package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** The best load for a bag. */
@Singleton
final class PackValue implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("pack-value")
                .entry("best_load", "pack_bag", "most_valuable")
                .takes("items: list[list[int]]")
                .gives("int")
                .numbers("capacity", 12, 31)
                .numbers("copies", 1, 3)
                .wording("""
                        `items` lists the goods of a shop, each as its weight and its value; of every good there are $copies pieces. A bag carries a weight of $capacity at most. Write a Python function `$signature` that returns the largest total value of pieces that fit into the bag together. Goods with a weight of 0 or less are ignored. Values may be negative, and nothing needs to be taken, so the result is never below 0.
                        """)
                .wording("""
                        A hiker can carry $capacity kilograms. For each kind of thing, given in `items` as a pair of kilograms and usefulness, up to $copies pieces can be packed; kinds whose weight is not positive are errors in the list and are not packed. Implement `$signature`: return the greatest sum of usefulness that the hiker can carry, where harmful things (negative usefulness) may of course stay at home, and 0 if nothing is packed.
                        """)
                .solution("""
                        def $signature:
                            best = [0] * ($capacity + 1)
                            for weight, value in items:
                                if weight <= 0:
                                    continue
                                for _ in range($copies):
                                    for room in range($capacity, weight - 1, -1):
                                        best[room] = max(best[room], best[room - weight] + value)
                            return best[$capacity]
                        """)
                .slip("range($capacity, weight - 1, -1)", "range(weight, $capacity + 1)")
                .slip("range($capacity, weight - 1, -1)", "range($capacity, weight, -1)")
                .slip("range($copies)", "range($copies + 1)")
                .slip(
                        "        if weight <= 0:\n            continue\n",
                        "        if weight == 0:\n            continue\n        weight = abs(weight)\n")
                .check(
                        "nothing",
                        call(List.of()),
                        call(List.of(List.of(0, 5), List.of(-1, 9))),
                        call(List.of(List.of(2, -3))),
                        call(List.of(List.of(1, 4))))
                .check("copies", call(List.of(List.of(2, 7))), call(List.of(List.of(3, 5), List.of(2, 1))))
                .check(
                        "exact_weight",
                        p -> calls(
                                call(List.of(List.of(p.number("capacity"), 8))),
                                call(List.of(List.of(p.number("capacity") + 1, 80))),
                                call(List.of(
                                        List.of(p.number("capacity") - 1, 9),
                                        List.of(1, 2),
                                        List.of(p.number("capacity"), 10)))))
                .check(
                        "choice",
                        call(List.of(List.of(5, 10), List.of(4, 40), List.of(6, 30), List.of(3, 50))),
                        call(List.of(List.of(7, 13), List.of(5, 9), List.of(4, 7), List.of(3, 5), List.of(2, 3))))
                .check(
                        "many",
                        call(List.of(
                                List.of(1, 1),
                                List.of(2, 6),
                                List.of(5, 18),
                                List.of(6, 22),
                                List.of(7, 28),
                                List.of(9, -4),
                                List.of(0, 99),
                                List.of(-3, 50))))
                .example(call(List.of(List.of(2, 3), List.of(3, 4))))
                .example(call(List.of(List.of(10, 60), List.of(5, 10))))
                .trivial(call(List.of()))
                .answer((p, c) -> best(c.rows(0), 0, p.number("capacity"), p.number("copies")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            vector<long long> best($capacity + 1, 0);
                            for (const vector<long long>& item : items) {
                                long long weight = item[0];
                                if (weight <= 0) {
                                    continue;
                                }
                                for (long long copy = 0; copy < $copies; copy++) {
                                    for (long long room = $capacity; room >= weight; room--) {
                                        best[room] = max(best[room], best[room - weight] + item[1]);
                                    }
                                }
                            }
                            return best[$capacity];
                        }
                        """)
                .cppSlip("room = $capacity; room >= weight; room--", "room = weight; room <= $capacity; room++")
                .cppSlip("room >= weight;", "room > weight;")
                .cppSlip("copy < $copies", "copy <= $copies")
                .cppSlip("return best[$capacity];", "return best[$capacity - 1];");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            items = []
                            for _ in range(random.randint(0, 8)):
                                weight = random.choice([1, random.randint(2, 6), random.randint(2, 12), $capacity, $capacity + 1, random.randint(-2, 0)])
                                items.append([weight, random.choice([random.randint(1, 60), random.randint(1, 60), random.randint(-9, 0)])])
                            return [items]
                        """).validator("""
                        def valid(items):
                            return isinstance(items, list) and all(
                                isinstance(item, list) and len(item) == 2 and all(type(number) is int for number in item) for item in items)
                        """);
    }

    /** By trying all choices. */
    private static long best(List<List<Long>> items, int from, long room, int copies) {
        if (from == items.size()) {
            return 0;
        }
        long weight = items.get(from).get(0);
        long best = best(items, from + 1, room, copies);
        for (int taken = 1; weight > 0 && taken <= copies && taken * weight <= room; taken++) {
            best = Math.max(
                    best, taken * items.get(from).get(1) + best(items, from + 1, room - taken * weight, copies));
        }
        return best;
    }
}
