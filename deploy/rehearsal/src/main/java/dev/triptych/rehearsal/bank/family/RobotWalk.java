package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** A robot on a field without borders. */
@Singleton
final class RobotWalk implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("robot-walk")
                .entry("robot_walk", "final_position", "follow_commands")
                .takes("commands: str")
                .gives("list[int]")
                .numbers("width", 10, 19)
                .numbers("height", 5, 9)
                .wording("""
                        A robot stands on column 0, row 0 of a field with $width columns and $height rows and looks to the north, where the row numbers grow. It leaves the field at no side: beyond the last column or row it comes back at the first one, and the other way round. In `commands` the letter `F` moves it one step forward, `B` one step backward without turning, `L` and `R` turn it by a quarter to the left or right; all other characters are ignored. Write a Python function `$signature` that returns its column, its row and the direction in which it looks at the end (0 for north, then clockwise 1, 2, 3) as a list.
                        """)
                .wording("""
                        A ship sails on a sea that is $width fields wide and $height fields high and closed in itself: who leaves it in the east enters in the west, who leaves it in the north enters in the south, and vice versa. It starts on x = 0, y = 0 with the bow to the north (y grows to the north, x to the east). `F` sails a field ahead, `B` a field astern, `R` and `L` turn by 90 degrees clockwise or counter-clockwise; anything else in `commands` means nothing. Implement `$signature`, returning a list of x, y and the final heading, with 0, 1, 2, 3 for north, east, south, west.
                        """)
                .solution("""
                        def $signature:
                            column = row = heading = 0
                            steps = [(0, 1), (1, 0), (0, -1), (-1, 0)]
                            for command in commands:
                                if command == 'L':
                                    heading = (heading - 1) % 4
                                elif command == 'R':
                                    heading = (heading + 1) % 4
                                elif command in 'FB':
                                    across, up = steps[heading]
                                    if command == 'B':
                                        across, up = -across, -up
                                    column = (column + across) % $width
                                    row = (row + up) % $height
                            return [column, row, heading]
                        """)
                .slip("(heading - 1) % 4", "(heading + 1) % 4")
                .slip("                across, up = -across, -up\n", "                across, up = up, across\n")
                .slip("(column + across) % $width", "min(column + across, $width)")
                .slip("[(0, 1), (1, 0), (0, -1), (-1, 0)]", "[(0, -1), (1, 0), (0, 1), (-1, 0)]")
                .slip("(row + up) % $height", "(row + up) % $width")
                .check("stays", call(""), call("xyz fb"), call("L"), call("R"), call("RRR"))
                .check("forward", call("F"), call("FFFRFF"), call("FRFRFRF"))
                .check("backward", call("B"), call("BBRBB"), call("LB"))
                .check(
                        "around",
                        p -> calls(
                                call("F".repeat(p.number("height"))),
                                call("R" + "F".repeat(p.number("width") + 2)),
                                call("L" + "F".repeat(2 * p.number("width") + 1) + "R"
                                        + "B".repeat(p.number("height") + 3))))
                .check(
                        "long",
                        call("FFRFFLFBBRRFFFLLBFFFRFLBBRFFFFFFFFFFFFFFFFFFRFFFFFFFFFFFFFLF"),
                        call("FR".repeat(9) + "FFL".repeat(11)))
                .example(call("FF"))
                .example(call("RF"))
                .trivial(call(""))
                .answer((p, c) -> walk(c.text(0), p.number("width"), p.number("height")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            const long long across[] = {0, 1, 0, -1};
                            const long long up[] = {1, 0, -1, 0};
                            long long column = 0;
                            long long row = 0;
                            long long heading = 0;
                            for (char command : commands) {
                                if (command == 'L') {
                                    heading = (heading + 3) % 4;
                                } else if (command == 'R') {
                                    heading = (heading + 1) % 4;
                                } else if (command == 'F' || command == 'B') {
                                    long long sign = command == 'F' ? 1 : -1;
                                    column = (column + sign * across[heading] + $width) % $width;
                                    row = (row + sign * up[heading] + $height) % $height;
                                }
                            }
                            return {column, row, heading};
                        }
                        """)
                .cppSlip("(heading + 3) % 4", "(heading + 1) % 4")
                .cppSlip("sign * up[heading] + $height) % $height", "sign * up[heading] + $width) % $width")
                .cppSlip("{1, 0, -1, 0}", "{-1, 0, 1, 0}")
                .cppSlip("sign = command == 'F' ? 1 : -1", "sign = 1");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            parts = []
                            for _ in range(random.randint(0, 8)):
                                kind = random.random()
                                if kind < 0.5:
                                    parts.append(random.choice('FB') * random.choice([1, 2, 3, $width, $height]))
                                elif kind < 0.9:
                                    parts.append(random.choice('LR'))
                                else:
                                    parts.append(random.choice('xfb lr'))
                            return [''.join(parts)[:40]]
                        """).validator("""
                        def valid(commands):
                            return isinstance(commands, str)
                        """);
    }

    private static List<Long> walk(String commands, int width, int height) {
        long x = 0;
        long y = 0;
        int heading = 0;
        for (char command : commands.toCharArray()) {
            switch (command) {
                case 'L' -> heading += 3;
                case 'R' -> heading += 1;
                case 'F', 'B' -> {
                    int sign = command == 'F' ? 1 : -1;
                    x += heading % 4 == 1 ? sign : heading % 4 == 3 ? -sign : 0;
                    y += heading % 4 == 0 ? sign : heading % 4 == 2 ? -sign : 0;
                }
                default -> {}
            }
        }
        return List.of(Math.floorMod(x, (long) width), Math.floorMod(y, (long) height), heading % 4L);
    }
}
