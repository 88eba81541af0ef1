package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Reverses long words of a line. */
@Singleton
final class ReverseWords implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("reverse-words")
                .entry("reverse_long_words", "flip_words", "mirror_words")
                .takes("line: str")
                .gives("str")
                .numbers("least", 2, 7)
                .oneOf("separator", " ", "-", "_", "/", ".", ",", ";", ":")
                .wording("""
                        Write a Python function `$signature` that splits `line` at every $separator, reverses the characters of each piece that has $least characters or more, leaves shorter pieces alone, and joins the pieces again with $separator in the same order. Empty pieces, where separators touch, stay empty; the empty line stays empty.
                        """)
                .wording("""
                        In a code, words are divided by the character $separator. To decode `line`, every word of at least $least characters is read backwards, all other words and all dividers stay in place, also dividers at the ends and next to each other. Implement `$signature`, which returns the decoded line (empty for an empty one).
                        """)
                .solution("""
                        def $signature:
                            pieces = []
                            for piece in line.split($separator):
                                if len(piece) >= $least:
                                    piece = piece[::-1]
                                pieces.append(piece)
                            return $separator.join(pieces)
                        """)
                .slip("len(piece) >= $least", "len(piece) > $least")
                .slip("return $separator.join(pieces)", "return $separator.join(piece for piece in pieces if piece)")
                .slip("piece = piece[::-1]", "piece = ''.join(sorted(piece))")
                .check("empty_and_short", call(""), call("a"), call("stressed"))
                .check(
                        "least_length",
                        p -> calls(
                                call("abcdefgh".substring(0, p.number("least"))),
                                call("abcdefgh".substring(0, p.number("least") - 1))))
                .check(
                        "several_words",
                        p -> calls(
                                call(String.join(p.word("separator"), "zoom", "is", "a", "fabulous", "lens")),
                                call(String.join(p.word("separator"), "one", "five", "seven", "eleven", "seventeen"))))
                .check(
                        "separators_stay",
                        p -> calls(
                                call(p.word("separator").repeat(2) + "backwards" + p.word("separator")),
                                call("drawings" + p.word("separator").repeat(3) + "spoonful")))
                .example(p -> call(String.join(p.word("separator"), "desserts", "to", "go")))
                .example(call("wonderful"))
                .trivial(call("a"))
                .answer((p, c) -> java.util.regex.Pattern.compile("[^"
                                + java.util.regex.Pattern.quote(p.word("separator")) + "]{" + p.number("least") + ",}")
                        .matcher(c.text(0))
                        .replaceAll(word -> java.util.regex.Matcher.quoteReplacement(
                                new StringBuilder(word.group()).reverse().toString())));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            auto letters = [](const string& text) {
                                vector<string> result;
                                for (char byte : text) {
                                    if ((byte & 0xC0) == 0x80 && !result.empty()) {
                                        result.back() += byte;
                                    } else {
                                        result.push_back(string(1, byte));
                                    }
                                }
                                return result;
                            };
                            vector<string> word;
                            string result;
                            for (const string& letter : letters(line + $separator)) {
                                if (letter != $separator) {
                                    word.push_back(letter);
                                    continue;
                                }
                                if ((long long) word.size() >= $least) {
                                    reverse(word.begin(), word.end());
                                }
                                for (const string& part : word) {
                                    result += part;
                                }
                                result += $separator;
                                word.clear();
                            }
                            result.pop_back();
                            return result;
                        }
                        """)
                .cppSlip("word.size() >= $least", "word.size() > $least")
                .cppSlip("reverse(word.begin(), word.end())", "sort(word.begin(), word.end())")
                .cppSlip("reverse(word.begin(), word.end())", "rotate(word.begin(), word.begin() + 1, word.end())");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            words = []
                            for _ in range(random.randint(0, 7)):
                                length = random.choice([0, 1, $least - 1, $least, $least + 1, random.randint(2, 10)])
                                words.append(''.join(random.choice('abcdefgXYZ12') for _ in range(length)))
                            return [$separator.join(words)]
                        """).validator("""
                        def valid(line):
                            return isinstance(line, str)
                        """);
    }
}
