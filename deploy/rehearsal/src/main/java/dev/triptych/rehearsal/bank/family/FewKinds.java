package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;
import java.util.stream.*;

/** The longest stretch with few kinds of characters. */
@Singleton
final class FewKinds implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("few-kinds")
                .entry("longest_stretch", "few_kinds", "widest_window")
                .takes("text: str")
                .gives("int")
                .numbers("kinds", 1, 6)
                .numbers("times", 2, 7)
                .wording("""
                        Write a Python function `$signature` that returns the length of the longest stretch of consecutive characters of `text` in which at most $kinds different characters occur and no character occurs more than $times times. Upper and lower case are different. For an empty text it returns 0.
                        """)
                .wording("""
                        A bead string is given as `text`, one character per bead. Implement `$signature`: find the longest piece without gaps that has beads of no more than $kinds kinds and of every kind no more than $times beads, and return how many beads it has; an empty string has the longest piece 0. Letters that differ in case are beads of different kinds.
                        """)
                .solution("""
                        def $signature:
                            counts = {}
                            best = 0
                            left = 0
                            for right, character in enumerate(text):
                                counts[character] = counts.get(character, 0) + 1
                                while len(counts) > $kinds or counts[character] > $times:
                                    first = text[left]
                                    left += 1
                                    counts[first] -= 1
                                    if counts[first] == 0:
                                        del counts[first]
                                best = max(best, right - left + 1)
                            return best
                        """)
                .slip("len(counts) > $kinds or counts[character] > $times", "len(counts) > $kinds")
                .slip("len(counts) > $kinds or counts[character] > $times", "counts[character] > $times")
                .slip("right - left + 1", "right - left")
                .slip(
                        "            if counts[first] == 0:\n                del counts[first]\n",
                        "            if counts[first] == 0 and left % 2:\n                del counts[first]\n")
                .slip("counts[character] > $times", "counts[character] >= $times")
                .check("short", call(""), call("a"), call("aA"))
                .check("one_kind", call("bbbbbbbbbbbbbb"), call("ccccccccccccccccccccd"))
                .check(
                        "many_kinds",
                        call("abcdefghijklmnop"),
                        call("abcabcabcabcabcabcabcabc"),
                        call("abcdeabcdeabcdefghabcde"))
                .check("blocks", call("aabbccddeeffgghh"), call("aaabbbcccdddeeefff"), call("aaaaaaabbbbbbbccccccc"))
                .check(
                        "mixed",
                        call("mississippi river banks"),
                        call("AbracadabraABRACADABRA"),
                        call("xyxyxyzzxyxyxywwxyxyxyxyxyxyxyxyxyx"),
                        call("abacabadabacabaeabacabadabacabafabacaba"))
                .example(call("hello"))
                .example(call("aabbaacc"))
                .trivial(call(""))
                .answer((p, c) -> longest(c.text(0), p.number("kinds"), p.number("times")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            map<char, long long> counts;
                            long long best = 0;
                            long long left = 0;
                            for (long long right = 0; right < (long long) text.size(); right++) {
                                char character = text[right];
                                counts[character]++;
                                while (counts.size() > $kinds || counts[character] > $times) {
                                    char first = text[left];
                                    left++;
                                    if (--counts[first] == 0) {
                                        counts.erase(first);
                                    }
                                }
                                best = max(best, right - left + 1);
                            }
                            return best;
                        }
                        """)
                .cppSlip(" || counts[character] > $times", "")
                .cppSlip("counts.size() > $kinds || ", "")
                .cppSlip("right - left + 1", "right - left")
                .cppSlip("counts[character] > $times", "counts[character] >= $times");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            alphabet = random.choice(['a', 'ab', 'abcA', 'abcdefgh'])
                            text = ''
                            while len(text) < random.randint(0, 36):
                                text += random.choice(alphabet) * random.choice([1, 1, $times, $times + 1])
                            return [text]
                        """).validator("""
                        def valid(text):
                            return type(text) is str
                        """);
    }

    /** By trying all stretches. */
    private static long longest(String text, int kinds, int times) {
        int longest = 0;
        for (int from = 0; from < text.length(); from++) {
            for (int to = from + 1; to <= text.length(); to++) {
                Map<Integer, Long> counts = text.substring(from, to)
                        .chars()
                        .boxed()
                        .collect(Collectors.groupingBy(c -> c, Collectors.counting()));
                if (counts.size() <= kinds && counts.values().stream().allMatch(count -> count <= times)) {
                    longest = Math.max(longest, to - from);
                }
            }
        }
        return longest;
    }
}
