package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.time.*;

/** The next date on a day of the week. */
@Singleton
final class NextWeekday implements FamilySource {
    @Override
    public Family family() {
        return Family.named("next-weekday")
                .entry("next_weekday", "delivery_date", "appointment")
                .takes("date: str")
                .gives("str")
                .numbers("weekday", 1, 7)
                .numbers("days", 1, 30)
                .wording("""
                        `date` is a day of the Gregorian calendar as `YYYY-MM-DD`. Days of the week are numbered from 1 (Monday) to 7 (Sunday). Write a Python function `$signature` that returns, in the same form, the first date that is at least $days days after the given one and falls on day of the week number $weekday. If the text names no date that exists, the result is an empty text. All dates are in the years 1900 to 2100.
                        """)
                .wording("""
                        A shop delivers only on one day of the week, number $weekday if Monday counts as 1 and Sunday as 7, and needs at least $days days to prepare an order. Implement `$signature`: for the day of the order, `date` in the form year-month-day with two-digit months and days, return the day of delivery in that form, the earliest that is possible. Orders from days that no calendar has, such as the 30th of February, give an empty text. Years lie between 1900 and 2100.
                        """)
                .solution("""
                        def $signature:
                            from datetime import date as day, timedelta
                            try:
                                year, month, number = [int(part) for part in date.split('-')]
                                wanted = day(year, month, number) + timedelta(days=$days)
                            except ValueError:
                                return ''
                            while wanted.isoweekday() != $weekday:
                                wanted += timedelta(days=1)
                            return wanted.isoformat()
                        """)
                .slip("isoweekday() != $weekday", "weekday() != $weekday % 7")
                .slip("timedelta(days=$days)", "timedelta(days=$days + 1)")
                .slip("        return ''\n", "        return date\n")
                .slip("wanted += timedelta", "wanted -= timedelta")
                .check("not_a_date", call("2023-02-29"), call("2024-13-01"), call("2021-04-31"), call("2024-03-01"))
                .check(
                        "week",
                        call("2024-01-01"),
                        call("2024-01-02"),
                        call("2024-01-03"),
                        call("2024-01-04"),
                        call("2024-01-05"),
                        call("2024-01-06"),
                        call("2024-01-07"))
                .check(
                        "end_of_february",
                        call("2024-02-25"),
                        call("2023-02-25"),
                        call("2000-02-28"),
                        call("1900-02-27"))
                .check("end_of_year", call("1999-12-31"), call("2019-12-20"))
                .check("summer", call("2022-07-15"), call("2031-08-30"))
                .example(call("2024-05-05"))
                .example(call("2020-10-01"))
                .trivial(call("2023-02-30"))
                .answer((p, c) -> next(c.text(0), p.number("weekday"), p.number("days")));
    }

    private static String next(String text, int weekday, int days) {
        LocalDate earliest;
        try {
            earliest = LocalDate.parse(text).plusDays(days);
        } catch (DateTimeException e) {
            return "";
        }
        return earliest.plusDays(Math.floorMod(weekday - earliest.getDayOfWeek().getValue(), 7))
                .toString();
    }
}
