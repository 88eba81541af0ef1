package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;

/** Sums numbers by how deep they are nested. */
@Singleton
final class NestedWeights implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("nested-weights")
                .entry("weighted_sum", "depth_sum", "nested_total")
                .takes("text: str")
                .gives("int")
                .numbers("factor", 2, 9)
                .numbers("deepest", 2, 6)
                .wording("""
                        `text` has whole numbers without signs, round brackets that are balanced, and commas and spaces between them, for example `3, (4, (5)), 6`. A number outside of all brackets weighs 1, and each pair of brackets around it multiplies its weight by $factor, but only the first $deepest pairs count: deeper numbers weigh as much as those in $deepest pairs. Write a Python function `$signature` that returns the sum of all numbers times their weights, 0 if there are none.
                        """)
                .wording("""
                        In a parts list such as `2 (7, 1 (5))` brackets show that parts are packed inside others. The price of a number (digits only) is the number times $factor for every pair of brackets around it, where no more than $deepest pairs are taken into account. Implement `$signature`, which adds up the prices of all numbers in `text`; brackets always match, anything that is neither digit nor bracket only separates, and a list without numbers costs 0.
                        """)
                .solution("""
                        def $signature:
                            total = 0
                            depth = 0
                            digits = ''
                            for character in text + ' ':
                                if character.isdigit():
                                    digits += character
                                    continue
                                if digits:
                                    total += int(digits) * $factor ** min(depth, $deepest)
                                    digits = ''
                                if character == '(':
                                    depth += 1
                                elif character == ')':
                                    depth -= 1
                            return total
                        """)
                .slip("text + ' '", "text")
                .slip("min(depth, $deepest)", "depth")
                .slip("min(depth, $deepest)", "max(depth, $deepest)")
                .slip(
                        "            digits = ''\n        if character",
                        "            digits = ''\n        elif character")
                .slip("            depth -= 1", "            depth = 0")
                .check("nothing", call(""), call("( , )"), call("5"))
                .check("flat", call("1, 2, 30"), call("7 8"))
                .check("nested", call("3, (4, (5)), 6"), call("(1)(2)"), call("2 (7, 1 (5))"))
                .check("brackets_next_to_digits", call("1(2(3)4)5"), call("((12)34)56"), call("(9)8"))
                .check("deep", call("(((((((((2)))))))))"), call("(1(2(3(4(5(6(7(8))))))))"))
                .example(call("(1, 2)"))
                .example(call("10 (20)"))
                .trivial(call(""))
                .answer((p, c) -> total(c.text(0), p.number("factor"), p.number("deepest")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long total = 0;
                            long long depth = 0;
                            size_t at = 0;
                            while (at < text.size()) {
                                if (isdigit(text[at])) {
                                    long long number = 0;
                                    while (at < text.size() && isdigit(text[at])) {
                                        number = 10 * number + (text[at] - '0');
                                        at++;
                                    }
                                    for (long long pair = 0; pair < min(depth, $deepest); pair++) {
                                        number *= $factor;
                                    }
                                    total += number;
                                    continue;
                                }
                                if (text[at] == '(') {
                                    depth++;
                                } else if (text[at] == ')') {
                                    depth--;
                                }
                                at++;
                            }
                            return total;
                        }
                        """)
                .cppSlip("min(depth, $deepest)", "depth")
                .cppSlip("min(depth, $deepest)", "max(depth, $deepest)")
                .cppSlip("depth--;", "depth = 0;")
                .cppSlip("10 * number + (text[at] - '0')", "text[at] - '0'");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            parts = []
                            depth = 0
                            for _ in range(random.randint(0, 20)):
                                kind = random.random()
                                if kind < 0.4:
                                    if parts and parts[-1][-1].isdigit():
                                        parts.append(random.choice([', ', ',', ' ']))
                                    parts.append(str(random.choice([0, random.randint(1, 9), random.randint(10, 999)])))
                                elif kind < 0.75 and depth <= $deepest + 1:
                                    parts.append('(')
                                    depth += 1
                                elif kind < 0.9 and depth:
                                    parts.append(')')
                                    depth -= 1
                                else:
                                    parts.append(random.choice([', ', ' ', ',']))
                            return [''.join(parts) + ')' * depth]
                        """).validator("""
                        def valid(text):
                            if not isinstance(text, str):
                                return False
                            depth = 0
                            for character in text:
                                if character not in '0123456789(), ':
                                    return False
                                depth += (character == '(') - (character == ')')
                                if depth < 0:
                                    return False
                            return depth == 0
                        """);
    }

    private static long total(String text, long factor, int deepest) {
        long total = 0;
        var number = java.util.regex.Pattern.compile("[0-9]+").matcher(text);
        while (number.find()) {
            String before = text.substring(0, number.start());
            long depth = before.chars().filter(c -> c == '(').count()
                    - before.chars().filter(c -> c == ')').count();
            long weight = 1;
            for (long pair = 0; pair < Math.min(depth, deepest); pair++) {
                weight *= factor;
            }
            total += weight * Long.parseLong(number.group());
        }
        return total;
    }
}
