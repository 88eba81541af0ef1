package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;

/** A check digit with weights by turns. */
@Singleton
final class CheckDigit implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("check-digit")
                .entry("check_digit", "control_digit", "guard_number")
                .takes("code: str")
                .gives("int")
                .numbers("weight", 2, 9)
                .oneOf("modulus", 11, 13, 17, 19, 23)
                .wording("""
                        The digits of `code`, counted from the right, are multiplied by 1 and $weight by turns: the last digit by 1, the one before by $weight, the one before that by 1 again. Products above 9 are replaced by the sum of their two digits. Write a Python function `$signature` that returns what must be added to the sum of all these values to get a multiple of $modulus, a number from 0 to one less than $modulus. Hyphens in the code are skipped; if it has another character that is no digit, or no digit at all, the result is -1.
                        """)
                .wording("""
                        Implement `$signature` for the numbers on library cards. Hyphens are taken out of `code`; if what remains is empty or has anything but the digits 0 to 9, return -1. Otherwise each digit gets the factor 1 or $weight, alternating and beginning with 1 at the last digit. A product with two digits counts as the sum of these digits. Add everything up and return the smallest number, 0 or greater, that makes the sum divisible by $modulus.
                        """)
                .solution("""
                        def $signature:
                            digits = code.replace('-', '')
                            if not digits.isdigit():
                                return -1
                            total = 0
                            for place, digit in enumerate(reversed(digits)):
                                product = int(digit)
                                if place % 2 == 1:
                                    product *= $weight
                                if product > 9:
                                    product = product // 10 + product % 10
                                total += product
                            return -total % $modulus
                        """)
                .slip("-total % $modulus", "total % $modulus")
                .slip("enumerate(reversed(digits))", "enumerate(digits)")
                .slip("        if product > 9:\n            product = product // 10 + product % 10\n", "")
                .slip("place % 2 == 1", "place % 2 == 0")
                .slip("code.replace('-', '')", "code")
                .slip("-total % $modulus", "$modulus - total % $modulus")
                .check("no_code", call(""), call("---"), call("12a4"), call("1 2"), call("0"))
                .check("single", call("7"), call("9"), call("3"))
                .check("turns", call("12"), call("21"), call("100"), call("010"), call("1000"))
                .check("large_products", call("99"), call("9990"), call("89898989"), call("97"), call("78787"))
                .check(
                        "hyphens",
                        call("12-34-56"),
                        call("978-0-306-40615"),
                        call("4539-1488-0343-6467"),
                        call("123456789012345678"))
                .example(call("1234"))
                .example(call("55-66"))
                .trivial(call(""))
                .answer((p, c) -> digit(c.text(0).replace("-", ""), p.number("weight"), p.number("modulus")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            string digits;
                            for (char character : code) {
                                if (character != '-') {
                                    digits += character;
                                }
                            }
                            if (digits.empty() || digits.find_first_not_of("0123456789") != string::npos) {
                                return -1;
                            }
                            reverse(digits.begin(), digits.end());
                            long long total = 0;
                            for (size_t place = 0; place < digits.size(); place++) {
                                long long product = digits[place] - '0';
                                if (place % 2 == 1) {
                                    product *= $weight;
                                }
                                if (product > 9) {
                                    product = product / 10 + product % 10;
                                }
                                total += product;
                            }
                            return ($modulus - total % $modulus) % $modulus;
                        }
                        """)
                .cppSlip("($modulus - total % $modulus) % $modulus", "$modulus - total % $modulus")
                .cppSlip("    reverse(digits.begin(), digits.end());\n", "")
                .cppSlip("place % 2 == 1", "place % 2 == 0")
                .cppSlip("product > 9", "product > 99");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            digits = [random.choice(random.choice(['0123456789', '79', '01'])) for _ in range(random.randint(0, 18))]
                            for _ in range(random.choice([0, 0, 1, 3])):
                                digits.insert(random.randint(0, len(digits)), '-')
                            if random.random() < 0.1:
                                digits.insert(random.randint(0, len(digits)), random.choice('aX .'))
                            return [''.join(digits)]
                        """).validator("""
                        def valid(code):
                            return type(code) is str
                        """);
    }

    private static long digit(String digits, int weight, int modulus) {
        if (!digits.matches("[0-9]+")) {
            return -1;
        }
        int total = 0;
        for (int at = 0; at < digits.length(); at++) {
            int product = (digits.charAt(at) - '0') * ((digits.length() - at) % 2 == 1 ? 1 : weight);
            total += product / 10 + product % 10;
        }
        int missing = 0;
        while ((total + missing) % modulus != 0) {
            missing++;
        }
        return missing;
    }
}
