package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Run-length encoding from a minimum run on. */
@Singleton
final class RunLength implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("run-length")
                .entry("compress_runs", "encode_runs", "squeeze")
                .takes("text: str")
                .gives("str")
                .numbers("least", 2, 9)
                .oneOf("mark", "*", "#", "x", "~", ":", "@", "=", "%")
                .wording("""
                        Write a Python function `$signature` that shortens runs of equal characters. A maximal run of at least $least equal characters is written as the character, the mark $mark and the decimal length of the run; a shorter run is copied as it is.
                        Characters are compared exactly, case included. The empty text gives the empty text.
                        """)
                .wording("""
                        Text is packed by run length. Split `text` into maximal groups of the same neighbouring character; a group of $least or more becomes that character followed by $mark followed by the group's size in decimal, and every smaller group is kept unchanged.
                        Implement `$signature`, which returns the packed text (the empty text for the empty text; upper and lower case differ).
                        """)
                .solution("""
                        def $signature:
                            pieces = []
                            start = 0
                            while start < len(text):
                                end = start
                                while end < len(text) and text[end] == text[start]:
                                    end += 1
                                length = end - start
                                if length >= $least:
                                    pieces.append(text[start] + $mark + str(length))
                                else:
                                    pieces.append(text[start:end])
                                start = end
                            return ''.join(pieces)
                        """)
                .slip("length >= $least", "length > $least")
                .slip("str(length)", "str(length - 1)")
                .slip("text[end] == text[start]", "text[end].lower() == text[start].lower()")
                .check("empty_and_short", call(""), call("a"), call("abc"))
                .check(
                        "exactly_the_least",
                        p -> Call.calls(
                                call("a".repeat(p.number("least")) + "b"), call("x" + "y".repeat(p.number("least")))))
                .check(
                        "just_below",
                        p -> Call.calls(
                                call("a".repeat(p.number("least") - 1) + "bb" + "c".repeat(p.number("least") + 3)),
                                call("q".repeat(p.number("least") - 1) + "Q".repeat(p.number("least")))))
                .check("long_runs", call("z".repeat(25)), call("aaaaaaaaaaaabcccccccccccccc"))
                .check(
                        "case_differs",
                        p -> Call.calls(call("aA".repeat(p.number("least")) + "b".repeat(p.number("least")))))
                .example(call("aaaaaaaaaabc"))
                .example(call("hello"))
                .trivial(call(""))
                .answer((p, c) -> {
                    StringBuilder result = new StringBuilder();
                    String rest = c.text(0);
                    while (!rest.isEmpty()) {
                        int length = 1;
                        while (length < rest.length() && rest.charAt(length) == rest.charAt(0)) {
                            length++;
                        }
                        result.append(
                                length >= p.number("least")
                                        ? rest.charAt(0) + p.word("mark") + length
                                        : rest.substring(0, length));
                        rest = rest.substring(length);
                    }
                    return result.toString();
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            vector<string> letters;
                            for (char byte : text) {
                                if ((byte & 0xC0) == 0x80 && !letters.empty()) {
                                    letters.back() += byte;
                                } else {
                                    letters.push_back(string(1, byte));
                                }
                            }
                            string packed;
                            size_t start = 0;
                            while (start < letters.size()) {
                                size_t end = start;
                                while (end < letters.size() && letters[end] == letters[start]) {
                                    end++;
                                }
                                size_t length = end - start;
                                if (length >= $least) {
                                    packed += letters[start] + $mark + to_string(length);
                                } else {
                                    for (; start < end; start++) {
                                        packed += letters[start];
                                    }
                                }
                                start = end;
                            }
                            return packed;
                        }
                        """)
                .cppSlip("length >= $least", "length > $least")
                .cppSlip("to_string(length)", "to_string(length - 1)")
                .cppSlip("letters[end] == letters[start]", "tolower(letters[end][0]) == tolower(letters[start][0])");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            parts = []
                            for _ in range(random.randint(0, 7)):
                                length = random.choice([1, 2, $least - 1, $least, $least + 1, random.randint(1, 14)])
                                parts.append(random.choice(['a', 'A', 'b', ' ', '1', $mark]) * length)
                            return [''.join(parts)[:40]]
                        """).validator("""
                        def valid(text):
                            return isinstance(text, str)
                        """);
    }
}
