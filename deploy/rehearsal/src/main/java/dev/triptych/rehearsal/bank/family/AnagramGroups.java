package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Groups of words with the same letters. */
@Singleton
final class AnagramGroups implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("anagram-groups")
                .entry("anagram_groups", "group_by_letters", "letter_families")
                .takes("words: list[str]")
                .gives("list[list[str]]")
                .numbers("least", 2, 5)
                .numbers("length", 2, 6)
                .oneOf("joker", "-", "_", ".", "+", "~")
                .wording("""
                        Write a Python function `$signature` that groups `words` that are anagrams of each other: words with the same letters in the same numbers, where case matters and every $joker in a word is ignored. Words with fewer than $length characters left after this are dropped; repeated words count each time. Only groups of at least $least words are returned, each group with its words as they were given in ascending order, the groups ordered by their first words. If there is no such group, the result is an empty list.
                        """)
                .wording("""
                        Two words are related when one can be made from the other by changing the order of its characters, after all occurrences of $joker have been struck out of both (upper and lower case are different). Implement `$signature`: it returns the families of related words among `words` that have $least members or more, equal words being members each. A word that has fewer than $length characters when struck out belongs to no family. Words appear unchanged, sorted within the family; families are sorted too; without families the list is empty.
                        """)
                .solution("""
                        def $signature:
                            groups = {}
                            for word in words:
                                letters = ''.join(sorted(word.replace($joker, '')))
                                if len(letters) >= $length:
                                    groups.setdefault(letters, []).append(word)
                            result = []
                            for group in groups.values():
                                if len(group) >= $least:
                                    result.append(sorted(group))
                            return sorted(result)
                        """)
                .slip("len(group) >= $least", "len(group) > $least")
                .slip("word.replace($joker, '')", "word")
                .slip("len(letters) >= $length", "len(letters) > $length")
                .check(
                        "no_group",
                        call(List.of()),
                        call(List.of("abcdefg", "hijklmn")),
                        call(Collections.nCopies(6, "stressed")))
                .check(
                        "least_group",
                        p -> calls(
                                call(Collections.nCopies(p.number("least"), "melons")),
                                call(Collections.nCopies(p.number("least") - 1, "melons"))))
                .check(
                        "least_length",
                        p -> calls(
                                call(Collections.nCopies(6, "abcdefgh".substring(0, p.number("length")))),
                                call(Collections.nCopies(6, "abcdefgh".substring(0, p.number("length") - 1)))))
                .check(
                        "ignored_mark",
                        p -> calls(
                                call(marked(p)),
                                call(List.of(
                                        "listens", "silents", "enlists", "tinsels", "Listens", "inlets", "inlets"))))
                .check(
                        "several_groups",
                        call(List.of(
                                "vowelsx wolvesx xwolves vowxels xvowels trainers strainer terrains restrain retrains"
                                        .split(" "))))
                .example(call(List.of("listen", "silent", "enlist")))
                .example(call(List.of("ab", "ba")))
                .trivial(call(List.of()))
                .answer(AnagramGroups::answer);
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            map<string, vector<string>> groups;
                            for (const string& word : words) {
                                string letters;
                                for (char letter : word) {
                                    if (letter != $joker[0]) {
                                        letters += letter;
                                    }
                                }
                                sort(letters.begin(), letters.end());
                                if (letters.size() >= $length) {
                                    groups[letters].push_back(word);
                                }
                            }
                            vector<vector<string>> result;
                            for (auto& [letters, group] : groups) {
                                if (group.size() >= $least) {
                                    sort(group.begin(), group.end());
                                    result.push_back(group);
                                }
                            }
                            sort(result.begin(), result.end());
                            return result;
                        }
                        """)
                .cppSlip("group.size() >= $least", "group.size() > $least")
                .cppSlip("letter != $joker[0]", "letter != ' '")
                .cppSlip("letters.size() >= $length", "letters.size() > $length");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            alphabet = random.choice(['ab', 'abc', 'eilnst'])
                            words = []
                            for _ in range(random.randint(0, 6)):
                                letters = [random.choice(alphabet) for _ in range(random.randint(0, $length + 1))]
                                for _ in range(random.randint(1, $least + 1)):
                                    random.shuffle(letters)
                                    word = ''.join(letters)
                                    if random.random() < 0.3:
                                        at = random.randint(0, len(word))
                                        word = word[:at] + $joker + word[at:]
                                    if random.random() < 0.1:
                                        word = word.upper()
                                    words.append(word)
                            random.shuffle(words)
                            return [words]
                        """).validator("""
                        def valid(words):
                            return type(words) is list and all(type(word) is str for word in words)
                        """);
    }

    private static Object answer(Values p, Call c) {
        Map<String, List<String>> groups = new TreeMap<>();
        for (String word : c.texts(0)) {
            char[] letters = word.replace(p.word("joker"), "").toCharArray();
            Arrays.sort(letters);
            groups.computeIfAbsent(new String(letters), key -> new ArrayList<>())
                    .add(word);
        }
        groups.keySet().removeIf(letters -> letters.length() < p.number("length"));
        groups.values().removeIf(group -> group.size() < p.number("least"));
        groups.values().forEach(Collections::sort);
        return groups.values().stream()
                .sorted(Comparator.comparing(List::getFirst))
                .toList();
    }

    /** One group if the mark is ignored, else none. */
    private static List<String> marked(Values p) {
        List<String> words = new ArrayList<>();
        for (int count = 0; count < p.number("least"); count++) {
            words.add("garden" + p.word("joker").repeat(count));
        }
        return words;
    }
}
