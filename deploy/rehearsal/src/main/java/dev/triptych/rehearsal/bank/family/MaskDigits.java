package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Masks all digits but the last ones. */
@Singleton
final class MaskDigits implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("mask-digits")
                .entry("mask_digits", "hide_number", "redact")
                .takes("text: str")
                .gives("str")
                .numbers("shown", 1, 6)
                .oneOf("mask", "*", "#", "x", "?", "-", "_", "%", "~")
                .wording("""
                        Write a Python function `$signature` that returns `text` with every digit 0 to 9 replaced by $mask, except for the last $shown digits of the text, which stay visible. All other characters stay, and do not count. If there are $shown digits or fewer, nothing is replaced; the empty text stays empty.
                        """)
                .wording("""
                        For a receipt, card numbers are made unreadable: in `text` only the $shown rightmost of the characters 0 to 9 remain, all earlier ones become $mask, and whatever is no such digit is kept. Implement `$signature`, which returns the text for the receipt. With no more than $shown digits in it (the empty text included) the text is returned as it is.
                        """)
                .solution("""
                        def $signature:
                            result = []
                            seen = 0
                            for character in reversed(text):
                                if character in '0123456789':
                                    seen += 1
                                    if seen > $shown:
                                        character = $mask
                                result.append(character)
                            return ''.join(reversed(result))
                        """)
                .slip("seen > $shown", "seen >= $shown")
                .slip("character in '0123456789'", "character.isalnum()")
                .slip("seen += 1", "seen += 2")
                .check("nothing_to_mask", call(""), call("no digits here"), call("1"))
                .check(
                        "exactly_shown",
                        p -> calls(
                                call("1234567890".substring(0, p.number("shown"))),
                                call("1234567890".substring(0, p.number("shown") + 1))))
                .check("separated", call("4929-1234-5678-9012"), call("tel. 030 / 55 66 77 88"))
                .check("letters_do_not_count", call("A1B2C3D4E5F6G7H8"), call("12345678 abcdefgh"))
                .example(call("id 20481632"))
                .example(call("9-8-7"))
                .trivial(call(""))
                .answer((p, c) -> {
                    StringBuilder result = new StringBuilder(c.text(0));
                    int digits = (int) c.text(0)
                            .chars()
                            .filter(letter -> letter >= '0' && letter <= '9')
                            .count();
                    for (int at = 0; at < result.length() && digits > p.number("shown"); at++) {
                        if (result.charAt(at) >= '0' && result.charAt(at) <= '9') {
                            result.setCharAt(at, p.word("mask").charAt(0));
                            digits--;
                        }
                    }
                    return result.toString();
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long seen = 0;
                            for (size_t at = text.size(); at-- > 0;) {
                                if (text[at] >= '0' && text[at] <= '9') {
                                    seen++;
                                    if (seen > $shown) {
                                        text[at] = $mask[0];
                                    }
                                }
                            }
                            return text;
                        }
                        """)
                .cppSlip("seen > $shown", "seen >= $shown")
                .cppSlip("text[at] >= '0' && text[at] <= '9'", "isalnum(text[at])")
                .cppSlip("seen++;", "seen += 2;");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            digits = ''.join(random.choice('0123456789') for _ in range(random.randint(0, 16)))
                            if random.random() < 0.3:
                                digits = digits[:$shown + random.randint(-1, 1)]
                            parts = []
                            for digit in digits:
                                if random.random() < 0.3:
                                    parts.append(random.choice([' ', '-', 'a', 'Z', '. ', '/', 'no ']))
                                parts.append(digit)
                            if random.random() < 0.5:
                                parts.append(random.choice([' ', 'x', ' EUR', '--']))
                            return [''.join(parts)]
                        """).validator("""
                        def valid(text):
                            return isinstance(text, str)
                        """);
    }
}
