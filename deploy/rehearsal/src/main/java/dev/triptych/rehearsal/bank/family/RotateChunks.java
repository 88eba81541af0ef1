package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Rotates each chunk of a list. */
@Singleton
final class RotateChunks implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("rotate-chunks")
                .entry("rotate_chunks", "turn_blocks", "shift_groups")
                .takes("values: list[int]")
                .gives("list[int]")
                .oneOf("size", 7, 9, 11, 13, 15, 17, 19, 23)
                .numbers("turn", 1, 6)
                .wording("""
                        Write a Python function `$signature` that cuts `values` into consecutive chunks of $size elements (the last one may be shorter), rotates each chunk by $turn to the left, and returns all of them joined again into a new list.
                        A rotation moves each element by that many places within its chunk; those that fall off the front come in again at the end. The input is not changed; an empty list gives an empty list.
                        """)
                .wording("""
                        Seats are arranged in blocks of $size, filled from `values` in order, so that only the last block may be smaller. In each block everybody moves $turn seats towards the front, cyclically within the block.
                        Implement `$signature`, which returns the new order of all seats as a new list (the empty list for no seats) and leaves its argument as it is.
                        """)
                .solution("""
                        def $signature:
                            result = []
                            for start in range(0, len(values), $size):
                                chunk = values[start:start + $size]
                                turn = $turn % len(chunk)
                                result.extend(chunk[turn:] + chunk[:turn])
                            return result
                        """)
                .slip("$turn % len(chunk)", "min($turn, len(chunk) - 1) + 1")
                .slip("chunk[turn:] + chunk[:turn]", "chunk[len(chunk) - turn:] + chunk[:len(chunk) - turn]")
                .slip("range(0, len(values), $size)", "range(0, len(values) - len(values) % $size, $size)")
                .check("empty_and_single", call(List.of()), call(List.of(5)))
                .check("one_full_chunk", p -> Call.calls(call(upTo(p.number("size")))))
                .check(
                        "short_last_chunk",
                        p -> Call.calls(call(upTo(p.number("size") + 1)), call(upTo(2 * p.number("size") + 2))))
                .check("many_chunks", call(upTo(37)), call(upTo(60)))
                .example(call(List.of(4, 8, 15, 16, 23, 42)))
                .example(call(List.of(9, 7)))
                .trivial(call(List.of()))
                .answer((p, c) -> {
                    List<Long> result = new ArrayList<>();
                    for (int start = 0; start < c.numbers(0).size(); start += p.number("size")) {
                        List<Long> chunk = new ArrayList<>(c.numbers(0)
                                .subList(start, Math.min(c.numbers(0).size(), start + p.number("size"))));
                        Collections.rotate(chunk, -p.number("turn"));
                        result.addAll(chunk);
                    }
                    return result;
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            for (size_t start = 0; start < values.size(); start += $size) {
                                size_t length = min<size_t>($size, values.size() - start);
                                auto chunk = values.begin() + start;
                                rotate(chunk, chunk + $turn % length, chunk + length);
                            }
                            return values;
                        }
                        """)
                .cppSlip("$turn % length", "($turn - 1) % length")
                .cppSlip("chunk + $turn % length", "chunk + (length - $turn % length)")
                .cppSlip("min<size_t>($size, values.size() - start)", "min<size_t>($size - 1, values.size() - start)");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            count = random.choice([0, 1, random.randint(0, $turn + 1), $size, $size + 1, $size - 1, random.randint(0, 40)])
                            return [[random.randint(-99, 99) for _ in range(count)]]
                        """).validator("""
                        def valid(values):
                            return isinstance(values, list) and all(type(value) is int for value in values)
                        """);
    }

    private static List<Long> upTo(int count) {
        return java.util.stream.LongStream.rangeClosed(1, count).boxed().toList();
    }
}
