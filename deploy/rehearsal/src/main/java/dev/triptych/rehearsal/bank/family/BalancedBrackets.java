package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Checks brackets of chosen pairs up to a depth. */
@Singleton
final class BalancedBrackets implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("balanced-brackets")
                .entry("is_balanced", "brackets_close", "well_nested")
                .takes("text: str")
                .gives("bool")
                .oneOf("pairs", "()[]", "<>{}", "()<>", "[]{}", "(){}", "[]<>")
                .numbers("depth", 2, 12)
                .wording("""
                        Write a Python function `$signature` that tells whether the brackets of `text` are balanced. The brackets are the characters of $pairs, each opening one followed by its closing one; all other characters are ignored.
                        Each closing bracket must close the most recently opened bracket that is still open and be of its pair, none may stay open at the end, and never may more than $depth brackets be open at once: otherwise the result is `False`. A text without brackets is balanced.
                        """)
                .wording("""
                        In a small markup language brackets come in the pairs listed in $pairs (opening then closing, pair by pair). Implement `$signature`, which returns `True` if and only if `text` is properly nested: closers match the latest open bracket, nothing remains open, and the nesting never gets deeper than $depth.
                        Characters that are not in the list have no meaning, and the empty text is properly nested.
                        """)
                .solution("""
                        def $signature:
                            closers = dict(zip($pairs[0::2], $pairs[1::2]))
                            expected = []
                            for character in text:
                                if character in closers:
                                    expected.append(closers[character])
                                    if len(expected) > $depth:
                                        return False
                                elif character in $pairs:
                                    if not expected or expected.pop() != character:
                                        return False
                            return not expected
                        """)
                .slip("return not expected", "return True")
                .slip("len(expected) > $depth", "len(expected) >= $depth")
                .slip("not expected or expected.pop() != character", "not expected or not expected.pop()")
                .check("no_brackets", call(""), call("plain words"))
                .check(
                        "one_pair",
                        p -> Call.calls(
                                call("a" + p.word("pairs").substring(0, 2) + "b"),
                                call(p.word("pairs").substring(0, 1)),
                                call(p.word("pairs").substring(1, 2))))
                .check(
                        "crossed",
                        p -> Call.calls(
                                call(crossed(p.word("pairs"), 0, 2, 1, 3)),
                                call(crossed(p.word("pairs"), 0, 2, 3, 1)),
                                call(crossed(p.word("pairs"), 0, 3))))
                .check(
                        "depth_limit",
                        p -> Call.calls(call(nested(p, 0)), call(nested(p, 1)), call(nested(p, -1) + p.word("pairs"))))
                .check(
                        "left_open",
                        p -> Call.calls(
                                call(p.word("pairs").repeat(5) + p.word("pairs").substring(2, 3)),
                                call(p.word("pairs").repeat(9))))
                .example(call("f(x[1]) + {y}"))
                .example(call("(a < b"))
                .trivial(call(""))
                .answer((p, c) -> balanced(p.word("pairs"), c.text(0), p.number("depth")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            string pairs = $pairs;
                            string expected;
                            for (char character : text) {
                                size_t place = pairs.find(character);
                                if (place == string::npos) {
                                    continue;
                                }
                                if (place % 2 == 0) {
                                    expected += pairs[place + 1];
                                    if (expected.size() > $depth) {
                                        return false;
                                    }
                                } else {
                                    if (expected.empty() || expected.back() != character) {
                                        return false;
                                    }
                                    expected.pop_back();
                                }
                            }
                            return expected.empty();
                        }
                        """)
                .cppSlip("return expected.empty();", "return true;")
                .cppSlip("expected.size() > $depth", "expected.size() >= $depth")
                .cppSlip("expected.empty() || expected.back() != character", "expected.empty()");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            pairs = $pairs
                            if random.random() < 0.2:
                                depth = $depth + random.randint(-1, 1)
                                return [pairs[0] * depth + pairs[1] * depth]
                            text = ''
                            expected = ''
                            for _ in range(random.randint(0, 24)):
                                kind = random.random()
                                if kind < 0.45 and len(expected) < $depth:
                                    place = random.choice([0, 2])
                                    text += pairs[place]
                                    expected += pairs[place + 1]
                                elif kind < 0.85 and expected:
                                    text += expected[-1]
                                    expected = expected[:-1]
                                else:
                                    text += random.choice('ab 7(<[{')
                            if random.random() < 0.7:
                                text += expected[::-1]
                            if text and random.random() < 0.3:
                                at = random.randrange(len(text))
                                text = text[:at] + random.choice(pairs) + text[at + 1:]
                            return [text]
                        """).validator("""
                        def valid(text):
                            return type(text) is str
                        """);
    }

    /** By striking out pairs that touch until nothing changes. */
    private static boolean balanced(String pairs, String text, int depthMax) {
        StringBuilder brackets = new StringBuilder();
        int depth = 0;
        for (char letter : text.toCharArray()) {
            int place = pairs.indexOf(letter);
            if (place >= 0) {
                brackets.append(letter);
                depth += place % 2 == 0 ? 1 : -1;
            }
            if (depth > depthMax) {
                return false;
            }
        }
        String rest = brackets.toString();
        String before = "";
        while (!before.equals(rest)) {
            before = rest;
            rest = rest.replace(pairs.substring(0, 2), "").replace(pairs.substring(2), "");
        }
        return rest.isEmpty();
    }

    private static String crossed(String pairs, int... places) {
        StringBuilder text = new StringBuilder();
        for (int place : places) {
            text.append(pairs.charAt(place)).append('.');
        }
        return text.toString();
    }

    private static String nested(Values p, int more) {
        int depth = p.number("depth") + more;
        return p.word("pairs").substring(2, 3).repeat(depth)
                + p.word("pairs").substring(3).repeat(depth);
    }
}
