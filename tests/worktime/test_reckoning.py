"""The reckoning of a deadline, line by line."""

import datetime as dt

from alur.worktime import DayKind, DayOff, Pause, indonesia
from tests.worktime.calendars import at, every_day, hours, office


def test_each_day_from_start_to_due_has_a_line():
    reckoning = indonesia().reckon(at("2026-12-23T15:00+07:00"), 90)

    found = [(line.date.day, line.kind, line.seconds, line.running_seconds) for line in reckoning.lines]

    assert found == [
        (23, DayKind.WORK, 3600, 3600),
        (24, DayKind.OFF, 0, 3600),
        (25, DayKind.OFF, 0, 3600),
        (26, DayKind.WEEKEND, 0, 3600),
        (27, DayKind.WEEKEND, 0, 3600),
        (28, DayKind.WORK, 1800, 5400),
    ]


def test_a_line_shows_what_was_counted_and_what_was_not():
    line = indonesia().reckon(at("2026-02-20T09:15+07:00"), 200).lines[0]

    found = [(span.start, span.end) for span in (*line.intervals, *line.breaks)]

    assert (line.timetable, line.weekday, found) == (
        "Ramadan 1447 H",
        4,
        [
            (at("2026-02-20T09:15+07:00"), at("2026-02-20T11:30+07:00")),
            (at("2026-02-20T12:30+07:00"), at("2026-02-20T13:35+07:00")),
            (at("2026-02-20T11:30+07:00"), at("2026-02-20T12:30+07:00")),
        ],
    )


def test_a_day_off_is_shown_with_its_kind_and_decree():
    line = indonesia().reckon(at("2026-12-23T15:00+07:00"), 90).lines[1]

    found = line.day_off

    assert found == DayOff(
        dt.date(2026, 12, 24), "Cuti Bersama Hari Raya Natal", "cuti bersama", "SKB 1497/2025, 2/2025, 5/2025"
    )


def test_a_pause_is_shown_on_each_day_that_it_touches():
    pause = Pause(at("2026-12-07T10:00+07:00"), at("2026-12-09T09:00+07:00"), "Menunggu contoh data")

    reckoning = office().reckon(at("2026-12-07T08:00+07:00"), 240, pauses=[pause])

    found = [
        (line.date.day, part.begins_here, part.ends_here, part.seconds)
        for line in reckoning.lines
        for part in line.pauses
    ]
    assert found == [(7, True, False, 6 * 3600), (8, False, False, 8 * 3600), (9, False, True, 3600)]


def test_the_reckoning_tells_what_the_pauses_cost():
    pause = Pause(at("2026-12-07T10:00+07:00"), at("2026-12-09T09:00+07:00"), "Menunggu contoh data")

    reckoning = office().reckon(at("2026-12-07T08:00+07:00"), 240, pauses=[pause])

    assert (reckoning.due_without_pauses, reckoning.due, reckoning.paused_seconds) == (
        at("2026-12-07T12:00+07:00"),
        at("2026-12-09T11:00+07:00"),
        15 * 3600,
    )


def test_until_tells_what_is_used_and_what_remains():
    reckoning = office().reckon(at("2026-12-07T08:00+07:00"), 960, until=at("2026-12-08T10:00+07:00"))

    found = [line.until_seconds for line in reckoning.lines]

    assert (reckoning.used_seconds, reckoning.remaining_seconds, found) == (600 * 60, 360 * 60, [None, 7200])


def test_what_remains_falls_below_zero_when_late():
    reckoning = office().reckon(at("2026-12-07T08:00+07:00"), 60, until=at("2026-12-07T10:00+07:00"))

    assert reckoning.remaining_seconds == -3600


def test_an_open_pause_is_reckoned_up_to_until():
    pause = Pause(at("2026-12-07T09:00+07:00"), None, "Menunggu contoh data")

    reckoning = office().reckon(at("2026-12-07T08:00+07:00"), 120, pauses=[pause], until=at("2026-12-07T11:00+07:00"))

    assert (reckoning.due, reckoning.used_seconds) == (at("2026-12-07T12:00+07:00"), 3600)


def test_work_after_midnight_stands_on_the_line_of_its_shift():
    calendar = every_day(hours(22, 30))

    reckoning = calendar.reckon(at("2026-12-08T01:00+07:00"), 60)

    assert [(line.date, line.seconds) for line in reckoning.lines] == [
        (dt.date(2026, 12, 7), 3600),
    ]


def test_nothing_to_do_has_one_line_that_counts_nothing():
    reckoning = office().reckon(at("2026-12-07T20:00+07:00"), 0)

    assert [(line.date.day, line.seconds) for line in reckoning.lines] == [(7, 0)]


def test_a_stay_that_is_over_can_be_reckoned_too():
    calendar = office()

    lines = calendar.reckon_between(at("2026-12-04T16:00"), at("2026-12-07T09:00"))

    assert [(line.date.day, line.running_seconds) for line in lines] == [(4, 3600), (5, 3600), (6, 3600), (7, 7200)]
