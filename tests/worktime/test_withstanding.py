"""What a calendar must withstand: no working day at all, days off on Sundays, decades, leap days, changing clocks."""

from __future__ import annotations

import datetime as dt

import pytest

from alur.worktime import Calendar, DayKind, DayOff, Timetable, WorktimeError, read_calendar
from tests.worktime.calendars import at, every_day, hours, office
from tests.worktime.walker import walk, walk_until

MONDAY = dt.date(2026, 6, 8)
EIGHT_TO_FOUR = [(day, 8 * 60, 16 * 60) for day in range(7)]


def sentence_of(act) -> str:
    with pytest.raises(WorktimeError) as refusal:
        act()
    return str(refusal.value)


def test_hours_that_no_date_ever_meets_end_in_a_sentence():
    only_mondays_of_a_tuesday = Timetable("satu hari", {0: (hours(8, 9),)}, dt.date(2026, 6, 9), dt.date(2026, 6, 9))
    calendar = Calendar("Asia/Jakarta", [only_mondays_of_a_tuesday])

    sentence = sentence_of(lambda: calendar.due(at("2026-06-09T08:00"), 1))

    assert sentence == (
        "Kalender kerja berakhir pada 9 Juni 2026, sebelum 1 menit kerja tercapai; tambahkan jadwal untuk masa "
        "sesudahnya, atau periksa lama kerjanya."
    )


def test_a_calendar_whose_every_working_day_is_off_ends_in_a_sentence():
    year = Timetable("2026", {0: (hours(8, 9),)}, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    mondays = [dt.date(2026, 1, 5) + dt.timedelta(weeks=week) for week in range(52)]
    calendar = Calendar("Asia/Jakarta", [year], [DayOff(date, "Libur") for date in mondays])

    sentence = sentence_of(lambda: calendar.due(at("2026-01-01T08:00"), 1))

    assert sentence.startswith("Kalender kerja berakhir pada 31 Desember 2026, sebelum 1 menit kerja tercapai;")


def test_a_day_off_on_a_sunday_takes_nothing_and_is_still_named():
    usual = office()
    with_sunday = Calendar(usual.zone, usual.timetables, [DayOff(dt.date(2026, 6, 7), "Waisak", decree="SKB 1")])

    day = with_sunday.day(dt.date(2026, 6, 7))

    assert with_sunday.due(at("2026-06-05T16:30"), 60) == usual.due(at("2026-06-05T16:30"), 60)
    assert (day.kind, day.reason, day.seconds) == (DayKind.WEEKEND, "Waisak", 0)


def test_two_days_off_on_one_date_take_the_day_once_and_are_both_named():
    usual = office()
    both = [DayOff(MONDAY, "Libur nasional uji"), DayOff(MONDAY, "Cuti bersama uji", kind="cuti bersama")]
    calendar = Calendar(usual.zone, usual.timetables, both)

    found = calendar.between(at("2026-06-08T00:00"), at("2026-06-10T00:00"))

    assert (found, [off.name for off in calendar.day(MONDAY).days_off]) == (
        480,
        ["Libur nasional uji", "Cuti bersama uji"],
    )


def test_forty_years_are_counted_day_by_day():
    start, end = at("1990-01-01T00:00"), at("2030-01-01T00:00")
    weekdays = sum(
        dt.date.fromordinal(day).weekday() < 5
        for day in range(dt.date(1990, 1, 1).toordinal(), dt.date(2030, 1, 1).toordinal())
    )

    found = office().between(start, end)

    assert found == weekdays * 480
    assert office().due(start, found).isoformat() == "2029-12-31T17:00:00+07:00"


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2024-02-28T15:00", 480 + 60, "2024-02-29T16:00:00+07:00"),
        ("2024-02-29T16:00", 120, "2024-03-01T09:00:00+07:00"),
        ("2023-02-28T16:00", 120, "2023-03-01T09:00:00+07:00"),
        ("2100-02-26T16:00", 120, "2100-03-01T09:00:00+07:00"),
    ],
)
def test_leap_days_are_days_where_there_are_any(start, minutes, due):
    found = office().due(at(start), minutes)

    assert found.isoformat() == due


def test_a_day_off_may_fall_on_a_leap_day():
    usual = office()
    calendar = Calendar(usual.zone, usual.timetables, [DayOff(dt.date(2024, 2, 29), "Libur")])

    assert calendar.due(at("2024-02-28T16:00"), 120).isoformat() == "2024-03-01T09:00:00+07:00"


def test_a_calendar_of_one_day_answers_on_that_day_and_refuses_the_day_before():
    text = (
        'zone = "Asia/Jakarta"\n[[timetable]]\nname = "a"\nfrom = 2026-06-08\nto = 2026-06-08\nmon = ["08:00-09:00"]\n'
    )
    calendar = read_calendar(text, file="k.toml")

    sentence = sentence_of(lambda: calendar.due(at("2026-06-07T08:00"), 1))

    assert calendar.due(at("2026-06-08T08:00"), 60).isoformat() == "2026-06-08T09:00:00+07:00"
    assert sentence == (
        "Kalender kerja baru mulai pada 8 Juni 2026; waktu sebelum itu tidak dapat dihitung. "
        "Periksa tanggalnya, atau tambahkan jadwal untuk masa itu."
    )


@pytest.mark.parametrize("minutes", [0, 0.0])
def test_no_minutes_are_due_at_once_even_on_a_day_off(minutes):
    start = at("2026-06-07T23:59:59.5+07:00")

    assert office().due(start, minutes) == start


def test_an_instant_without_a_zone_is_local_to_the_calendar():
    berlin = every_day(hours(8, 16), zone="Europe/Berlin")

    found = [berlin.due(at("2026-07-01T09:00"), 60), berlin.due(at("2026-07-01T07:00+00:00"), 60)]

    assert [instant.isoformat() for instant in found] == ["2026-07-01T10:00:00+02:00"] * 2


@pytest.mark.parametrize("start", ["2026-03-27T14:30+01:00", "2026-10-23T14:30+02:00"])
def test_work_over_a_change_of_the_clock_in_berlin_is_what_a_walk_finds(start):
    berlin = every_day(hours(8, 16), zone="Europe/Berlin")
    begin = at(start)

    due = berlin.due(begin, 1500)

    assert due == walk_until("Europe/Berlin", lambda _: EIGHT_TO_FOUR, begin, 1500)


def test_half_a_year_over_both_changes_in_berlin_is_what_a_walk_finds():
    berlin = every_day(hours(22, 30), zone="Europe/Berlin")
    nights = [(day, 22 * 60, 30 * 60) for day in range(7)]
    start, end = at("2026-03-20T00:00+01:00"), at("2026-04-05T00:00+02:00")
    late, later = at("2026-10-20T00:00+02:00"), at("2026-11-02T00:00+01:00")

    found = [berlin.between(start, end), berlin.between(late, later)]

    assert found == [walk("Europe/Berlin", lambda _: nights, a, b) for a, b in ((start, end), (late, later))]
    assert berlin.between(start, later) == 227 * 480
