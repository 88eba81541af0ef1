package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Shifts lower-case letters, but not those of a set. */
@Singleton
final class CaesarShift implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("caesar-shift")
                .entry("shift_letters", "encode", "rotate_alphabet")
                .takes("text: str")
                .gives("str")
                .numbers("shift", 1, 12)
                .oneOf("kept", "aeiou", "uvw", "etaoin", "q", "mnop", "zjk", "abc", "lr")
                .wording("""
                        Write a Python function `$signature` that moves each lower-case letter a to z of `text` forward by $shift places in the alphabet, going on at a after z. The letters in $kept are left as they are, and so is every character that is no lower-case letter a to z.
                        The result has the same length as the input; an empty text stays empty.
                        """)
                .wording("""
                        A simple cipher replaces a lower-case English letter by the one $shift positions later (cyclically: z is followed by a). Capital letters, digits, spaces and all other characters stay, and the lower-case letters $kept stay too.
                        Implement `$signature`, which returns the enciphered `text`. The empty text is enciphered as the empty text.
                        """)
                .solution("""
                        def $signature:
                            result = []
                            for character in text:
                                if 'a' <= character <= 'z' and character not in $kept:
                                    place = (ord(character) - ord('a') + $shift) % 26
                                    character = chr(ord('a') + place)
                                result.append(character)
                            return ''.join(result)
                        """)
                .slip("% 26", "% 25")
                .slip("ord('a') + $shift", "ord('a') - $shift")
                .slip("'a' <= character <= 'z' and character not in $kept", "'a' <= character <= 'z'")
                .check("empty_and_plain", call(""), call("HELLO 42!"))
                .check("whole_alphabet", call("abcdefghijklmnopqrstuvwxyz"), call("zyxwvutsrqponmlkjihgfedcba"))
                .check(
                        "kept_letters",
                        p -> Call.calls(
                                call(p.word("kept")), call("A-" + p.word("kept").repeat(2) + "-b")))
                .check(
                        "sentences",
                        call("the quick brown fox"),
                        call("Pack my Box with 5 dozen liquor jugs"),
                        call("zzz"))
                .example(call("hello world"))
                .example(call("Zebra 7"))
                .trivial(call(""))
                .answer((p, c) -> {
                    StringBuilder result = new StringBuilder();
                    for (char letter : c.text(0).toCharArray()) {
                        boolean moved =
                                letter >= 'a' && letter <= 'z' && p.word("kept").indexOf(letter) < 0;
                        result.append(moved ? (char) ('a' + (letter - 'a' + p.number("shift")) % 26) : letter);
                    }
                    return result.toString();
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            string kept = $kept;
                            for (char& letter : text) {
                                if ('a' <= letter && letter <= 'z' && kept.find(letter) == string::npos) {
                                    letter = 'a' + (letter - 'a' + $shift) % 26;
                                }
                            }
                            return text;
                        }
                        """)
                .cppSlip("% 26", "% 25")
                .cppSlip(" && kept.find(letter) == string::npos", "")
                .cppSlip("letter - 'a' + $shift", "letter - 'a' + 26 - $shift");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            alphabet = random.choice(['abcdefghijklmnopqrstuvwxyz', $kept + 'bxyz', 'Hello, World! 42', $kept.upper() + $kept])
                            return [''.join(random.choice(alphabet) for _ in range(random.randint(0, 30)))]
                        """).validator("""
                        def valid(text):
                            return type(text) is str
                        """);
    }
}
