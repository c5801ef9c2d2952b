"""Any calendar, any start: the same answers as an independent walk through every minute."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alur.worktime import Calendar, DayOff, Interval, Pause, Timetable, indonesia
from tests.worktime.walker import MINUTE, Hours, counted, walk, walk_until

ZONES = ("Asia/Jakarta", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")
CHANGES = (dt.date(2026, 3, 28), dt.date(2026, 10, 24), dt.date(2026, 3, 7), dt.date(2026, 4, 4), dt.date(2026, 6, 1))


@st.composite
def weeks(draw) -> Hours:
    """Hours of a week that do not overlap; some of them run over midnight."""
    marks = sorted(draw(st.sets(st.integers(0, 7 * 1440 - 1), min_size=4, max_size=20)))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return [(a // 1440, a % 1440, a % 1440 + min(b - a, 1440)) for a, b in pairs]


class Oracle:
    """A calendar of two weeks' hours and days off, in both forms: the one under test and the one to walk.

    For four days the other hours go before: on all weekdays, or (partial) on those alone that have other hours.
    """

    def __init__(
        self, zone: str, usual: Hours, other: Hours, first: dt.date, days_off: list[dt.date], is_partial: bool
    ) -> None:
        self.is_partial = is_partial
        self.zone, self.usual, self.other, self.first, self.days_off = zone, usual, other, first, days_off
        self.last = first + dt.timedelta(days=3)
        self.calendar = Calendar(
            zone,
            [
                Timetable("biasa", _intervals(usual), None, None),
                Timetable("lain", _intervals(other), self.first, self.last, is_partial=is_partial),
            ],
            [DayOff(date, "Libur") for date in days_off],
        )

    def hours_on(self, date: dt.date) -> Hours:
        if date in self.days_off:
            return []
        is_named = not self.is_partial or date.weekday() in {day for day, _, _ in self.other}
        return self.other if self.first <= date <= self.last and is_named else self.usual


def _intervals(hours: Hours) -> dict[int, tuple[Interval, ...]]:
    return {
        day: tuple(Interval(a * 60, b * 60) for at, a, b in hours if at == day) for day in {day for day, _, _ in hours}
    }


@st.composite
def questions(draw) -> tuple[Oracle, dt.datetime]:
    """A calendar with a start near a day on which clocks change in one of the zones."""
    change = draw(st.sampled_from(CHANGES))
    near = st.integers(-4, 6).map(lambda days: change + dt.timedelta(days=days))
    oracle = Oracle(
        draw(st.sampled_from(ZONES)),
        draw(weeks()),
        draw(weeks()),
        draw(near),
        draw(st.lists(near, max_size=3)),
        draw(st.booleans()),
    )
    start = dt.datetime(change.year, change.month, change.day, tzinfo=ZoneInfo(oracle.zone)).astimezone(dt.UTC)
    return oracle, start + draw(st.integers(-2880, 2880)) * MINUTE


slowly = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@slowly
@given(questions(), st.integers(0, 4 * 1440))
def test_between_counts_the_minutes_that_a_walk_counts(question, length):
    oracle, start = question
    end = start + length * MINUTE

    found = oracle.calendar.between(start, end)

    assert found == walk(oracle.zone, oracle.hours_on, start, end)


@slowly
@given(questions(), st.integers(1, 500))
def test_due_is_where_a_walk_arrives(question, minutes):
    oracle, start = question

    found = oracle.calendar.due(start, minutes)

    assert found == walk_until(oracle.zone, oracle.hours_on, start, minutes)


@slowly
@given(questions(), st.integers(0, 2000))
def test_is_working_is_what_the_wall_clock_says(question, later):
    oracle, start = question
    instant = start + later * MINUTE

    found = oracle.calendar.is_working(instant)

    assert found == counted(oracle.zone, oracle.hours_on, instant)


@slowly
@given(questions(), st.integers(1, 10**9))
def test_due_and_between_are_inverse_to_the_microsecond(question, microseconds):
    oracle, start = question
    minutes = microseconds / 60_000_000

    found = oracle.calendar.between(start, oracle.calendar.due(start, minutes))

    assert found == minutes


@slowly
@given(questions(), st.integers(1, 700), st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 900)), max_size=4))
def test_the_lines_of_a_reckoning_add_up_to_the_standard(question, minutes, pauses):
    oracle, start = question
    paused = [Pause(start + a * MINUTE, start + (a + b) * MINUTE, "Menunggu") for a, b in pauses]

    reckoning = oracle.calendar.reckon(start, minutes, pauses=paused)

    assert (
        sum(line.microseconds for line in reckoning.lines),
        reckoning.lines[-1].running_seconds,
        reckoning.due,
        oracle.calendar.between(start, reckoning.due, pauses=paused),
    ) == (minutes * 60_000_000, minutes * 60, oracle.calendar.due(start, minutes, pauses=paused), minutes)


@slowly
@given(questions(), st.integers(1, 400), st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 900)), max_size=3))
def test_due_with_pauses_is_where_a_walk_that_skips_them_arrives(question, minutes, pauses):
    oracle, start = question
    spans = [(start + a * MINUTE, start + (a + b) * MINUTE) for a, b in pauses]

    found = oracle.calendar.due(start, minutes, pauses=[Pause(a, b, "Menunggu") for a, b in spans])

    at, left = start, minutes
    while left:
        left -= counted(oracle.zone, oracle.hours_on, at) and not any(a <= at < b for a, b in spans)
        at += MINUTE
    assert found == at


@given(st.dates(dt.date(2026, 1, 1), dt.date(2029, 1, 1)), st.integers(0, 60), st.integers(1, 9000))
def test_what_is_an_estimate_is_so_for_the_reckoning_and_for_the_days_alike(date, hour, minutes):
    national, start = indonesia(), dt.datetime.combine(date, dt.time(hour % 24), ZoneInfo("Asia/Jakarta"))

    reckoning = national.reckon(start, minutes)

    first, last = reckoning.lines[0].date, reckoning.lines[-1].date
    begin, end = (dt.datetime.combine(day, dt.time(12), ZoneInfo("Asia/Jakarta")) for day in (first, last))
    assert national.is_estimate_between(begin, end) == reckoning.is_estimate
