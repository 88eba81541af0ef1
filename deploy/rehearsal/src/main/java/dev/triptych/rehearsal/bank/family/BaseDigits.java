package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Writes a number in a base with a least width. */
@Singleton
final class BaseDigits implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("base-digits")
                .entry("to_base", "spell_number", "digits_in_base")
                .takes("number: int")
                .gives("str")
                .numbers("base", 2, 16)
                .numbers("width", 2, 9)
                .wording("""
                        Write a Python function `$signature` that writes the integer `number` in base $base. The digits are 0 to 9 and then the lower-case letters from a. The digits are filled up with zeros on the left until there are at least $width of them.
                        A negative number is written as a minus sign followed by the filled-up digits of its absolute value; the sign does not count as a digit.
                        """)
                .wording("""
                        Implement `$signature`: the text of `number` in the positional system of base $base with at least $width digits, padded by leading zeros where needed, using lower-case letters for digits above 9. Numbers below zero get a leading - in front of the padded digits.
                        Zero is all zeros.
                        """)
                .solution("""
                        def $signature:
                            symbols = '0123456789abcdef'
                            rest = abs(number)
                            digits = ''
                            while rest > 0:
                                rest, digit = divmod(rest, $base)
                                digits = symbols[digit] + digits
                            digits = digits.rjust($width, '0')
                            if number < 0:
                                return '-' + digits
                            return digits
                        """)
                .slip("digits = symbols[digit] + digits", "digits = digits + symbols[digit]")
                .slip("return '-' + digits", "return '-' + digits[1:]")
                .slip(".rjust($width, '0')", "")
                .check("zero_and_one", call(0), call(1))
                .check(
                        "around_the_base",
                        p -> Call.calls(call(p.number("base") - 1), call(p.number("base")), call(p.number("base") + 1)))
                .check("negative", p -> Call.calls(call(-1), call(-p.number("base")), call(-12345)))
                .check("large", call(65535), call(1000000), call(98765432109L))
                .example(call(42))
                .example(call(-42))
                .trivial(call(0))
                .answer((p, c) -> {
                    String digits = Long.toString(Math.abs(c.number(0)), p.number("base"));
                    return (c.number(0) < 0 ? "-" : "")
                            + "0".repeat(Math.max(0, p.number("width") - digits.length()))
                            + digits;
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            string symbols = "0123456789abcdef";
                            string digits;
                            for (long long rest = llabs(number); rest > 0; rest /= $base) {
                                digits = symbols[rest % $base] + digits;
                            }
                            while (digits.size() < $width) {
                                digits = "0" + digits;
                            }
                            return number < 0 ? "-" + digits : digits;
                        }
                        """)
                .cppSlip("symbols[rest % $base] + digits", "digits + symbols[rest % $base]")
                .cppSlip("\"-\" + digits", "\"-\" + digits.substr(1)")
                .cppSlip("digits.size() < $width", "digits.size() + 1 < $width");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            power = $base ** random.randint(0, 9)
                            number = random.choice([0, 1, power - 1, power, power + 1, random.randrange(1000), random.randrange(10 ** 12)])
                            return [random.choice([-1, 1, 1]) * number]
                        """).validator("""
                        def valid(number):
                            return type(number) is int
                        """);
    }
}
