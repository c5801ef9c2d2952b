"""When so many working minutes have passed."""

import datetime as dt
from decimal import Decimal

import pytest

from alur.worktime import Calendar, DayOff, Pause, Timetable, WorktimeError
from tests.worktime.calendars import at, every_day, hours, office


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-11-23T08:00", 480, "2026-11-23T17:00"),
        ("2026-11-23T08:00", 240, "2026-11-23T12:00"),
        ("2026-11-23T08:00", 241, "2026-11-23T13:01"),
        ("2026-11-27T16:59", 1, "2026-11-27T17:00"),
        ("2026-11-27T17:00", 1, "2026-11-30T08:01"),
        ("2026-11-28T03:00", 1, "2026-11-30T08:01"),
        ("2026-11-23T12:30", 60, "2026-11-23T14:00"),
    ],
)
def test_work_is_due_at_the_first_instant_at_which_the_minutes_have_passed(start, minutes, due):
    found = office().due(at(start), minutes)

    assert found.replace(tzinfo=None) == at(due)


def test_nothing_to_do_is_due_at_its_start_also_at_night():
    start = at("2026-11-28T03:00:01.000002+07:00")

    found = office().due(start, 0)

    assert found == start


@pytest.mark.parametrize(
    ("minutes", "due"),
    [
        (0.5, "2026-11-23T09:00:30"),
        (Decimal("0.1"), "2026-11-23T09:00:06"),
        (0.1, "2026-11-23T09:00:06"),
        (Decimal("1") / 60_000_000, "2026-11-23T09:00:00.000001"),
    ],
)
def test_minutes_may_be_decimal(minutes, due):
    found = office().due(at("2026-11-23T09:00"), minutes)

    assert found.replace(tzinfo=None) == at(due)


def test_seconds_and_microseconds_of_the_start_are_kept():
    found = office().due(at("2026-11-23T16:59:59.999999+07:00"), 1)

    assert found == at("2026-11-24T08:00:59.999999+07:00")


def test_due_after_counts_seconds():
    found = office().due_after(at("2026-11-23T11:59:30+07:00"), 45)

    assert found == at("2026-11-23T13:00:15+07:00")


def test_hours_over_midnight_belong_to_the_day_on_which_they_begin():
    calendar = every_day(hours(22, 30), days_off=(DayOff(dt.date(2026, 11, 24), "Libur"),))

    found = calendar.due(at("2026-11-23T23:00+07:00"), 8 * 60)

    assert found == at("2026-11-25T23:00+07:00")


def test_a_day_may_last_24_hours():
    found = every_day(hours(0, 24)).due(at("2026-11-23T10:00+07:00"), 3 * 1440)

    assert found == at("2026-11-26T10:00+07:00")


def test_ten_million_minutes_can_be_reckoned_where_the_timetable_is_open_ended():
    weeks = 4167

    found = office().due(at("2026-01-05T08:00+07:00"), weeks * 2400)

    assert found == at("2026-01-09T17:00+07:00") + dt.timedelta(weeks=weeks - 1)


def test_the_later_timetable_wins_where_two_are_in_force():
    usual = Timetable("biasa", {0: (hours(8, 16),)})
    short = Timetable("pendek", {0: (hours(8, 9),)}, from_=dt.date(2026, 11, 23), to=dt.date(2026, 11, 23))

    found = Calendar("Asia/Jakarta", [usual, short]).due(at("2026-11-23T08:00+07:00"), 120)

    assert found == at("2026-11-30T09:00+07:00")


def test_the_night_shift_of_the_old_timetable_is_not_counted_twice_under_the_new_one():
    night = Timetable("malam", {0: (hours(22, 30),)})
    morning = Timetable("pagi", {1: (hours(5, 12),)}, from_=dt.date(2026, 11, 24))
    calendar = Calendar("Asia/Jakarta", [night, morning])

    reckoning = calendar.reckon(at("2026-11-23T22:00+07:00"), 14 * 60)

    assert (reckoning.due, [line.seconds for line in reckoning.lines]) == (
        at("2026-11-24T12:00+07:00"),
        [8 * 3600, 6 * 3600],
    )


def test_the_last_night_of_a_calendar_counts_to_its_morning():
    nights = Timetable("2026", {3: (hours(22, 30),)}, to=dt.date(2026, 12, 31))

    found = Calendar("Asia/Jakarta", [nights]).due(at("2027-01-01T00:30+07:00"), 330)

    assert found == at("2027-01-01T06:00+07:00")


