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
        return Family.named("islands")
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
