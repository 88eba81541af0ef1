package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Counts palindromic substrings within lengths. */
@Singleton
final class Palindromes implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("palindromes")
                .entry("count_palindromes", "mirror_pieces", "palindromic_substrings")
                .takes("text: str")
                .gives("int")
                .numbers("least", 1, 5)
                .numbers("most", 6, 30)
                .wording("""
                        Write a Python function `$signature` that counts the substrings of `text` that read the same forwards and backwards and have at least $least and at most $most characters. Substrings at different positions count separately even when they are equal.
                        Characters are compared exactly. A text with fewer than $least characters, the empty one included, gives 0.
                        """)
                .wording("""
                        Given `text`, implement `$signature`, which returns the number of pairs of a start and an end such that the piece between them is a palindrome whose length is between $least and $most, both bounds included.
                        Equal pieces at different places are counted each, case matters, and the empty text has no pieces.
                        """)
                .solution("""
                        def $signature:
                            count = 0
                            for start in range(len(text)):
                                for end in range(start + $least, min(len(text), start + $most) + 1):
                                    piece = text[start:end]
                                    if piece == piece[::-1]:
                                        count += 1
                            return count
                        """)
                .slip("start + $least", "start + $least + 1")
                .slip("start + $most)", "start + $most - 1)")
                .slip("piece == piece[::-1]", "piece[0] == piece[-1]")
                .check("empty_and_short", p -> Call.calls(call(""), call("a".repeat(p.number("least"))), call("ab")))
                .check(
                        "equal_characters",
                        p -> Call.calls(call("z".repeat(p.number("most"))), call("z".repeat(p.number("most") + 3))))
                .check("words", call("racecar"), call("banana"), call("Level"))
                .check("first_and_last_only", call("abcdefgxha"), call("abcddcbaabcddcba"), call("xyzzyxabcabccba"))
                .example(call("noon"))
                .example(call("abacus"))
                .trivial(call(""))
                .answer((p, c) -> {
                    String text = c.text(0);
                    long count = 0;
                    for (int middle = 0; middle < 2 * text.length(); middle++) {
                        int left = middle / 2;
                        int right = left + middle % 2;
                        while (left >= 0 && right < text.length() && text.charAt(left) == text.charAt(right)) {
                            int length = right - left + 1;
                            count += length >= p.number("least") && length <= p.number("most") ? 1 : 0;
                            left--;
                            right++;
                        }
                    }
                    return count;
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
                            long long size = letters.size();
                            long long count = 0;
                            for (long long start = 0; start < size; start++) {
                                for (long long end = start + $least; end <= min(size, start + $most); end++) {
                                    long long low = start;
                                    long long high = end - 1;
                                    while (low < high && letters[low] == letters[high]) {
                                        low++;
                                        high--;
                                    }
                                    if (low >= high) {
                                        count++;
                                    }
                                }
                            }
                            return count;
                        }
                        """)
                .cppSlip("end = start + $least;", "end = start + $least + 1;")
                .cppSlip("start + $most)", "start + $most - 1)")
                .cppSlip("while (low < high &&", "if (low < high &&");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            letters = random.choice(['a', 'ab', 'abB', 'abcd'])
                            text = ''.join(random.choice(letters) for _ in range(random.choice([0, $least - 1, $least, $most, $most + 2, random.randint(0, 20)])))
                            if random.random() < 0.4:
                                text += text[::-1][random.randint(0, 1):]
                            return [text[:40]]
                        """).validator("""
                        def valid(text):
                            return isinstance(text, str)
                        """);
    }
}
