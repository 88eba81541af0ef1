package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Reads a matrix in a spiral. */
@Singleton
final class Spiral implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("spiral")
                .entry("spiral_sample", "walk_inwards", "read_spiral")
                .takes("matrix: list[list[int]]")
                .gives("list[int]")
                .numbers("step", 2, 9)
                .numbers("skip", 1, 8)
                .wording("""
                        Write a Python function `$signature` that reads a rectangular `matrix` in a spiral: the first row from left to right, then down the last column, the last row from right to left, up the first column, and so on inwards. Of the elements in this order it leaves out the first $skip and then returns every one whose place is a multiple of $step, counting from 0: the first one that remains, the one $step places later, and so on.
                        An empty matrix, or one with no more than $skip elements, gives an empty list. The matrix is not changed.
                        """)
                .wording("""
                        A robot mows a lawn of square fields, given as rows in `matrix`, clockwise from the upper left corner along the border and then inwards in a spiral until all fields are done. It takes a sample at the field after the first $skip ones, and from there at every further field that is $step moves after the last sample. Implement `$signature`, which returns the numbers of the sampled fields in order; a lawn without fields, or with too few of them for a sample, gives the empty list, and `matrix` stays as it is.
                        """)
                .solution("""
                        def $signature:
                            rows = [list(row) for row in matrix]
                            order = []
                            while rows:
                                order.extend(rows.pop(0))
                                rows = [list(column) for column in zip(*rows)][::-1]
                            return order[$skip::$step]
                        """)
                .slip("[::-1]", "")
                .slip("order[$skip::$step]", "order[$skip - 1::$step]")
                .slip("order[$skip::$step]", "order[$skip:]")
                .check("empty_and_small", call(List.of()), call(grid(1, 1)), call(grid(3, 4)))
                .check("one_row_or_column", call(grid(1, 30)), call(grid(30, 1)))
                .check("square", call(grid(5, 5)), call(grid(6, 6)))
                .check("rectangles", call(grid(4, 7)), call(grid(8, 3)))
                .example(call(List.of(List.of(1, 2, 3), List.of(4, 5, 6), List.of(7, 8, 9), List.of(10, 11, 12))))
                .example(call(List.of(List.of(5, 6), List.of(7, 8))))
                .trivial(call(List.of()))
                .answer((p, c) -> spiral(c.rows(0), p.number("skip"), p.number("step")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            vector<long long> order;
                            long long top = 0;
                            long long left = 0;
                            long long bottom = (long long) matrix.size() - 1;
                            long long right = matrix.empty() ? -1 : (long long) matrix[0].size() - 1;
                            while (top <= bottom && left <= right) {
                                for (long long column = left; column <= right; column++) {
                                    order.push_back(matrix[top][column]);
                                }
                                top++;
                                for (long long row = top; row <= bottom; row++) {
                                    order.push_back(matrix[row][right]);
                                }
                                right--;
                                if (top <= bottom) {
                                    for (long long column = right; column >= left; column--) {
                                        order.push_back(matrix[bottom][column]);
                                    }
                                    bottom--;
                                }
                                if (left <= right) {
                                    for (long long row = bottom; row >= top; row--) {
                                        order.push_back(matrix[row][left]);
                                    }
                                    left++;
                                }
                            }
                            vector<long long> samples;
                            for (size_t place = $skip; place < order.size(); place += $step) {
                                samples.push_back(order[place]);
                            }
                            return samples;
                        }
                        """)
                .cppSlip("if (top <= bottom)", "if (bottom >= 0)")
                .cppSlip("place = $skip;", "place = $skip - 1;")
                .cppSlip("place += $step", "place++");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            height = random.choice([0, 1, random.randint(2, 6), random.randint(3, 6)])
                            width = random.choice([1, random.randint(2, 7), random.randint(3, 7)])
                            return [[[random.randint(-99, 99) for _ in range(width)] for _ in range(height)]]
                        """).validator("""
                        def valid(matrix):
                            return isinstance(matrix, list) and all(
                                isinstance(row, list) and len(row) == len(matrix[0]) and all(type(value) is int for value in row) for row in matrix)
                        """);
    }

    private static List<List<Integer>> grid(int rows, int columns) {
        List<List<Integer>> grid = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int first = row * columns;
            grid.add(java.util.stream.IntStream.range(0, columns)
                    .map(column -> first + column + 1)
                    .boxed()
                    .toList());
        }
        return grid;
    }

    private static List<Long> spiral(List<List<Long>> matrix, int skip, int step) {
        int[][] moves = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};
        Set<List<Integer>> seen = new HashSet<>();
        List<Long> result = new ArrayList<>();
        int row = 0;
        int column = 0;
        int turn = 0;
        int size = matrix.isEmpty() ? 0 : matrix.size() * matrix.getFirst().size();
        for (int at = 0; at < size; at++) {
            seen.add(List.of(row, column));
            if (at >= skip && (at - skip) % step == 0) {
                result.add(matrix.get(row).get(column));
            }
            int nextRow = row + moves[turn][0];
            int nextColumn = column + moves[turn][1];
            if (nextRow < 0
                    || nextRow >= matrix.size()
                    || nextColumn < 0
                    || nextColumn >= matrix.getFirst().size()
                    || seen.contains(List.of(nextRow, nextColumn))) {
                turn = (turn + 1) % moves.length;
            }
            row += moves[turn][0];
            column += moves[turn][1];
        }
        return result;
    }
}