def test_a_pause_moves_the_due_by_its_working_time_only():
    weekend = Pause(at("2026-11-27T16:00+07:00"), at("2026-11-30T09:00+07:00"), "Menunggu data")

    found = office().due(at("2026-11-27T15:00+07:00"), 120, pauses=[weekend])

    assert found == at("2026-11-30T10:00+07:00")


def test_work_that_ends_when_a_pause_begins_is_due_then():
    pause = Pause(at("2026-11-23T10:00+07:00"), at("2026-11-23T11:00+07:00"), "Menunggu data")

    found = office().due(at("2026-11-23T09:00+07:00"), 60, pauses=[pause])

    assert found == at("2026-11-23T10:00+07:00")


def test_a_pause_that_ended_before_the_start_changes_nothing():
    pause = Pause(at("2026-11-23T08:00+07:00"), at("2026-11-23T08:30+07:00"), "Menunggu data")

    found = office().due(at("2026-11-23T09:00+07:00"), 60, pauses=[pause])

    assert found == at("2026-11-23T10:00+07:00")


def test_a_start_inside_a_pause_begins_when_the_pause_ends():
    pause = Pause(at("2026-11-23T08:00+07:00"), at("2026-11-23T09:30+07:00"), "Menunggu data")

    found = office().due(at("2026-11-23T09:00+07:00"), 60, pauses=[pause])

    assert found == at("2026-11-23T10:30+07:00")


def test_pauses_that_lie_over_one_another_count_once():
    pauses = [
        Pause(at("2026-11-23T10:00+07:00"), at("2026-11-23T11:00+07:00"), "Server mati"),
        Pause(at("2026-11-23T09:30+07:00"), at("2026-11-23T10:30+07:00"), "Menunggu data"),
    ]

    found = office().due(at("2026-11-23T09:00+07:00"), 60, pauses=pauses)

    assert found == at("2026-11-23T11:30+07:00")


def test_a_pause_inside_another_changes_nothing():
    pauses = [
        Pause(at("2026-11-23T09:30+07:00"), at("2026-11-23T11:30+07:00"), "Menunggu data"),
        Pause(at("2026-11-23T10:00+07:00"), at("2026-11-23T10:30+07:00"), "Server mati"),
        Pause(at("2026-11-23T11:00+07:00"), at("2026-11-23T11:45+07:00"), "Listrik mati"),
    ]

    found = office().reckon(at("2026-11-23T09:00+07:00"), 45, pauses=pauses)

    assert (found.due, found.paused_seconds) == (at("2026-11-23T12:00+07:00"), 135 * 60)


def test_a_pause_that_lasts_leaves_the_due_open():
    pause = Pause(at("2026-11-23T10:00+07:00"), None, "Menunggu data")

    with pytest.raises(WorktimeError) as refusal:
        office().due(at("2026-11-23T09:00+07:00"), 61, pauses=[pause])

    assert str(refusal.value) == (
        "Jeda “Menunggu data” belum berakhir, sehingga tenggat belum dapat dihitung; akhiri jedanya dulu."
    )


def test_a_pause_that_lasts_is_taken_to_end_at_until():
    pause = Pause(at("2026-11-23T10:00+07:00"), None, "Menunggu data")

    found = office().due(at("2026-11-23T09:00+07:00"), 120, pauses=[pause], until=at("2026-11-24T08:30+07:00"))

    assert found == at("2026-11-24T09:30+07:00")


def test_work_done_before_a_lasting_pause_has_its_due():
    pause = Pause(at("2026-11-23T10:00+07:00"), None, "Menunggu data")

    found = office().due(at("2026-11-23T09:00+07:00"), 30, pauses=[pause])

    assert found == at("2026-11-23T09:30+07:00")


def test_next_working_is_the_instant_itself_or_the_next_opening():
    calendar = office()

    found = [calendar.next_working(at(text)) for text in ("2026-11-23T09:00+07:00", "2026-11-27T17:00+07:00")]

    assert found == [at("2026-11-23T09:00+07:00"), at("2026-11-30T08:00+07:00")]


def test_next_working_is_found_beyond_the_turn_of_the_year():
    found = office().next_working(at("2027-01-01T00:00+07:00"))

    assert found == at("2027-01-01T08:00+07:00")


def test_next_working_is_looked_for_in_years_not_yet_laid_out():
    found = office().next_working(at("2027-12-31T17:00+07:00"))

    assert found == at("2028-01-03T08:00+07:00")


def test_opening_time_is_working_time_and_closing_time_is_not():
    calendar = office()

    found = [calendar.is_working(at(f"2026-11-23T{time}+07:00")) for time in ("07:59", "08:00", "11:59", "12:00")]

    assert found == [False, True, True, False]
