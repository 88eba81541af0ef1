package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Counts islands above a water level. */
@Singleton
final class Islands implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("islands")
                .entry("count_islands", "land_masses", "peaks_above")
                .takes("heights: list[list[int]]")
                .gives("int")
                .numbers("level", 2, 15)
                .numbers("least", 2, 4)
                .wording("""
                        The rows of `heights` give the height of the ground on a rectangular map. Fields with a height of at least $level are land, all others water. Land fields that touch by a side belong to one island; touching by a corner is not enough. Write a Python function `$signature` that counts the islands with at least $least fields. A map without fields gives 0.
                        """)
                .wording("""
                        A valley is flooded up to just below $level: what is $level or higher, by `heights` (a list of rows of equal length), stays dry. Dry fields are connected horizontally and vertically, not diagonally. Implement `$signature`, which returns how many connected dry areas have $least or more fields, and 0 for an empty map.
                        """)
                .solution("""
                        def $signature:
                            dry = set()
                            for row, line in enumerate(heights):
                                for column, height in enumerate(line):
                                    if height >= $level:
                                        dry.add((row, column))
                            islands = 0
                            while dry:
                                reached = [dry.pop()]
                                for row, column in reached:
                                    for field in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                                        if field in dry:
                                            dry.remove(field)
                                            reached.append(field)
                                if len(reached) >= $least:
                                    islands += 1
                            return islands
                        """)
                .slip("height >= $level", "height > $level")
                .slip("len(reached) >= $least", "len(reached) > $least")
                .slip(
                        "(row, column + 1)",
                        "(row, column + 1), (row + 1, column + 1), (row - 1, column + 1), (row + 1, column - 1), (row - 1, column - 1)")
                .check("no_fields", Islands::noFields)
                .check(
                        "level_is_land",
                        p -> calls(
                                call(map(p, "####.####", ".........", "####.####")),
                                call(List.of(
                                        Collections.nCopies(4, p.number("level") - 1),
                                        Collections.nCopies(4, p.number("level"))))))
                .check(
                        "least_size",
                        p -> calls(
                                call(map(p, "#".repeat(p.number("least")))),
                                call(map(p, "#".repeat(p.number("least") - 1))),
                                call(map(p, "##.###.####.#####"))))
                .check(
                        "corners_do_not_connect",
                        p -> calls(
                                call(map(p, "####....", "....####", "####....")),
                                call(map(p, "##......", "##......", "..##....", "..##...."))))
                .check(
                        "winding",
                        p -> calls(
                                call(map(p, "#####", "#...#", "#.#.#", "#.###", "#....")),
                                call(map(p, "#.#.#", "#.#.#", "#.#.#", "#.#.#"))))
                .example(p -> call(map(p, "#####", ".....", "#####")))
                .example(p -> call(List.of(List.of(0, 0), List.of(0, 0))))
                .trivial(call(List.of()))
                .answer((p, c) -> islands(c.rows(0), p.number("level"), p.number("least")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long islands = 0;
                            for (long long top = 0; top < (long long) heights.size(); top++) {
                                for (long long first = 0; first < (long long) heights[top].size(); first++) {
                                    vector<pair<long long, long long>> reached = {{top, first}};
                                    long long size = 0;
                                    while (!reached.empty()) {
                                        auto [row, column] = reached.back();
                                        reached.pop_back();
                                        bool inside = row >= 0 && row < (long long) heights.size() && column >= 0
                                                && column < (long long) heights[row].size();
                                        if (!inside || heights[row][column] < $level) {
                                            continue;
                                        }
                                        heights[row][column] = $level - 1;
                                        size++;
                                        for (auto [down, right] : vector<pair<int, int>>{{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
                                            reached.push_back({row + down, column + right});
                                        }
                                    }
                                    if (size >= $least) {
                                        islands++;
                                    }
                                }
                            }
                            return islands;
                        }
                        """)
                .cppSlip("heights[row][column] < $level", "heights[row][column] <= $level")
                .cppSlip("size >= $least", "size > $least")
                .cppSlip("{0, 1}}", "{0, 1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}}");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            rows, columns = random.randint(0, 7), random.randint(1, 7)
                            land = random.choice([0.3, 0.5, 0.7])
                            return [[[$level + random.randint(0, 2) if random.random() < land else random.randint(0, $level - 1)
                                      for _ in range(columns)] for _ in range(rows)]]
                        """).validator("""
                        def valid(heights):
                            if type(heights) is not list or not all(type(line) is list and len(line) == len(heights[0]) for line in heights):
                                return False
                            return all(type(height) is int for line in heights for height in line)
                        """);
    }

    private static List<List<Integer>> map(Values p, String... rows) {
        return Arrays.stream(rows)
                .map(row -> row.chars()
                        .mapToObj(field -> field == '#' ? p.number("level") : p.number("level") - 2)
                        .toList())
                .toList();
    }

    /** By spreading the smallest label of each area until nothing changes. */
    private static List<Call> noFields(Values p) {
        return calls(
                call(List.of()),
                call(List.of(List.of(0, 1))),
                call(List.of(Collections.nCopies(5, p.number("level")))));
    }

    private static long islands(List<List<Long>> heights, int level, int least) {
        Map<List<Integer>, Integer> labels = new HashMap<>();
        for (int row = 0; row < heights.size(); row++) {
            for (int column = 0; column < heights.get(row).size(); column++) {
                if (heights.get(row).get(column) >= level) {
                    labels.put(List.of(row, column), labels.size());
                }
            }
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (List<Integer> field : List.copyOf(labels.keySet())) {
                for (List<Integer> near : List.of(
                        List.of(field.get(0) + 1, field.get(1)),
                        List.of(field.get(0), field.get(1) + 1),
                        List.of(field.get(0) - 1, field.get(1)),
                        List.of(field.get(0), field.get(1) - 1))) {
                    if (labels.getOrDefault(near, Integer.MAX_VALUE) < labels.getOrDefault(field, 0)) {
                        labels.put(field, labels.getOrDefault(near, 0));
                        changed = true;
                    }
                }
            }
        }
        Map<Integer, Integer> sizes = new HashMap<>();
        labels.values().forEach(label -> sizes.merge(label, 1, Integer::sum));
        return sizes.values().stream().filter(size -> size >= least).count();
    }
}
