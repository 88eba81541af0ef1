package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;

/** Writes numbers with few kinds of marks. */
@Singleton
final class TallyMarks implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("tally-marks")
                .entry("tally_marks", "write_marks", "knot_cord")
                .takes("amount: int")
                .gives("str")
                .numbers("middle", 3, 7)
                .numbers("big", 20, 29)
                .wording("""
                        A tribe writes amounts with three marks: `#` stands for $big, `+` for $middle and `|` for 1. It uses as many of the largest mark as possible, then as many of the next, and writes them from the largest to the smallest without spaces. Write a Python function `$signature` that returns how it writes `amount`. Zero is written as a single dot, and an amount below zero as a minus sign followed by the marks of its absolute value.
                        """)
                .wording("""
                        On old tally sticks a cross cut `#` means $big, a notch `+` means $middle and a scratch `|` means one. Cutters take the largest sign as long as it fits, then the next smaller one. Implement `$signature`, which gives the signs for `amount` from large to small as one text; nothing at all is `.`, and debts (negative amounts) are cut like the positive amount behind a `-`.
                        """)
                .solution("""
                        def $signature:
                            if amount == 0:
                                return '.'
                            if amount < 0:
                                sign = '-'
                            else:
                                sign = ''
                            large, rest = divmod(abs(amount), $big)
                            middle, small = divmod(rest, $middle)
                            return sign + '#' * large + '+' * middle + '|' * small
                        """)
                .slip("divmod(rest, $middle)", "divmod(abs(amount), $middle)")
                .slip("        sign = '-'\n", "        sign = ''\n")
                .slip("divmod(abs(amount), $big)", "divmod(abs(amount) - 1, $big)")
                .check("zero", call(0), call(1))
                .check("small", call(2), call(3), call(4), call(5), call(6), call(7), call(8))
                .check(
                        "at_the_values",
                        p -> calls(
                                call(p.number("middle")),
                                call(p.number("big") * 2),
                                call(p.number("big") + p.number("middle")),
                                call(p.number("big") - 1)))
                .check("large", call(100), call(159), call(311))
                .check("negative", p -> calls(call(-1), call(-77), call(-p.number("big"))))
                .example(call(12))
                .example(call(43))
                .trivial(call(0))
                .answer((p, c) -> marks(c.number(0), p.number("middle"), p.number("big")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            if (amount == 0) {
                                return ".";
                            }
                            string marks = amount < 0 ? "-" : "";
                            long long rest = abs(amount);
                            marks += string(rest / $big, '#');
                            rest %= $big;
                            return marks + string(rest / $middle, '+') + string(rest % $middle, '|');
                        }
                        """)
                .cppSlip("amount < 0 ? \"-\" : \"\"", "\"\"")
                .cppSlip("rest %= $big;", "rest -= rest % $big;")
                .cppSlip("return \".\";", "return \"\";");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            return [random.choice([
                                random.randint(-3, 3),
                                random.randint(-40, 40),
                                $big * random.randint(-5, 5) + $middle * random.randint(-2, 2) + random.randint(-1, 1),
                                random.randint(-400, 400),
                            ])]
                        """).validator("""
                        def valid(amount):
                            return type(amount) is int
                        """);
    }

    private static String marks(long amount, int middle, int big) {
        StringBuilder marks = new StringBuilder(amount < 0 ? "-" : "");
        long left = Math.abs(amount);
        for (; left >= big; left -= big) {
            marks.append('#');
        }
        for (; left >= middle; left -= middle) {
            marks.append('+');
        }
        for (; left > 0; left--) {
            marks.append('|');
        }
        return marks.isEmpty() ? "." : marks.toString();
    }
}
