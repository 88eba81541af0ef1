package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Dates in a calendar of equal months. */
@Singleton
final class PlanetCalendar implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("planet-calendar")
                .entry("planet_date", "date_of_day", "calendar_entry")
                .takes("day: int")
                .gives("list[int]")
                .oneOf("month", 17, 19, 23, 29, 31, 37, 41, 43)
                .numbers("week", 5, 9)
                .numbers("year", 8, 14)
                .wording("""
                        On a far planet every month has $month days and every week $week days; a year has $year months. Days are counted from 0, which is the first day of month 1 of year 1 and the first day of a week. Write a Python function `$signature` that returns for the day with the number `day` the list of its year, its month, its day in the month and its day in the week, each of them counted from 1. For a negative number it returns an empty list.
                        """)
                .wording("""
                        A colony keeps its own calendar: $year months a year, $month days a month, and weeks of $week days that run on without regard to months. The colony was founded on day 0, that is year 1, month 1, day 1, weekday 1. Implement `$signature`, which returns year, month, day of the month and weekday of day number `day` as a list of four numbers, or an empty list for days before the founding.
                        """)
                .solution("""
                        def $signature:
                            if day < 0:
                                return []
                            months, rest = divmod(day, $month)
                            years, months = divmod(months, $year)
                            return [years + 1, months + 1, rest + 1, day % $week + 1]
                        """)
                .slip("day % $week + 1", "rest % $week + 1")
                .slip("divmod(months, $year)", "divmod(months, $year + 1)")
                .slip("years + 1, months + 1", "years + 1, months")
                .check("first_days", call(0), call(1), call(4))
                .check("before_the_beginning", call(-1), call(-100), call(3))
                .check(
                        "ends_of_months",
                        p -> calls(
                                call(p.number("month") - 1),
                                call(p.number("month")),
                                call(p.number("month") + 1),
                                call(4 * p.number("month") + 3)))
                .check("ends_of_years", p -> calls(call(yearDays(p) - 1), call(yearDays(p)), call(2 * yearDays(p) + 1)))
                .check("later", call(12345), call(99999))
                .example(call(50))
                .example(call(777))
                .trivial(call(-1))
                .answer((p, c) -> {
                    if (c.number(0) < 0) {
                        return List.of();
                    }
                    long inYear = c.number(0) % (yearDays(p));
                    return List.of(
                            c.number(0) / (yearDays(p)) + 1,
                            inYear / p.number("month") + 1,
                            inYear % p.number("month") + 1,
                            c.number(0) % p.number("week") + 1);
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            if (day < 0) {
                                return {};
                            }
                            long long months = day / $month;
                            return {months / $year + 1, months % $year + 1, day % $month + 1, day % $week + 1};
                        }
                        """)
                .cppSlip("day % $week + 1", "day % $month % $week + 1")
                .cppSlip("months / $year + 1", "months / ($year + 1) + 1")
                .cppSlip("day % $month + 1", "day % $month");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            year = $month * $year
                            return [random.choice([
                                random.randint(-20, 0),
                                random.randint(0, 2 * $month),
                                random.randint(0, 9) * $month + random.randint(-1, 1),
                                random.randint(0, 50) * year + random.randint(-1, 1),
                                random.randint(0, 100000),
                            ])]
                        """).validator("""
                        def valid(day):
                            return type(day) is int
                        """);
    }

    private static long yearDays(Values p) {
        return (long) p.number("year") * p.number("month");
    }
}
