package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;

/** A checksum by shifts and exclusive or. */
@Singleton
final class ShiftChecksum implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("shift-checksum")
                .entry("checksum", "shift_hash", "fingerprint")
                .takes("text: str")
                .gives("int")
                .numbers("shift", 1, 4)
                .numbers("bits", 9, 16)
                .wording("""
                        A checksum of $bits bits begins with 0. For every character of `text` that is not a space, it is first rotated to the left by $shift bits (bits that leave at the top come back at the bottom), and then combined with the character's code point by exclusive or; if the result has more than $bits bits, only the lowest $bits of them are kept. Write a Python function `$signature` that returns the checksum as a number; it is 0 for an empty text.
                        """)
                .wording("""
                        Implement `$signature`, the fingerprint of an old terminal: a register with $bits bits, all zero at the start. Each character of `text` except spaces turns the register cyclically left by $shift places and flips the bits that are set in the character's code (code bits beyond the register are lost). Return the register's value after the last character.
                        """)
                .solution("""
                        def $signature:
                            value = 0
                            mask = (1 << $bits) - 1
                            for character in text:
                                if character != ' ':
                                    value = (value << $shift | value >> ($bits - $shift)) & mask
                                    value = (value ^ ord(character)) & mask
                            return value
                        """)
                .slip(" | value >> ($bits - $shift)", "")
                .slip("        if character != ' ':", "        if character:")
                .slip("value ^ ord(character)", "value + ord(character)")
                .slip("value << $shift | value >> ($bits - $shift)", "value >> $shift | value << ($bits - $shift)")
                .check("nothing", call(""), call("   "), call("a"))
                .check("short", call("ab"), call("ba"), call("zzz"), call("AZ"))
                .check("spaces", call("a b c"), call(" hello world "), call("x        y"))
                .check(
                        "long",
                        call("the quick brown fox jumps over the lazy dog"),
                        call("0123456789012345678901234567890123456789"))
                .check("rotation", call("~~~~~~~~"), call("@@@@@@@@@@@@@"), call("aaaaaaaaaaaaaaaaaaaaaaaaaa"))
                .example(call("abc"))
                .example(call("hello"))
                .trivial(call(""))
                .answer((p, c) -> register(c.text(0), p.number("shift"), p.number("bits")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            const long long mask = (1LL << $bits) - 1;
                            long long value = 0;
                            size_t at = 0;
                            while (at < text.size()) {
                                // The code point of a character of UTF-8.
                                long long code = static_cast<unsigned char>(text[at++]);
                                if (code >= 0x80) {
                                    code &= code < 0xE0 ? 0x1F : code < 0xF0 ? 0x0F : 0x07;
                                }
                                while (at < text.size() && (text[at] & 0xC0) == 0x80) {
                                    code = code << 6 | (text[at++] & 0x3F);
                                }
                                if (code != ' ') {
                                    value = (value << $shift | value >> ($bits - $shift)) & mask;
                                    value = (value ^ code) & mask;
                                }
                            }
                            return value;
                        }
                        """)
                .cppSlip(" | value >> ($bits - $shift)", "")
                .cppSlip("if (code != ' ')", "if (code > 0)")
                .cppSlip("value ^ code", "value + code");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            letters = random.choice(['abc ', 'AZaz09 ~', '@ ', 'hello world'])
                            return [''.join(random.choice(letters) for _ in range(random.choice([0, 1, 2, random.randint(0, 40)])))]
                        """).validator("""
                        def valid(text):
                            return isinstance(text, str)
                        """);
    }

    /** Bit by bit. */
    private static long register(String text, int shift, int bits) {
        boolean[] register = new boolean[bits];
        for (char character : text.toCharArray()) {
            if (character == ' ') {
                continue;
            }
            boolean[] turned = new boolean[bits];
            for (int bit = 0; bit < bits; bit++) {
                turned[(bit + shift) % bits] = register[bit];
            }
            for (int bit = 0; bit < bits; bit++) {
                turned[bit] ^= (character >> bit & 1) == 1;
            }
            register = turned;
        }
        long value = 0;
        for (int bit = 0; bit < bits; bit++) {
            value += register[bit] ? 1L << bit : 0;
        }
        return value;
    }
}
