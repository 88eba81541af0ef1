package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** The first gap in a calendar. */
@Singleton
final class FreeSlot implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("free-slot")
                .entry("first_free_slot", "find_meeting_time", "earliest_gap")
                .takes("busy: list[list[int]]")
                .gives("int")
                .numbers("length", 20, 44)
                .oneOf("open", 480, 510, 540)
                .wording("""
                        An office is open from minute $open of the day to minute 1020. `busy` lists the appointments, each as its first minute and the minute in which it is over, in any order; they may overlap, and may lie partly or wholly outside the opening time. Write a Python function `$signature` that returns the earliest minute at which a meeting of $length minutes can begin so that it lies within the opening time and overlaps no appointment; a meeting may begin in the minute in which an appointment is over. If there is no such minute it returns -1.
                        """)
                .wording("""
                        A doctor works from minute $open (since midnight) until minute 1020. The taken times are given by `busy` as pairs of begin and end, unordered and possibly overlapping each other or reaching beyond the working time; the end is free again. Implement `$signature`: find the first minute from which $length minutes in a row are free, all of them within the working time, and return it, or -1 if the day is too full.
                        """)
                .solution("""
                        def $signature:
                            free = $open
                            for start, end in sorted(busy):
                                if start - free >= $length:
                                    break
                                free = max(free, end)
                            if free + $length > 1020:
                                return -1
                            return free
                        """)
                .slip("start - free >= $length", "start - free > $length")
                .slip("max(free, end)", "end")
                .slip("sorted(busy)", "busy")
                .slip("free + $length > 1020", "free + $length >= 1020")
                .slip("free + $length > 1020", "free > 1020")
                .check(
                        "nothing_taken",
                        p -> calls(
                                call(List.of()),
                                call(List.of(List.of(1100, 1200))),
                                call(List.of(List.of(0, 400))),
                                call(List.of(List.of(p.number("open"), 600)))))
                .check(
                        "exact_gap",
                        p -> calls(
                                call(List.of(List.of(p.number("open") + p.number("length"), 900))),
                                call(List.of(List.of(p.number("open"), 600), List.of(600 + p.number("length"), 1000))),
                                call(List.of(List.of(p.number("open"), 600), List.of(599 + p.number("length"), 900)))))
                .check(
                        "overlapping",
                        call(List.of(List.of(470, 900), List.of(500, 610), List.of(905, 930))),
                        call(List.of(List.of(450, 700), List.of(480, 560))))
                .check(
                        "unordered",
                        call(List.of(List.of(700, 800), List.of(450, 650), List.of(640, 705))),
                        call(List.of(List.of(800, 980), List.of(640, 810), List.of(400, 650))))
                .check(
                        "end_of_day",
                        p -> calls(
                                call(List.of(List.of(300, 1020 - p.number("length")))),
                                call(List.of(List.of(300, 1021 - p.number("length")))),
                                call(List.of(List.of(0, 1500))),
                                call(List.of(List.of(400, 1019)))))
                .example(call(List.of(List.of(400, 600))))
                .example(call(List.of(List.of(400, 900), List.of(950, 1000))))
                .trivial(call(List.of(List.of(0, 1500))))
                .answer((p, c) -> first(c.rows(0), p.number("open"), p.number("length")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            sort(busy.begin(), busy.end());
                            long long earliest = $open;
                            for (const vector<long long>& taken : busy) {
                                if (taken[0] - earliest >= $length) {
                                    break;
                                }
                                earliest = max(earliest, taken[1]);
                            }
                            return earliest + $length > 1020 ? -1 : earliest;
                        }
                        """)
                .cppSlip("taken[0] - earliest >= $length", "taken[0] - earliest > $length")
                .cppSlip("max(earliest, taken[1])", "taken[1]")
                .cppSlip("    sort(busy.begin(), busy.end());\n", "")
                .cppSlip("earliest + $length > 1020", "earliest + $length >= 1020")
                .cppSlip("earliest + $length > 1020", "earliest > 1020");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            busy = []
                            at = random.choice([$open, $open - 100, 300])
                            for _ in range(random.randint(0, 12)):
                                start = max(0, at + random.choice([-20, 0, 0, $length - 1, $length, $length + 1]))
                                end = start + random.choice([1, random.randint(5, 30), random.randint(30, 200)])
                                busy.append([start, end])
                                at = end
                            if random.random() < 0.2:
                                busy.append([1020 - $length + random.randint(0, 1), 1100])
                            if random.random() < 0.6:
                                random.shuffle(busy)
                            return [busy]
                        """).validator("""
                        def valid(busy):
                            return type(busy) is list and all(
                                type(taken) is list and len(taken) == 2 and all(type(minute) is int for minute in taken)
                                and 0 <= taken[0] < taken[1] for taken in busy)
                        """);
    }

    /** By trying every minute. */
    private static long first(List<List<Long>> busy, int open, int length) {
        for (int minute = open; minute + length <= 1020; minute++) {
            int start = minute;
            if (busy.stream().noneMatch(taken -> taken.get(0) < start + length && taken.get(1) > start)) {
                return minute;
            }
        }
        return -1;
    }
}
