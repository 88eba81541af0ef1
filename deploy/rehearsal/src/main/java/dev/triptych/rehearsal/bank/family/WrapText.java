package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Breaks a text into lines of a width. */
@Singleton
final class WrapText implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("wrap-text")
                .entry("wrap_text", "break_lines", "fit_to_width")
                .takes("text: str")
                .gives("list[str]")
                .numbers("width", 6, 25)
                .numbers("indent", 0, 4)
                .wording("""
                        Write a Python function `$signature` that breaks `text` into lines of at most $width characters. Words are what white space separates; a line takes as many words as fit, with one space between them. The first line begins with $indent spaces, which count as part of its width; the others begin with their first word.
                        A word that is longer than a whole line gets a line of its own and is not broken. The result is the list of lines, empty if there are no words.
                        """)
                .wording("""
                        A printer has lines of $width characters. Implement `$signature`, which sets the words of `text` (separated by white space) greedily: a word goes onto the current line if it fits behind a space, otherwise onto a new one. Only the first line is indented, by $indent spaces that count. Overlong words stay whole, alone on their line, even if they stick out. Without words there are no lines.
                        """)
                .solution("""
                        def $signature:
                            words = text.split()
                            if not words:
                                return []
                            lines = []
                            line = ' ' * $indent + words[0]
                            for word in words[1:]:
                                if len(line) + 1 + len(word) <= $width:
                                    line += ' ' + word
                                else:
                                    lines.append(line)
                                    line = word
                            lines.append(line)
                            return lines
                        """)
                .slip("len(line) + 1 + len(word) <= $width", "len(line) + 1 + len(word) < $width")
                .slip("len(line) + 1 + len(word)", "len(line) + len(word)")
                .slip("            line = word", "            line = ' ' * $indent + ' ' + word")
                .check("no_words", call(""), call("  "), call("word"))
                .check(
                        "exact_fit",
                        p -> calls(
                                call(words(p, p.number("width") - p.number("indent") - 4, 2)),
                                call(words(p, p.number("width") - p.number("indent") - 3, 2)),
                                call(words(p, p.number("width") - p.number("indent") - 5, 2))))
                .check(
                        "later_lines",
                        p -> calls(
                                call("a".repeat(p.number("width")) + " " + "b".repeat(p.number("width") - 3)
                                        + " cc dd e"),
                                call("a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m")))
                .check("long_words", p -> calls(call("x " + "y".repeat(p.number("width") + 7) + " z")))
                .check("white_space", call("one\ttwo   three\nfour five six seven eight nine ten eleven twelve"))
                .example(call("to be or not to be"))
                .example(call("a quick brown fox jumps over"))
                .trivial(call(""))
                .answer((p, c) -> lines(c.text(0), p.number("width"), p.number("indent")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            auto width = [](const string& text) {
                                return (long long) count_if(text.begin(), text.end(), [](char byte) {
                                    return (byte & 0xC0) != 0x80;
                                });
                            };
                            vector<string> lines;
                            istringstream words(text);
                            string word;
                            while (words >> word) {
                                if (lines.empty()) {
                                    lines.push_back(string($indent, ' ') + word);
                                } else if (width(lines.back()) + 1 + width(word) <= $width) {
                                    lines.back() += " " + word;
                                } else {
                                    lines.push_back(word);
                                }
                            }
                            return lines;
                        }
                        """)
                .cppSlip("<= $width", "< $width")
                .cppSlip(" + 1 + width(word)", " + width(word)")
                .cppSlip("lines.push_back(word);", "lines.push_back(\" \" + word);");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            words = []
                            for _ in range(random.randint(0, 12)):
                                length = random.choice([random.randint(1, 4), random.randint(1, $width), $width, $width + random.randint(1, 3)])
                                words.append(random.choice('abcxyz') * length)
                            if len(words) > 1 and random.random() < 0.3:
                                words[0] = 'f' * max(1, $width - $indent - len(words[1]) - random.randint(0, 2))
                            parts = []
                            for word in words:
                                parts.append(word)
                                parts.append(random.choice([' ', ' ', '  ', '\\t']))
                            return [''.join(parts)]
                        """).validator("""
                        def valid(text):
                            return isinstance(text, str)
                        """);
    }

    /** Two words: one of the given length, one of the other. */
    private static String words(Values p, int first, int second) {
        return "w".repeat(Math.max(1, first)) + " " + "v".repeat(second + 1) + " " + "u".repeat(p.number("width"));
    }

    private static List<String> lines(String text, int width, int indent) {
        List<String> lines = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            if (word.isEmpty()) {
                continue;
            }
            if (lines.isEmpty()) {
                lines.add(" ".repeat(indent) + word);
                continue;
            }
            String longer = lines.getLast() + " " + word;
            if (longer.length() > width) {
                lines.add(word);
            } else {
                lines.set(lines.size() - 1, longer);
            }
        }
        return lines;
    }
}
