package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;
import java.util.stream.*;

/** Sums of the rings of a matrix. */
@Singleton
final class RingSums implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("ring-sums")
                .entry("ring_sums", "frame_totals", "onion_layers")
                .takes("rows: list[list[int]]")
                .gives("list[int]")
                .numbers("modulus", 20, 59)
                .wording("""
                        Take a rectangular matrix `rows` of whole numbers apart into rings: the first ring are the fields on its border, the next ring the border of what remains, and so on; a remaining single row or column is a ring as well. Write a Python function `$signature` that returns the sum of each ring, from the outermost to the innermost, as remainder of a division by $modulus (never negative). A matrix without fields has no rings, so the result is an empty list.
                        """)
                .wording("""
                        A garden is planted in rectangular frames, one inside the other. `rows` gives the yield of every field. Implement `$signature`: return a list with the total yield of each frame from outside to inside, every total reduced modulo $modulus to a value from 0 upwards. The innermost frame may be one row, one column or one field. For a garden without fields return an empty list.
                        """)
                .solution("""
                        def $signature:
                            if not rows or not rows[0]:
                                return []
                            height = len(rows)
                            width = len(rows[0])
                            sums = [0] * ((min(height, width) + 1) // 2)
                            for row, line in enumerate(rows):
                                for column, value in enumerate(line):
                                    ring = min(row, column, height - 1 - row, width - 1 - column)
                                    sums[ring] += value
                            return [total % $modulus for total in sums]
                        """)
                .slip("(min(height, width) + 1) // 2", "max(1, min(height, width) // 2)")
                .slip(
                        "min(row, column, height - 1 - row, width - 1 - column)",
                        "min(row, column, height - row, width - column)")
                .slip("total % $modulus", "total")
                .slip("min(row, column, height", "min(row, height")
                .check("nothing", call(List.of()), call(List.of(List.of(), List.of())), call(List.of(List.of(7))))
                .check("line", call(List.of(List.of(1, 2, 3, 4))), call(List.of(List.of(5), List.of(6), List.of(70))))
                .check("square", call(square(3, 9)), call(square(4, 31)), call(square(5, 17)))
                .check(
                        "oblong",
                        call(List.of(List.of(1, 2, 3, 4, 5), List.of(6, 7, 8, 9, 10), List.of(11, 12, 13, 14, 150))))
                .check("negative", call(List.of(List.of(-1, -2), List.of(-30, -400))), call(square(6, -7)))
                .example(call(List.of(List.of(1, 2), List.of(3, 4))))
                .example(call(List.of(List.of(9, 9, 9), List.of(9, 1, 9), List.of(9, 9, 9))))
                .trivial(call(List.of()))
                .answer((p, c) -> rings(c.rows(0), p.number("modulus")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            vector<long long> sums;
                            if (rows.empty() || rows[0].empty()) {
                                return sums;
                            }
                            long long height = rows.size();
                            long long width = rows[0].size();
                            sums.assign((min(height, width) + 1) / 2, 0);
                            for (long long row = 0; row < height; row++) {
                                for (long long column = 0; column < width; column++) {
                                    long long ring = min({row, column, height - 1 - row, width - 1 - column});
                                    sums[ring] += rows[row][column];
                                }
                            }
                            for (long long& sum : sums) {
                                sum %= $modulus;
                                if (sum < 0) {
                                    sum += $modulus;
                                }
                            }
                            return sums;
                        }
                        """)
                .cppSlip("sum += $modulus;", "sum = -sum;")
                .cppSlip("sums[ring] +=", "sums[ring] =")
                .cppSlip("sum %= $modulus;", "sum %= $modulus + 1;");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            height = random.randint(0, 6)
                            width = random.randint(1, 6)
                            if random.random() < 0.3:
                                width = 1
                            low = random.choice([0, -60])
                            return [[[random.randint(low, 60) for _ in range(width)] for _ in range(height)]]
                        """).validator("""
                        def valid(rows):
                            return isinstance(rows, list) and all(
                                isinstance(row, list) and len(row) == len(rows[0]) and all(type(value) is int for value in row) for row in rows)
                        """);
    }

    private static List<List<Integer>> square(int size, int factor) {
        return IntStream.range(0, size)
                .mapToObj(row -> IntStream.range(0, size)
                        .mapToObj(column -> factor * (row * size + column + 3))
                        .toList())
                .toList();
    }

    /** By peeling off one ring after the other. */
    private static List<Object> rings(List<List<Long>> rows, long modulus) {
        List<Object> sums = new ArrayList<>();
        int top = 0;
        int left = 0;
        int bottom = rows.size() - 1;
        int right = rows.isEmpty() ? -1 : rows.getFirst().size() - 1;
        while (top <= bottom && left <= right) {
            long sum = 0;
            for (int row = top; row <= bottom; row++) {
                for (int column = left; column <= right; column++) {
                    if (row == top || row == bottom || column == left || column == right) {
                        sum += rows.get(row).get(column);
                    }
                }
            }
            sums.add(Math.floorMod(sum, modulus));
            top++;
            left++;
            bottom--;
            right--;
        }
        return sums;
    }
}
