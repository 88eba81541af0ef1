package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** A running balance between bounds. */
@Singleton
final class ClampedBalance implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("clamped-balance")
                .entry("final_balance", "clamped_total", "tank_level")
                .takes("changes: list[int]")
                .gives("int")
                .numbers("low", -12, -3)
                .numbers("high", 5, 24)
                .wording("""
                        Write a Python function `$signature` that starts with a balance of 0 and applies `changes` one after the other. After each change a balance below $low is set to $low and a balance above $high is set to $high. It returns the balance after the last change, which is 0 without changes.
                        """)
                .wording("""
                        The level of a tank is 0 at first. Each of `changes` is added to it in turn, but the level cannot get over $high (what is too much runs off) nor under $low (the pump stops). Implement `$signature`, which returns the level at the end, 0 if there are no changes.
                        """)
                .solution("""
                        def $signature:
                            balance = 0
                            for change in changes:
                                balance = min($high, balance + change)
                                balance = max($low, balance)
                            return balance
                        """)
                .slip("        balance = max($low, balance)\n", "        balance = max(0, balance)\n")
                .slip("min($high, balance + change)", "balance + change if balance + change <= $high else balance")
                .slip("for change in changes:", "for change in [sum(changes)]:")
                .check("no_change", call(List.of(1, -1, 2)), call(List.of(3)), call(List.of(100, -2)))
                .check("upper_bound", call(List.of(100)), call(List.of(4, 60)), call(List.of(60, -3)))
                .check("lower_bound", call(List.of(-50)), call(List.of(-1, -40)), call(List.of(-40, 3)))
                .check(
                        "back_and_forth",
                        call(List.of(100, -100, 100, -1)),
                        call(List.of(-50, 5, -50, 2, 2)),
                        call(Collections.nCopies(40, 3)))
                .example(call(List.of(5, -2)))
                .example(call(List.of(70, -1)))
                .trivial(call(List.of()))
                .answer((p, c) -> c.numbers(0).stream()
                        .reduce(
                                0L,
                                (level, change) ->
                                        Math.clamp(level + change, (long) p.number("low"), (long) p.number("high"))));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long balance = 0;
                            for (long long change : changes) {
                                balance = min($high, balance + change);
                                balance = max($low, balance);
                            }
                            return balance;
                        }
                        """)
                .cppSlip("max($low, balance)", "max(0LL, balance)")
                .cppSlip("min($high, balance + change)", "balance + change <= $high ? balance + change : balance")
                .cppSlip("        balance = max($low, balance);\n", "");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            most = random.choice([2, 8, 50])
                            return [[random.randint(-most, most) for _ in range(random.randint(0, 25))]]
                        """).validator("""
                        def valid(changes):
                            return type(changes) is list and all(type(change) is int for change in changes)
                        """);
    }
}
