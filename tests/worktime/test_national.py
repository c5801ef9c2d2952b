"""The national calendar, against dates reckoned by hand on the official hours and holidays."""

import datetime as dt

import pytest

from alur.worktime import DayKind, WorktimeError, indonesia
from tests.worktime.calendars import at


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-02-02T07:30+07:00", "2026-03-05T10:30+07:00"),
        ("2026-02-16T09:00+07:00", "2026-03-27T11:30+07:00"),
        ("2026-06-02T10:15+07:00", "2026-07-01T10:15+07:00"),
    ],
)
def test_step_5_is_due_where_the_true_calendar_says(start, due):
    calendar = indonesia()

    found = calendar.due(at(start), 9000)

    assert found == at(due)


def test_due_is_written_in_the_zone_of_the_calendar():
    calendar = indonesia()

    found = calendar.due(at("2026-02-16T02:00Z"), 9000)

    assert found.isoformat() == "2026-03-27T11:30:00+07:00"


def test_900_minutes_are_two_whole_days():
    calendar = indonesia()

    found = calendar.due(at("2026-11-16T07:30+07:00"), 900)

    assert found == at("2026-11-17T16:00+07:00")


def test_friday_breaks_at_half_past_eleven():
    friday = indonesia().day(dt.date(2026, 11, 27))

    found = [(span.start.isoformat()[11:16], span.end.isoformat()[11:16]) for span in friday.intervals]

    assert found == [("07:30", "11:30"), ("13:00", "16:30")]


@pytest.mark.parametrize(
    ("date", "timetable", "seconds"),
    [
        (dt.date(2026, 2, 18), "biasa", 450 * 60),
        (dt.date(2026, 2, 19), "Ramadan 1447 H", 390 * 60),
        (dt.date(2026, 2, 20), "Ramadan 1447 H", 390 * 60),
        (dt.date(2025, 3, 27), "Ramadan 1446 H", 390 * 60),
        (dt.date(2025, 4, 8), "biasa", 450 * 60),
        (dt.date(2024, 3, 11), "biasa", 0),
        (dt.date(2023, 3, 24), "Ramadan 1444 H", 390 * 60),
        (dt.date(2026, 3, 25), "biasa", 450 * 60),
    ],
)
def test_ramadan_hours_hold_from_its_first_to_its_last_day(date, timetable, seconds):
    day = indonesia().day(date)

    assert (day.timetable.name, day.seconds) == (timetable, seconds)


def test_christmas_eve_2026_is_joint_leave():
    day = indonesia().day(dt.date(2026, 12, 24))

    assert (day.kind, day.day_off.kind, day.reason) == (
        DayKind.OFF,
        "cuti bersama",
        "Cuti Bersama Hari Raya Natal",
    )


def test_work_begun_before_christmas_goes_on_after_it():
    calendar = indonesia()

    found = calendar.due(at("2026-12-23T15:00+07:00"), 90)

    assert found == at("2026-12-28T08:00+07:00")


def test_late_joint_leave_of_18_august_2025_counts():
    calendar = indonesia()

    found = calendar.seconds_between(at("2025-08-18T00:00+07:00"), at("2025-08-19T00:00+07:00"))

    assert found == 0


def test_estimated_dates_are_marked_and_their_names_clean():
    day = indonesia().day(dt.date(2027, 3, 10))

    assert (day.is_estimate, day.reason) == (True, "Hari Raya Idul Fitri")


def test_every_year_from_2019_to_2027_has_holidays_and_a_ramadan():
    calendar = indonesia()

    years = {off.date.year for off in calendar.days_off}, {table.to.year for table in calendar.timetables if table.to}

    assert years == (set(range(2019, 2028)), set(range(2019, 2028)))


def test_time_before_2019_is_refused():
    calendar = indonesia()

    with pytest.raises(WorktimeError) as refusal:
        calendar.due(at("2018-12-31T09:00+07:00"), 10)

    assert str(refusal.value) == (
        "Kalender kerja baru mulai pada 1 Januari 2019; waktu sebelum itu tidak dapat dihitung. "
        "Periksa tanggalnya, atau tambahkan jadwal untuk masa itu."
    )


def test_a_year_without_decreed_holidays_is_named():
    calendar = indonesia()

    reckoning = calendar.reckon(at("2027-12-31T07:30+07:00"), 900)

    assert (reckoning.undecreed_years, reckoning.is_estimate) == ((2028,), True)
