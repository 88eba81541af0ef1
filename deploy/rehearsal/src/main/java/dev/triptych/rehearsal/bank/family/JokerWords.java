package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Words that fit a pattern with jokers. */
@Singleton
final class JokerWords implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("joker-words")
                .entry("matching_words", "joker_search", "find_matches")
                .takes("pattern: str, words: list[str]")
                .gives("list[str]")
                .oneOf("many", "*", "%", "#", "@", "~", "&")
                .oneOf("single", "?", "_", ".", "!", "+")
                .wording("""
                        In a search pattern the character $many stands for any number of characters, also for none, and the character $single for exactly one; every other character stands for itself, where upper and lower case are the same. Write a Python function `$signature` that returns those of `words` that fit `pattern` from their beginning to their end, in their order. An empty pattern fits only the empty word.
                        """)
                .wording("""
                        Implement `$signature` for a dictionary with wildcards. A word of the list `words` is found if the whole of it can be read as `pattern`, in which $single is a wildcard for one arbitrary character and $many one for a sequence of arbitrary characters of any length from 0; all else must be equal, without regard to case. Return all words that are found, unchanged and in the order of the list. With an empty pattern only empty words are found.
                        """)
                .solution("""
                        def $signature:
                            found = []
                            for word in words:
                                ends = {0}
                                for character in pattern.lower():
                                    if character == $many:
                                        ends = set(range(min(ends, default=len(word) + 1), len(word) + 1))
                                    else:
                                        ends = {
                                            end + 1
                                            for end in ends
                                            if end < len(word) and character in ($single, word[end].lower())
                                        }
                                if len(word) in ends:
                                    found.append(word)
                            return found
                        """)
                .slip(
                        "range(min(ends, default=len(word) + 1), len(word) + 1)",
                        "range(min(ends, default=len(word) + 1) + 1, len(word) + 1)")
                .slip("pattern.lower()", "pattern")
                .slip("if len(word) in ends:", "if ends:")
                .slip("character in ($single, word[end].lower())", "character == word[end].lower()")
                .slip("word[end].lower()", "word[end]")
                .check(
                        "empty",
                        p -> calls(
                                call("", List.of()),
                                call("", List.of("", "a")),
                                call(p.word("many"), List.of("", "abc"))))
                .check(
                        "plain",
                        p -> calls(
                                call("car", List.of("car", "CAR", "cart", "scar", "ca")),
                                call("Dog", List.of("dog", "dig", "DOGS", "DoG"))))
                .check(
                        "single",
                        p -> calls(
                                call("c" + p.word("single") + "t", List.of("cat", "cut", "ct", "coat", "cot")),
                                call(p.word("single"), List.of("", "x", "xy"))))
                .check("many", JokerWords::many)
                .check("both", JokerWords::both)
                .example(p -> call("h" + p.word("single") + "t", List.of("hat", "heat")))
                .example(p -> call(p.word("many") + "s", List.of("cats", "dog")))
                .trivial(call("", List.of()))
                .answer((p, c) -> found(
                        c.text(0),
                        c.texts(1),
                        p.word("many").charAt(0),
                        p.word("single").charAt(0)));
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
                                        result.push_back(string(1, tolower(byte)));
                                    }
                                }
                                return result;
                            };
                            vector<string> found;
                            for (const string& word : words) {
                                vector<string> shown = letters(word);
                                vector<bool> ends(shown.size() + 1, false);
                                ends[0] = true;
                                for (const string& wanted : letters(pattern)) {
                                    vector<bool> following(shown.size() + 1, false);
                                    bool reached = false;
                                    for (size_t end = 0; end <= shown.size(); end++) {
                                        reached = reached || ends[end];
                                        if (wanted == $many) {
                                            following[end] = reached;
                                        } else if (end > 0 && ends[end - 1]) {
                                            following[end] = wanted == $single || wanted == shown[end - 1];
                                        }
                                    }
                                    ends = following;
                                }
                                if (ends.back()) {
                                    found.push_back(word);
                                }
                            }
                            return found;
                        }
                        """)
                .cppSlip("string(1, tolower(byte))", "string(1, byte)")
                .cppSlip("wanted == $single || wanted", "wanted")
                .cppSlip("if (ends.back())", "if (count(ends.begin(), ends.end(), true) > 0)")
                .cppSlip("following[end] = reached;", "following[end] = end > 0 && reached;");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            letters = 'abAB'
                            words = [''.join(random.choice(letters) for _ in range(random.randint(0, 6))) for _ in range(random.randint(0, 9))]
                            pattern = random.choice(words) if words and random.random() < 0.7 else ''.join(random.choice(letters) for _ in range(3))
                            wanted = []
                            for letter in pattern:
                                kind = random.random()
                                if kind < 0.2:
                                    wanted.append($many)
                                elif kind < 0.4:
                                    wanted.append($single)
                                elif kind < 0.9:
                                    wanted.append(letter.swapcase() if kind < 0.6 else letter)
                            if random.random() < 0.4:
                                wanted.insert(random.randint(0, len(wanted)), $many)
                            return [''.join(wanted), words]
                        """).validator("""
                        def valid(pattern, words):
                            return isinstance(pattern, str) and isinstance(words, list) and all(isinstance(word, str) for word in words)
                        """);
    }

    private static List<Call> both(Values p) {
        return calls(
                call(
                        p.word("single") + p.word("many") + "e" + p.word("single"),
                        List.of("seven", "eleven", "ten", "end", "open", "Eel")),
                call(
                        "x" + p.word("many") + "y" + p.word("many") + "z",
                        List.of("xyz", "x1y2z", "xzy", "xyzyz", "XYZ")));
    }

    private static List<Call> many(Values p) {
        return calls(
                call("a" + p.word("many"), List.of("a", "apple", "banana", "Avocado")),
                call(p.word("many") + "na" + p.word("many"), List.of("banana", "na", "an", "Nab", "tuna")),
                call("b" + p.word("many") + "d", List.of("bd", "bad", "bread", "bed and", "beds")));
    }

    private static List<String> found(String pattern, List<String> words, char many, char single) {
        return words.stream()
                .filter(word -> fits(pattern.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT), many, single))
                .toList();
    }

    private static boolean fits(String pattern, String word, char many, char single) {
        if (pattern.isEmpty()) {
            return word.isEmpty();
        }
        String rest = pattern.substring(1);
        char first = pattern.charAt(0);
        if (first == many) {
            return fits(rest, word, many, single) || !word.isEmpty() && fits(pattern, word.substring(1), many, single);
        }
        return !word.isEmpty()
                && (first == single || first == word.charAt(0))
                && fits(rest, word.substring(1), many, single);
    }
}
