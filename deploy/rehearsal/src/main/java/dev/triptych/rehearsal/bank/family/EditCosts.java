package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** The cheapest way from one word to another. */
@Singleton
final class EditCosts implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("edit-costs")
                .entry("edit_cost", "cheapest_change", "transform_cost")
                .takes("source: str, target: str")
                .gives("int")
                .numbers("gap", 5, 9)
                .numbers("change", 1, 8)
                .wording("""
                        A word is turned into another one by three kinds of steps: inserting a character or deleting one costs $gap, and replacing a character by a different one costs $change; characters that stay cost nothing. Write a Python function `$signature` that returns the least total cost of turning `source` into `target`. Only the case of letters being different counts as no difference at all.
                        """)
                .wording("""
                        Implement `$signature`, the price of correcting a text. From `source` one gets to `target` by adding or removing single characters for $gap each and by exchanging single characters for $change each. Upper and lower case letters are treated as equal, so that nothing is to be paid between them. Return the lowest price; for equal texts that is 0.
                        """)
                .solution("""
                        def $signature:
                            source = source.lower()
                            target = target.lower()
                            if not source:
                                return len(target) * $gap
                            costs = [column * $gap for column in range(len(target) + 1)]
                            for row, character in enumerate(source):
                                above = costs
                                costs = [(row + 1) * $gap]
                                for column, other in enumerate(target):
                                    kept = above[column]
                                    if character != other:
                                        kept += $change
                                    costs.append(min(kept, above[column + 1] + $gap, costs[column] + $gap))
                            return costs[-1]
                        """)
                .slip("    source = source.lower()\n", "")
                .slip("kept += $change", "kept += $change + 1")
                .slip(
                        "min(kept, above[column + 1] + $gap, costs[column] + $gap)",
                        "min(kept, above[column + 1] + $gap)")
                .slip("min(kept, above[column + 1] + $gap, costs[column] + $gap)", "min(kept, costs[column] + $gap)")
                .slip("kept = above[column]", "kept = above[column] + 2 * (column == row)")
                .check("empty", call("", ""), call("", "abc"), call("abcd", ""))
                .check("case", call("Hello", "hELLO"), call("HELLO", "hello"), call("WORLD", "wOrlx"))
                .check(
                        "replaced",
                        call("a", "b"),
                        call("cat", "car"),
                        call("kitten", "kissen"),
                        call("abcdef", "uvwxyz"))
                .check(
                        "lengths",
                        call("ab", "xaby"),
                        call("xaby", "ab"),
                        call("abc", "abcdefg"),
                        call("short", "a much longer text"),
                        call("another long text", "on"))
                .check(
                        "mixed",
                        call("intention", "execution"),
                        call("Saturday", "Sunday"),
                        call("abcde", "bcdea"),
                        call("gumbo", "gambol"))
                .example(call("abc", "abd"))
                .example(call("book", "back"))
                .trivial(call("", ""))
                .answer((p, c) -> cost(
                        c.text(0).toLowerCase(Locale.ROOT),
                        c.text(1).toLowerCase(Locale.ROOT),
                        p.number("gap"),
                        p.number("change")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            for (string* text : {&source, &target}) {
                                for (char& letter : *text) {
                                    letter = tolower(letter);
                                }
                            }
                            vector<long long> costs(target.size() + 1);
                            for (size_t column = 0; column < costs.size(); column++) {
                                costs[column] = column * $gap;
                            }
                            for (size_t row = 0; row < source.size(); row++) {
                                vector<long long> above = costs;
                                costs[0] = (row + 1) * $gap;
                                for (size_t column = 0; column < target.size(); column++) {
                                    long long kept = above[column];
                                    if (source[row] != target[column]) {
                                        kept += $change;
                                    }
                                    costs[column + 1] = min({kept, above[column + 1] + $gap, costs[column] + $gap});
                                }
                            }
                            return costs.back();
                        }
                        """)
                .cppSlip("{&source, &target}", "{&target}")
                .cppSlip("kept += $change", "kept += $change + 1")
                .cppSlip(
                        "min({kept, above[column + 1] + $gap, costs[column] + $gap})",
                        "min(kept, above[column + 1] + $gap)")
                .cppSlip(
                        "min({kept, above[column + 1] + $gap, costs[column] + $gap})",
                        "min(kept, costs[column] + $gap)");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            alphabet = random.choice(['ab', 'abcAB', 'kitenslg'])
                            source = ''.join(random.choice(alphabet) for _ in range(random.randint(0, 12)))
                            if random.random() < 0.3:
                                return [source, ''.join(random.choice(alphabet) for _ in range(random.randint(0, 12)))]
                            target = list(source)
                            for _ in range(random.randint(0, 4)):
                                at = random.randint(0, len(target))
                                target[at:at + random.randint(0, 1)] = random.choice(['', 'x', random.choice(alphabet)])
                            target = ''.join(target)
                            return [source, target.swapcase() if random.random() < 0.2 else target]
                        """).validator("""
                        def valid(source, target):
                            return type(source) is str and type(target) is str
                        """);
    }

    /** From the longest common subsequences outwards: cell by cell from the end. */
    private static long cost(String source, String target, long gap, long change) {
        long[][] costs = new long[source.length() + 1][target.length() + 1];
        for (int row = source.length(); row >= 0; row--) {
            for (int column = target.length(); column >= 0; column--) {
                if (row == source.length() || column == target.length()) {
                    costs[row][column] = gap * (source.length() - row + target.length() - column);
                    continue;
                }
                long kept = costs[row + 1][column + 1] + (source.charAt(row) == target.charAt(column) ? 0 : change);
                costs[row][column] = Math.min(kept, gap + Math.min(costs[row + 1][column], costs[row][column + 1]));
            }
        }
        return costs[0][0];
    }
}
