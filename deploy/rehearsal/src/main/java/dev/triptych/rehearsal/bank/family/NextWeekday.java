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
        Family family = Family.named("next-weekday")
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
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            auto leap = [](long long year) {
                                return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
                            };
                            auto length = [&](long long year, long long month) {
                                if (month == 2) {
                                    return leap(year) ? 29 : 28;
                                }
                                return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
                            };
                            long long year = stoll(date.substr(0, 4));
                            long long month = stoll(date.substr(5, 2));
                            long long day = stoll(date.substr(8, 2));
                            if (month < 1 || month > 12 || day < 1 || day > length(year, month)) {
                                return "";
                            }
                            // The first day of 1900 was a Monday.
                            long long number = day - 1;
                            for (long long before = 1900; before < year; before++) {
                                number += leap(before) ? 366 : 365;
                            }
                            for (long long before = 1; before < month; before++) {
                                number += length(year, before);
                            }
                            long long left = $days;
                            while ((number + left) % 7 + 1 != $weekday) {
                                left++;
                            }
                            for (; left > 0; left--) {
                                day++;
                                if (day > length(year, month)) {
                                    day = 1;
                                    month++;
                                }
                                if (month > 12) {
                                    month = 1;
                                    year++;
                                }
                            }
                            ostringstream shown;
                            shown << setfill('0') << setw(4) << year << '-' << setw(2) << month << '-' << setw(2) << day;
                            return shown.str();
                        }
                        """)
                .cppSlip(" && (year % 100 != 0 || year % 400 == 0)", "")
                .cppSlip("left = $days;", "left = $days + 1;")
                .cppSlip("(number + left) % 7 + 1", "(number + left + 1) % 7 + 1")
                .cppSlip("return \"\";", "return date;");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            year = random.choice([1900, 2000, 2024, 2099, random.randint(1900, 2099)])
                            month = random.choice([2, 12, random.randint(1, 12), random.randint(0, 13)])
                            day = random.choice([1, 28, 29, 30, 31, random.randint(1, 28), random.randint(0, 32)])
                            return [f'{year:04d}-{month:02d}-{day:02d}']
                        """).validator("""
                        def valid(date):
                            import re
                            return isinstance(date, str) and re.fullmatch('[0-9]{4}-[0-9]{2}-[0-9]{2}', date) is not None and 1900 <= int(date[:4]) <= 2100
                        """);
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
