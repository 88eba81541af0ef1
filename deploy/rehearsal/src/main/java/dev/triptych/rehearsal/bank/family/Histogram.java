package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Counts values by buckets. */
@Singleton
final class Histogram implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("histogram")
                .entry("histogram", "bucket_counts", "tally_buckets")
                .takes("values: list[int]")
                .gives("dict[int, int]")
                .numbers("width", 3, 15)
                .numbers("origin", 1, 8)
                .wording("""
                        Write a Python function `$signature` that sorts `values` into buckets that are $width wide; one of them begins at $origin, the others follow it without gaps in both directions, and a bucket contains its beginning but not its end. The result maps the beginning of each bucket that holds at least one value to the number of values in it. No values give an empty dictionary.
                        """)
                .wording("""
                        Implement `$signature` for a chart: the axis is divided at $origin and at every distance from it that is a multiple of $width, to the left (negative numbers too) and to the right. Each of `values` is counted in the interval that it lies in, a value exactly on a border in the interval to the right of the border. Return a dictionary from the left border to the count, for intervals with a count of at least 1; it is empty when there are no values.
                        """)
                .solution("""
                        def $signature:
                            counts = {}
                            for value in values:
                                start = (value - $origin) // $width * $width + $origin
                                counts[start] = counts.get(start, 0) + 1
                            return counts
                        """)
                .slip("(value - $origin) // $width * $width + $origin", "value // $width * $width + $origin")
                .slip("(value - $origin) // $width", "int((value - $origin) / $width)")
                .slip("counts.get(start, 0) + 1", "counts.get(start, 1)")
                .check("empty_and_single", call(List.of()), call(List.of(0)))
                .check(
                        "borders",
                        p -> calls(call(List.of(
                                p.number("origin"),
                                p.number("origin") - 1,
                                p.number("origin") + p.number("width"),
                                p.number("origin") + p.number("width") - 1))))
                .check(
                        "left_of_the_origin",
                        p -> calls(
                                call(List.of(p.number("origin") - 1, -p.number("width"), -20, -21)),
                                call(List.of(-1, -2, -3, -100))))
                .check(
                        "many",
                        call(java.util.stream.IntStream.range(0, 40).boxed().toList()),
                        call(java.util.stream.IntStream.range(-30, 30)
                                .map(at -> at * at)
                                .boxed()
                                .toList()))
                .example(call(List.of(4, 5, 17)))
                .example(call(List.of(30, 31, 30)))
                .trivial(call(List.of()))
                .answer((p, c) -> {
                    Map<Long, Long> counts = new TreeMap<>();
                    for (long value : c.numbers(0)) {
                        counts.merge(
                                value - Math.floorMod(value - p.number("origin"), (long) p.number("width")),
                                1L,
                                Long::sum);
                    }
                    return counts;
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            map<long long, long long> counts;
                            for (long long value : values) {
                                long long bucket = (value - $origin) / $width;
                                if ((value - $origin) % $width < 0) {
                                    bucket--;
                                }
                                counts[bucket * $width + $origin]++;
                            }
                            return counts;
                        }
                        """)
                .cppSlip("bucket * $width + $origin", "bucket * $width")
                .cppSlip("(value - $origin) % $width < 0", "bucket < 0");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            most = random.choice([$width, 3 * $width, 100])
                            values = [random.randint(-most, most) for _ in range(random.randint(0, 25))]
                            if random.random() < 0.5:
                                border = $origin + $width * random.randint(-3, 3)
                                values += [border - 1, border, border + 1]
                            return [values]
                        """).validator("""
                        def valid(values):
                            return type(values) is list and all(type(value) is int for value in values)
                        """);
    }
}
