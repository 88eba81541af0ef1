package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** A calculator that knows no precedence. */
@Singleton
final class PlainCalculator implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("plain-calculator")
                .entry("calculate", "evaluate", "pocket_calculator")
                .takes("text: str")
                .gives("int")
                .numbers("limit", 50, 99)
                .wording("""
                        A pocket calculator works from left to right, without precedence: `2 + 3 * 4` gives 20. Its input `text` has whole numbers, which are not negative, and between them one of `+`, `-`, `*` and `/`, all separated by single spaces; `/` divides and rounds down, and a division by zero gives 0. After each operation a result above $limit becomes $limit and one below minus $limit becomes minus $limit; the first number is not limited. Write a Python function `$signature` that returns the last result, or 0 for an empty text.
                        """)
                .wording("""
                        Implement `$signature` for a machine with one register. `text` is empty, which leaves 0, or has a number that is loaded as it is, followed by pairs of an operator (`+`, `-`, `*`, `/`) and a number, with one space between all of them. The pairs are applied to the register in their order. Division is whole-number division towards minus infinity, by zero it sets the register to 0. The register cannot hold results beyond $limit in either direction: after every operation they are set to the nearest value from minus $limit to $limit.
                        """)
                .solution("""
                        def $signature:
                            words = text.split()
                            if not words:
                                return 0
                            value = int(words[0])
                            for at in range(1, len(words), 2):
                                operator = words[at]
                                number = int(words[at + 1])
                                if operator == '+':
                                    value += number
                                elif operator == '-':
                                    value -= number
                                elif operator == '*':
                                    value *= number
                                elif number == 0:
                                    value = 0
                                else:
                                    value //= number
                                value = max(-$limit, min($limit, value))
                            return value
                        """)
                .slip("value //= number", "value = int(value / number)")
                .slip("max(-$limit, min($limit, value))", "max(0, min($limit, value))")
                .slip(
                        "        value = max(-$limit, min($limit, value))\n    return value",
                        "    return max(-$limit, min($limit, value))")
                .slip("            value = 0\n", "            value = $limit\n")
                .slip("value -= number", "value = number - value")
                .check("start", call(""), call("7"), call("1000"))
                .check("no_precedence", call("2 + 3 * 4"), call("20 - 2 * 2"), call("1 + 1 / 2 + 5"))
                .check("division", call("7 - 10 / 2"), call("9 / 4"), call("0 - 7 / 4"), call("5 / 0 + 3"))
                .check("limits", call("40 * 40 - 10"), call("0 - 45 * 9 + 20"), call("99 + 99 - 98"), call("500 - 1"))
                .check("long", call("12 * 3 - 40 * 2 / 3 + 17 * 4 - 30 / 7 * 5 - 2"))
                .example(call("1 + 2"))
                .example(call("6 * 7"))
                .trivial(call(""))
                .answer((p, c) -> run(c.text(0), p.number("limit")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            istringstream words(text);
                            long long value = 0;
                            words >> value;
                            char sign;
                            long long number;
                            while (words >> sign >> number) {
                                if (sign == '+') {
                                    value += number;
                                } else if (sign == '-') {
                                    value -= number;
                                } else if (sign == '*') {
                                    value *= number;
                                } else if (number == 0) {
                                    value = 0;
                                } else {
                                    value = (value - (value % number + number) % number) / number;
                                }
                                value = max(-$limit, min($limit, value));
                            }
                            return value;
                        }
                        """)
                .cppSlip("value = (value - (value % number + number) % number) / number", "value /= number")
                .cppSlip("max(-$limit, min($limit, value))", "max(0LL, min($limit, value))")
                .cppSlip("max(-$limit, min($limit, value))", "min($limit, value)")
                .cppSlip("value = 0;\n        } else {", "value = $limit;\n        } else {");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            def number():
                                return str(random.choice([0, 1, 2, 3, 7, random.randint(0, 20), random.randint(0, 120), $limit, $limit + 1]))
                            if random.random() < 0.05:
                                return ['']
                            words = [number()]
                            for _ in range(random.randint(0, 12)):
                                words += [random.choice('+--*/'), number()]
                            return [' '.join(words)]
                        """).validator("""
                        def valid(text):
                            import re
                            return isinstance(text, str) and re.fullmatch('([0-9]+( [-+*/] [0-9]+)*)?', text) is not None
                        """);
    }

    private static long run(String text, long limit) {
        Scanner words = new Scanner(text);
        long value = words.hasNext() ? words.nextLong() : 0;
        while (words.hasNext()) {
            String operator = words.next();
            long number = words.nextLong();
            long result =
                    switch (operator) {
                        case "+" -> value + number;
                        case "-" -> value - number;
                        case "*" -> value * number;
                        default -> number == 0 ? 0 : Math.floorDiv(value, number);
                    };
            value = Math.clamp(result, -limit, limit);
        }
        return value;
    }
}
