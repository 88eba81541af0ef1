package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Counts the characters of a text at every so many positions that are in a set. */
@Singleton
final class CountMembers implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("count-members")
                .entry("count_members", "members_at_steps", "tally_marks")
                .takes("text: str")
                .gives("int")
                .oneOf("set", "aeiou", "xyz", "bcd", "rstlne", "tuv", "aeiouy", "qwk", "mnop")
                .numbers("step", 2, 9)
                .wording("""
                        Write a Python function `$signature` that looks at the characters of `text` at the positions 0, $step, 2·$step and so on and counts those that are one of the characters in $set.
                        Case matters: an upper-case letter is not the same character as its lower-case letter. For an empty text the result is 0.
                        """)
                .wording("""
                        A scanner reads a tape but samples only each position whose index (from 0) is a multiple of $step. Implement `$signature`, which returns how many of the sampled characters of `text` belong to the character set $set.
                        The comparison is case-sensitive, characters are counted each time they occur, and an empty tape gives 0.
                        """)
                .solution("""
                        def $signature:
                            total = 0
                            for index, character in enumerate(text):
                                if index % $step == 0 and character in $set:
                                    total += 1
                            return total
                        """)
                .slip("character in $set", "character.lower() in $set")
                .slip("enumerate(text)", "enumerate(text, 1)")
                .slip("total = 0", "total = 1 if text == '' else 0")
                .check(
                        "empty_and_single",
                        p -> Call.calls(call(""), call(p.word("set").substring(0, 1)), call("#")))
                .check(
                        "every_member_once",
                        p -> Call.calls(call(p.word("set")), call(p.word("set").repeat(4))))
                .check(
                        "case_matters",
                        p -> Call.calls(
                                call(p.word("set").toUpperCase(Locale.ROOT) + "#"),
                                call(("Z" + p.word("set").substring(0, 1).toUpperCase(Locale.ROOT)).repeat(9)
                                        + p.word("set").substring(1).repeat(5))))
                .check(
                        "mixed_text",
                        p -> Call.calls(
                                call(("#" + p.word("set")).repeat(7)),
                                call(p.word("set").substring(0, 1).repeat(31))))
                .example(call("an extra example for 12 users"))
                .example(call("mixed pixels"))
                .trivial(call(""))
                .answer((p, c) -> {
                    long total = 0;
                    for (int at = 0; at < c.text(0).length(); at += p.number("step")) {
                        total += p.word("set").indexOf(c.text(0).charAt(at)) >= 0 ? 1 : 0;
                    }
                    return total;
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            string members = $set;
                            long long total = 0;
                            for (size_t at = 0; at < text.size(); at += $step) {
                                if (members.find(text[at]) != string::npos) {
                                    total++;
                                }
                            }
                            return total;
                        }
                        """)
                .cppSlip("members.find(text[at])", "members.find(tolower(text[at]))")
                .cppSlip("at = 0", "at = 1")
                .cppSlip("at += $step", "at += $step - 1");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            alphabet = random.choice([$set, $set + '# ', $set + $set.upper(), 'an example of 12 words'])
                            return [''.join(random.choice(alphabet) for _ in range(random.randint(0, 35)))]
                        """).validator("""
                        def valid(text):
                            return type(text) is str
                        """);
    }
}
