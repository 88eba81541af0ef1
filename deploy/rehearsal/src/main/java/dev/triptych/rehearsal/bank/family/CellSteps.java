package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** A step of a cellular automaton. */
@Singleton
final class CellSteps implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("cell-steps")
                .entry("next_generation", "grow_colony", "cell_step")
                .takes("cells: list[list[int]]")
                .gives("list[list[int]]")
                .numbers("born", 2, 5)
                .numbers("low", 1, 3)
                .numbers("high", 3, 5)
                .wording("""
                        `cells` is a rectangular field of dead (0) and living (1) cells. The neighbours of a cell are the up to eight cells that touch it by a side or a corner; outside of the field everything is dead. In the next generation a dead cell lives if exactly $born of its neighbours live, and a living cell goes on living if at least $low and at most $high of its neighbours live; all others are dead. Write a Python function `$signature` that returns the next generation as a new field and does not change the given one. An empty field stays empty.
                        """)
                .wording("""
                        Bacteria live on a plate, given by `cells` as rows of ones (occupied) and zeros (free). Each place has at most eight neighbouring places, also diagonally, and nothing lives beyond the edge. A day later a free place with exactly $born occupied neighbours becomes occupied; an occupied place stays so with $low to $high occupied neighbours, both included, and becomes free otherwise. Implement `$signature`, which returns the plate of the next day and leaves the argument as it is; a plate without places has none the next day.
                        """)
                .solution("""
                        def $signature:
                            if not cells:
                                return []
                            result = []
                            for row in range(len(cells)):
                                line = []
                                for column in range(len(cells[row])):
                                    around = 0
                                    for other in range(max(0, row - 1), min(len(cells), row + 2)):
                                        around += sum(cells[other][max(0, column - 1):column + 2])
                                    around -= cells[row][column]
                                    if cells[row][column]:
                                        line.append(1 if $low <= around <= $high else 0)
                                    else:
                                        line.append(1 if around == $born else 0)
                                result.append(line)
                            return result
                        """)
                .slip("            around -= cells[row][column]\n", "")
                .slip("around == $born", "around >= $born")
                .slip("$low <= around <= $high", "$low <= around < $high")
                .slip("$low <= around <= $high", "$low < around <= $high")
                .slip("max(0, row - 1), ", "row, ")
                .check("small", call(List.of()), call(map("#")), call(map("##", "##")))
                .check(
                        "lines",
                        call(map(".....", "..#..", "..#..", "..#..", ".....")),
                        call(map("#####", ".....", "#####")))
                .check(
                        "crowded",
                        call(map("#####", "#####", "#####", "#####")),
                        call(map("###", "#.#", "###")),
                        call(map("####", "##.#", "####")))
                .check(
                        "counts",
                        call(map("#....", "..##.", "#.###", "##.##", "###..")),
                        call(map("##..#", "#.#.#", ".#.#.", "##.##")),
                        call(map("#.#.#.#", ".......", "#.#.#.#", "##...##", "#.###.#")))
                .check("thin", call(map("##.###.####.#####")), call(map("#", "#", ".", "#", "#", "#")))
                .example(call(map(".#", "#.")))
                .example(call(map("###", "...")))
                .trivial(call(List.of()))
                .answer((p, c) -> next(c.rows(0), p.number("born"), p.number("low"), p.number("high")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            vector<vector<long long>> result = cells;
                            long long rows = cells.size();
                            for (long long row = 0; row < rows; row++) {
                                long long columns = cells[row].size();
                                for (long long column = 0; column < columns; column++) {
                                    long long around = -cells[row][column];
                                    for (long long other = max(0LL, row - 1); other < min(rows, row + 2); other++) {
                                        for (long long place = max(0LL, column - 1); place < min(columns, column + 2); place++) {
                                            around += cells[other][place];
                                        }
                                    }
                                    if (cells[row][column] == 1) {
                                        result[row][column] = $low <= around && around <= $high ? 1 : 0;
                                    } else {
                                        result[row][column] = around == $born ? 1 : 0;
                                    }
                                }
                            }
                            return result;
                        }
                        """)
                .cppSlip("around = -cells[row][column]", "around = 0")
                .cppSlip("around == $born", "around >= $born")
                .cppSlip("around <= $high", "around < $high")
                .cppSlip("$low <= around", "$low < around");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            rows = random.randint(0, 6)
                            columns = random.randint(1, 6)
                            living = random.choice([0.3, 0.5, 0.8])
                            return [[[1 if random.random() < living else 0 for _ in range(columns)] for _ in range(rows)]]
                        """).validator("""
                        def valid(cells):
                            if type(cells) is not list or not all(type(line) is list and line for line in cells):
                                return False
                            if any(len(line) != len(cells[0]) for line in cells):
                                return False
                            return all(type(cell) is int and cell in (0, 1) for line in cells for cell in line)
                        """);
    }

    private static List<List<Integer>> map(String... rows) {
        return Arrays.stream(rows)
                .map(row -> row.chars().mapToObj(field -> field == '#' ? 1 : 0).toList())
                .toList();
    }

    private static List<Object> next(List<List<Long>> cells, int born, int low, int high) {
        List<Object> result = new ArrayList<>();
        for (int row = 0; row < cells.size(); row++) {
            List<Object> line = new ArrayList<>();
            for (int column = 0; column < cells.get(row).size(); column++) {
                int around = 0;
                for (int other = 0; other < cells.size(); other++) {
                    for (int place = 0; place < cells.get(other).size(); place++) {
                        boolean near = Math.max(Math.abs(other - row), Math.abs(place - column)) == 1;
                        around += near && cells.get(other).get(place) == 1 ? 1 : 0;
                    }
                }
                boolean lives = cells.get(row).get(column) == 1 ? around >= low && around <= high : around == born;
                line.add(lives ? 1 : 0);
            }
            result.add(line);
        }
        return result;
    }
}
