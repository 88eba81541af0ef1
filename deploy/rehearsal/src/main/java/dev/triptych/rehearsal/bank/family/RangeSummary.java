package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Writes ascending numbers as ranges. */
@Singleton
final class RangeSummary implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("range-summary")
                .entry("summarise", "page_ranges", "compact_list")
                .takes("numbers: list[int]")
                .gives("str")
                .numbers("least", 3, 7)
                .oneOf("between", "-", "..", "~", ":", "to", ">")
                .oneOf("after", ",", ";", " ", "|")
                .wording("""
                        Write a Python function `$signature` that writes the integers of `numbers`, which may be unordered and repeated, as a text: each number once, in ascending order. A maximal run of consecutive integers with at least $least members is written as its first and its last number with $between in between; all others are written singly. The parts are joined by $after. No numbers give an empty text.
                        """)
                .wording("""
                        An index lists pages in ascending order, every page once however often it occurs in `numbers`, entries divided by $after. Where $least or more pages follow one another without a gap, the whole stretch is one entry: first page, $between, last page. Shorter stretches are listed page by page. Implement `$signature`, which returns the index as one text, empty if there are no pages.
                        """)
                .solution("""
                        def $signature:
                            ordered = sorted(set(numbers))
                            parts = []
                            start = 0
                            while start < len(ordered):
                                end = start
                                while end + 1 < len(ordered) and ordered[end + 1] == ordered[end] + 1:
                                    end += 1
                                if end - start + 1 >= $least:
                                    parts.append(str(ordered[start]) + $between + str(ordered[end]))
                                else:
                                    parts.extend(str(number) for number in ordered[start:end + 1])
                                start = end + 1
                            return $after.join(parts)
                        """)
                .slip("end - start + 1 >= $least", "end - start >= $least")
                .slip("sorted(set(numbers))", "sorted(numbers)")
                .slip("sorted(set(numbers))", "list(dict.fromkeys(numbers))")
                .check("empty_and_single", call(List.of()), call(List.of(7)), call(List.of(4, 4, 4)))
                .check(
                        "least_run",
                        p -> calls(
                                call(run(1, p.number("least"))),
                                call(run(1, p.number("least") - 1)),
                                call(run(5, p.number("least") + 1))))
                .check(
                        "unordered",
                        call(List.of(9, 3, 5, 4, 8, 6, 7, 30, 2, 1)),
                        call(List.of(12, 11, 10, 9, 8, 7, 6, 5)))
                .check(
                        "negative_and_gaps",
                        call(List.of(-3, -2, -1, 0, 1, 2, 3, 10, 12, 13)),
                        call(List.of(1, 3, 5, 7, 8)))
                .example(call(List.of(1, 2, 3, 4, 5, 6, 7, 8, 20)))
                .example(call(List.of(15, 17)))
                .trivial(call(List.of()))
                .answer(RangeSummary::answer);
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            set<long long> ordered(numbers.begin(), numbers.end());
                            vector<string> parts;
                            while (!ordered.empty()) {
                                long long first = *ordered.begin();
                                long long last = first;
                                while (ordered.count(last + 1) > 0) {
                                    last++;
                                }
                                bool together = last - first + 1 >= $least;
                                if (together) {
                                    parts.push_back(to_string(first) + $between + to_string(last));
                                }
                                for (long long number = first; number <= last; number++) {
                                    ordered.erase(number);
                                    if (!together) {
                                        parts.push_back(to_string(number));
                                    }
                                }
                            }
                            string text;
                            for (size_t part = 0; part < parts.size(); part++) {
                                text += (part > 0 ? $after : "") + parts[part];
                            }
                            return text;
                        }
                        """)
                .cppSlip("last - first + 1 >= $least", "last - first >= $least")
                .cppSlip("part > 0", "part > 1")
                .cppSlip("to_string(last));", "to_string(last + 1));");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            numbers = []
                            at = random.randint(-30, 30)
                            while len(numbers) < 30 and random.random() < 0.85:
                                length = random.choice([1, 2, $least - 1, $least, $least + 1])
                                numbers.extend(range(at, at + length))
                                at += length + random.randint(1, 4)
                            numbers.extend(random.choice(numbers) for _ in range(random.randint(0, 4)) if numbers)
                            random.shuffle(numbers)
                            return [numbers]
                        """).validator("""
                        def valid(numbers):
                            return isinstance(numbers, list) and all(type(number) is int for number in numbers)
                        """);
    }

    private static Object answer(Values p, Call c) {
        List<String> parts = new ArrayList<>();
        TreeSet<Long> rest = new TreeSet<>(c.numbers(0));
        while (!rest.isEmpty()) {
            long first = rest.first();
            long last = first;
            while (rest.contains(last)) {
                rest.remove(last++);
            }
            boolean range = last - first >= p.number("least");
            for (long number = first; number < last && !range; number++) {
                parts.add(Long.toString(number));
            }
            if (range) {
                parts.add(first + p.word("between") + (last - 1));
            }
        }
        return String.join(p.word("after"), parts);
    }

    private static List<Integer> run(int first, int count) {
        return java.util.stream.IntStream.range(first, first + count).boxed().toList();
    }
}
