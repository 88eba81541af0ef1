package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.time.*;
import java.util.*;

/** Counts worked minutes with breaks and rounding. */
@Singleton
final class WorkHours implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("work-hours")
                .entry("paid_minutes", "work_minutes", "time_sheet")
                .takes("shifts: list[str]")
                .gives("int")
                .oneOf("quarter", 5, 10, 15, 20, 30)
                .numbers("pause", 10, 24)
                .wording("""
                        Each text in `shifts` is a shift from a start to an end as `HH:MM-HH:MM`, on a clock of 24 hours; an end that is not later than the start is meant on the next day. Its length in minutes is rounded down to a multiple of $quarter, and if more than 360 minutes remain, a break of $pause minutes is taken off. Write a Python function `$signature` that returns the sum over all shifts. An empty text is no shift and counts 0.
                        """)
                .wording("""
                        Implement `$signature` for a time clock. Every entry of `shifts` has the form `07:30-16:00` (begin and end, 24 hours; if the end is earlier than or equal to the begin the shift ran past midnight) or is empty, which counts nothing. Of each shift only full steps of $quarter minutes are paid, and from a shift with over 360 paid minutes $pause minutes are deducted. Return all paid minutes together.
                        """)
                .solution("""
                        def $signature:
                            total = 0
                            for shift in shifts:
                                if not shift:
                                    continue
                                start, end = [60 * int(time[:2]) + int(time[3:]) for time in shift.split('-')]
                                if end <= start:
                                    end += 24 * 60
                                length = (end - start) // $quarter * $quarter
                                if length > 360:
                                    length -= $pause
                                total += length
                            return total
                        """)
                .slip("length > 360", "length >= 360")
                .slip("if end <= start:", "if end < start:")
                .slip(" // $quarter * $quarter", "")
                .slip("            length -= $pause\n", "            length -= $pause + $quarter\n")
                .check("nothing", call(List.of()), call(List.of("")), call(List.of("", "08:00-09:00", "")))
                .check("short", call(List.of("08:00-12:00", "13:00-13:59")), call(List.of("09:07-10:01")))
                .check(
                        "break",
                        call(List.of("08:00-14:00")),
                        call(List.of("08:00-14:31")),
                        call(List.of("06:00-18:00", "07:59-14:00")))
                .check(
                        "midnight",
                        call(List.of("22:00-06:00")),
                        call(List.of("23:50-00:20")),
                        call(List.of("10:00-10:00")))
                .check("week", call(List.of("07:58-16:33", "08:01-16:29", "", "07:45-12:00", "21:15-05:45")))
                .example(call(List.of("08:00-10:00")))
                .example(call(List.of("09:00-17:30")))
                .trivial(call(List.of()))
                .answer((p, c) -> minutes(c.texts(0), p.number("quarter"), p.number("pause")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            long long total = 0;
                            for (const string& shift : shifts) {
                                if (shift.empty()) {
                                    continue;
                                }
                                long long start = 60 * stoll(shift.substr(0, 2)) + stoll(shift.substr(3, 2));
                                long long end = 60 * stoll(shift.substr(6, 2)) + stoll(shift.substr(9, 2));
                                if (end <= start) {
                                    end += 24 * 60;
                                }
                                long long length = (end - start) / $quarter * $quarter;
                                if (length > 360) {
                                    length -= $pause;
                                }
                                total += length;
                            }
                            return total;
                        }
                        """)
                .cppSlip("length > 360", "length >= 360")
                .cppSlip("end <= start", "end < start")
                .cppSlip("(end - start) / $quarter * $quarter", "end - start")
                .cppSlip("length -= $pause;", "length -= $pause + $quarter;");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            def clock(minutes):
                                return f'{minutes // 60 % 24:02d}:{minutes % 60:02d}'
                            shifts = []
                            for _ in range(random.randint(0, 6)):
                                start = random.choice([480, 1320, random.randrange(1440)])
                                length = random.choice([0, $quarter, $quarter - 1, 360, 360 + $quarter, random.randrange(1440)])
                                shifts.append('' if random.random() < 0.1 else clock(start) + '-' + clock(start + length))
                            return [shifts]
                        """).validator("""
                        def valid(shifts):
                            import re
                            clock = '([01][0-9]|2[0-3]):[0-5][0-9]'
                            return isinstance(shifts, list) and all(
                                isinstance(shift, str) and re.fullmatch(f'({clock}-{clock})?', shift) is not None for shift in shifts)
                        """);
    }

    private static long minutes(List<String> shifts, int quarter, int pause) {
        long total = 0;
        for (String shift : shifts) {
            if (shift.isEmpty()) {
                continue;
            }
            int length = LocalTime.parse(shift.substring(6)).toSecondOfDay() / 60
                    - LocalTime.parse(shift.substring(0, 5)).toSecondOfDay() / 60;
            length = length <= 0 ? length + 1440 : length;
            length -= length % quarter;
            total += length > 360 ? length - pause : length;
        }
        return total;
    }
}
