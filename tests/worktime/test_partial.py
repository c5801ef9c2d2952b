"""Timetables that speak of some weekdays only: the others are left to the timetable before, also through the night."""

from __future__ import annotations

import datetime as dt

import pytest

from alur.worktime import Calendar, Interval, Timetable, WorktimeError, read_interval

OFFICE = Timetable("biasa", {day: (read_interval("08:00-16:00"),) for day in range(5)})


def partial(hours: dict[int, str], **changes: object) -> Timetable:
    """A partial timetable with one interval a day; "" is a day without hours."""
    spans: dict[int, tuple[Interval, ...]] = {
        day: (read_interval(text),) if text else () for day, text in hours.items()
    }
    return Timetable("sendiri", spans, is_partial=True, **changes)  # type: ignore[arg-type]


def minutes(calendar: Calendar, day: int) -> float:
    """The working minutes of a day of the week that begins on Monday 8 June 2026."""
    return calendar.day(dt.date(2026, 6, 8 + day)).microseconds / 60_000_000


def test_weekdays_that_are_not_named_are_those_of_the_timetable_before() -> None:
    calendar = Calendar("Asia/Jakarta", [OFFICE, partial({2: "10:00-12:00", 5: "08:00-12:00"})])

    assert [minutes(calendar, day) for day in range(7)] == [480, 480, 120, 480, 480, 240, 0]


def test_a_named_weekday_without_hours_has_none() -> None:
    calendar = Calendar("Asia/Jakarta", [OFFICE, partial({0: ""})])

    assert [minutes(calendar, day) for day in (0, 1)] == [0, 480]


def test_a_night_shift_of_its_own_does_not_count_twice_where_the_office_begins() -> None:
    calendar = Calendar("Asia/Jakarta", [OFFICE, partial({0: "22:00-09:00"})])

    assert [minutes(calendar, day) for day in (0, 1)] == [660, 420]


def test_the_timetables_of_a_date_are_the_one_in_force_and_those_behind_it() -> None:
    own = partial({2: "10:00-12:00"})
    calendar = Calendar("Asia/Jakarta", [OFFICE, own])

    found = [calendar.timetables_on(dt.date(2026, 6, day)) for day in (9, 10)]

    assert found == [(OFFICE,), (own, OFFICE)]


def test_nothing_but_days_without_hours_is_a_sentence() -> None:
    with pytest.raises(WorktimeError, match="tidak memuat satu menit kerja pun"):
        Calendar("Asia/Jakarta", [partial({0: "", 1: ""})])
