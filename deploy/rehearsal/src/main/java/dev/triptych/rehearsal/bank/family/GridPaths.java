package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Counts the ways through a grid with walls. */
@Singleton
final class GridPaths implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("grid-paths")
                .entry("count_paths", "ways_through", "routes_on_grid")
                .takes("grid: list[list[int]]")
                .gives("int")
                .numbers("wall", 3, 9)
                .oneOf("modulus", 97, 101, 103, 107, 109, 113)
                .wording("""
                        A robot stands on the upper left field of `grid` and wants to reach the lower right one, by steps to the right and down only. It may not enter fields whose height is $wall or more; this includes the first and the last field. Write a Python function `$signature` that counts the different ways and returns their number modulo $modulus. For a grid without fields the result is 0.
                        """)
                .wording("""
                        Water seeps through a block of stone, given by `grid` as rows of hardness values; it enters at the first value of the first row, leaves at the last value of the last row, and moves only to the next value of a row or to the same column of the next row. Values of at least $wall let no water in, also at entrance and exit. Implement `$signature`, which returns the number of paths of the water modulo $modulus, and 0 for an empty block.
                        """)
                .solution("""
                        def $signature:
                            if not grid or not grid[0]:
                                return 0
                            ways = [0] * len(grid[0])
                            ways[0] = 1
                            for line in grid:
                                for column, height in enumerate(line):
                                    if height >= $wall:
                                        ways[column] = 0
                                    elif column > 0:
                                        ways[column] = (ways[column] + ways[column - 1]) % $modulus
                            return ways[-1]
                        """)
                .slip("height >= $wall", "height > $wall")
                .slip(
                        "(ways[column] + ways[column - 1]) % $modulus",
                        "(ways[column] + ways[column - 1] + (ways[column - 2] if column > 1 else 0)) % $modulus")
                .slip("(ways[column] + ways[column - 1]) % $modulus", "ways[column] + ways[column - 1]")
                .slip("ways[column] = 0\n", "pass\n")
                .check("empty", call(List.of()), call(List.of(List.of(0))), call(List.of(List.of())))
                .check(
                        "open_field",
                        call(Collections.nCopies(2, Collections.nCopies(3, 1))),
                        call(Collections.nCopies(9, Collections.nCopies(9, 0))),
                        call(Collections.nCopies(7, Collections.nCopies(8, 2))))
                .check(
                        "walls",
                        p -> calls(
                                call(map(p, "...", ".#.", "...")),
                                call(map(p, "..#.", "....", "#...", "...#", "...."))))
                .check(
                        "height_of_the_wall",
                        p -> calls(
                                call(List.of(List.of(0, p.number("wall")), List.of(0, 0))),
                                call(List.of(List.of(0, p.number("wall") - 1), List.of(p.number("wall") + 5, 0)))))
                .check(
                        "closed",
                        p -> calls(
                                call(map(p, "#..", "...")),
                                call(map(p, "...", "..#")),
                                call(map(p, ".#.", "#..")),
                                call(map(p, "..", "..", ".."))))
                .example(call(List.of(List.of(0, 0), List.of(0, 0))))
                .example(call(List.of(List.of(1, 1, 1))))
                .trivial(call(List.of()))
                .answer((p, c) -> ways(c.rows(0), 0, 0, p.number("wall")) % p.number("modulus"));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            if (grid.empty() || grid[0].empty()) {
                                return 0;
                            }
                            vector<long long> ways(grid[0].size());
                            ways[0] = 1;
                            for (const vector<long long>& line : grid) {
                                for (size_t column = 0; column < line.size(); column++) {
                                    if (line[column] >= $wall) {
                                        ways[column] = 0;
                                    } else if (column > 0) {
                                        ways[column] = (ways[column] + ways[column - 1]) % $modulus;
                                    }
                                }
                            }
                            return ways.back();
                        }
                        """)
                .cppSlip("line[column] >= $wall", "line[column] > $wall")
                .cppSlip("(ways[column] + ways[column - 1]) % $modulus", "ways[column] + ways[column - 1]")
                .cppSlip("ways[column] = 0;", "continue;");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            rows, columns = random.choice([(0, 0), (1, 5), (5, 1), (3, 3), (7, 7), (6, 7), (random.randint(1, 7), random.randint(1, 7))])
                            walls = random.choice([0, 0.05, 0.3])
                            return [[[$wall + random.randint(0, 2) if random.random() < walls else random.randint(0, $wall - 1)
                                      for _ in range(columns)] for _ in range(rows)]]
                        """).validator("""
                        def valid(grid):
                            if type(grid) is not list or not all(type(line) is list and len(line) == len(grid[0]) for line in grid):
                                return False
                            return all(type(height) is int for line in grid for height in line)
                        """);
    }

    private static List<List<Integer>> map(Values p, String... rows) {
        return Arrays.stream(rows)
                .map(row -> row.chars()
                        .mapToObj(field -> field == '#' ? p.number("wall") : p.number("wall") - 2)
                        .toList())
                .toList();
    }

    /** By trying all ways. */
    private static long ways(List<List<Long>> grid, int row, int column, long wall) {
        if (row >= grid.size()
                || column >= grid.get(row).size()
                || grid.get(row).get(column) >= wall) {
            return 0;
        }
        if (row == grid.size() - 1 && column == grid.get(row).size() - 1) {
            return 1;
        }
        return ways(grid, row + 1, column, wall) + ways(grid, row, column + 1, wall);
    }
}
