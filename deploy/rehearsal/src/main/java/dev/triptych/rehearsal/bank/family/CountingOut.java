package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Who is left when a circle counts out. */
@Singleton
final class CountingOut implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("counting-out")
                .entry("last_players", "who_remains", "count_out")
                .takes("players: int")
                .gives("list[int]")
                .numbers("step", 2, 9)
                .numbers("left", 1, 5)
                .wording("""
                        Players numbered from 1 to `players` stand in a circle. Counting begins at player 1, and every time the count comes to $step that player leaves and counting goes on from 1 at the next player who is still there. Write a Python function `$signature` that returns the numbers of the players who remain when only $left are left, in ascending order. With $left players or fewer at the beginning nobody leaves; `players` below 1 gives an empty list.
                        """)
                .wording("""
                        In a counting-out rhyme of $step words the children 1, 2, …, `players` in a ring are counted, one child per word, starting with child 1; the child at the last word goes home, and the rhyme begins again with the child after it. Implement `$signature`, which returns the sorted numbers of the children who are still there once the ring has shrunk to $left (all of them if there never were more; an empty list if there are none).
                        """)
                .solution("""
                        def $signature:
                            circle = list(range(1, players + 1))
                            place = 0
                            while len(circle) > $left:
                                place = (place + $step - 1) % len(circle)
                                circle.pop(place)
                            return circle
                        """)
                .slip("place + $step - 1", "place + $step")
                .slip("len(circle) > $left", "len(circle) > $left + 1")
                .slip("(place + $step - 1) % len(circle)", "($step - 1) % len(circle)")
                .check("nobody_leaves", p -> calls(call(0), call(-3), call(p.number("left"))))
                .check("one_leaves", p -> calls(call(p.number("left") + 1)))
                .check("ten_or_so", call(10), call(11), call(13))
                .check("larger", call(41), call(60), call(100))
                .example(call(7))
                .example(call(9))
                .trivial(call(0))
                .answer((p, c) -> {
                    Deque<Long> circle = new ArrayDeque<>();
                    for (long player = 1; player <= c.number(0); player++) {
                        circle.add(player);
                    }
                    for (int word = 1; circle.size() > p.number("left"); word++) {
                        long counted = circle.remove();
                        if (word % p.number("step") != 0) {
                            circle.add(counted);
                        }
                    }
                    return circle.stream().sorted().toList();
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            vector<long long> circle;
                            for (long long player = 1; player <= players; player++) {
                                circle.push_back(player);
                            }
                            size_t place = 0;
                            while (circle.size() > $left) {
                                place = (place + $step - 1) % circle.size();
                                circle.erase(circle.begin() + place);
                            }
                            return circle;
                        }
                        """)
                .cppSlip("place + $step - 1", "place + $step")
                .cppSlip("circle.size() > $left", "circle.size() > $left + 1")
                .cppSlip("place + $step - 1", "$step - 1");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            return [random.choice([random.randint(-2, 10), $left + random.randint(-1, 2), random.randint(1, 120)])]
                        """).validator("""
                        def valid(players):
                            return type(players) is int
                        """);
    }
}
