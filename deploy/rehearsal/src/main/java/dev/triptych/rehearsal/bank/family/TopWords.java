package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** The most frequent words of some length. */
@Singleton
final class TopWords implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("top-words")
                .entry("top_words", "most_frequent", "leading_terms")
                .takes("text: str")
                .gives("list[str]")
                .numbers("top", 1, 6)
                .numbers("least", 1, 7)
                .wording("""
                        Write a Python function `$signature` that returns the most frequent words of `text`, at most $top of them. Words are what white space separates, turned into lower case; words of fewer than $least characters are ignored.
                        The most frequent word comes first; among equally frequent words the alphabetically smaller comes first. If nothing remains, the result is an empty list.
                        """)
                .wording("""
                        For a word cloud, implement `$signature`: split `text` at white space, compare words in lower case, drop each word shorter than $least characters, and return the $top most common words (all of them if there are fewer), by falling count and, for equal counts, in alphabetical order.
                        An empty text gives an empty list.
                        """)
                .solution("""
                        def $signature:
                            counts = {}
                            for word in text.lower().split():
                                if len(word) >= $least:
                                    counts[word] = counts.get(word, 0) + 1
                            ranked = sorted(counts, key=lambda word: (-counts[word], word))
                            return ranked[:$top]
                        """)
                .slip("len(word) >= $least", "len(word) > $least")
                .slip("(-counts[word], word)", "-counts[word]")
                .slip("text.lower()", "text")
                .check(
                        "empty",
                        p -> Call.calls(
                                call(""),
                                call("   "),
                                call("a".repeat(p.number("least")) + " " + "b".repeat(p.number("least") - 1))))
                .check(
                        "ties_are_alphabetical",
                        call("zebraaaa yankeeee xylophone"),
                        call("pearrrrr applesss pearrrrr applesss figggggg"))
                .check(
                        "case_is_folded",
                        call("Northern northern NORTHERN Southern easterly easterly"),
                        call("Zyxwvuts ABCDEFGH abcdefgh zyxwvuts zyxwvuts"))
                .check(
                        "lengths",
                        call("a bb ccc dddd eeeee ffffff ggggggg hhhhhhhh"),
                        call("a a a a bb bb bb ccc ccc dddd dddd eeeee ffffff ggggggg"))
                .check(
                        "many",
                        call(
                                "ninetynine eightyeight seventyseven sixtysix fiftyfive fortyfour thirtythree ninetynine sixtysix sixtysix"))
                .example(call("to be or not to be"))
                .example(call("one fish two fish"))
                .trivial(call(""))
                .answer((p, c) -> {
                    Map<String, Long> counts = new TreeMap<>();
                    for (String word :
                            c.text(0).toLowerCase(Locale.ROOT).strip().split("\\s+")) {
                        if (!word.isEmpty() && word.length() >= p.number("least")) {
                            counts.merge(word, 1L, Long::sum);
                        }
                    }
                    List<String> ranked = new ArrayList<>(counts.keySet());
                    ranked.sort(Comparator.comparing(word -> -counts.getOrDefault(word, 0L)));
                    return ranked.subList(0, Math.min(ranked.size(), p.number("top")));
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            for (char& letter : text) {
                                letter = tolower(letter);
                            }
                            map<string, long long> counts;
                            istringstream words(text);
                            string word;
                            while (words >> word) {
                                long long length = count_if(word.begin(), word.end(), [](char byte) {
                                    return (byte & 0xC0) != 0x80;
                                });
                                if (length >= $least) {
                                    counts[word]++;
                                }
                            }
                            vector<string> ranked;
                            for (const auto& [known, times] : counts) {
                                ranked.push_back(known);
                            }
                            stable_sort(ranked.begin(), ranked.end(), [&](const string& one, const string& other) {
                                return counts[one] > counts[other];
                            });
                            if ((long long) ranked.size() > $top) {
                                ranked.resize($top);
                            }
                            return ranked;
                        }
                        """)
                .cppSlip("length >= $least", "length > $least")
                .cppSlip("letter = tolower(letter);", "letter = letter == '_' ? ' ' : letter;")
                .cppSlip("counts[one] > counts[other]", "counts[one] < counts[other]");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            known = [random.choice('abcXYZ') * random.choice([1, $least - 1, $least, $least + 1]) for _ in range(5)]
                            words = [random.choice([str.lower, str.upper, str.title])(random.choice(known)) for _ in range(random.randint(0, 20))]
                            return [random.choice([' ', ' ', '  ']).join(words)]
                        """).validator("""
                        def valid(text):
                            return isinstance(text, str)
                        """);
    }
}
