"""How a visit stands against its standard, in words and tone."""

from __future__ import annotations

import datetime as dt

import pytest

from alur.reports.timing import Clockwork, Tone, last_worked, time_block
from alur.reports.wording import amount, listed, moment
from alur.worktime import indonesia
from tests.make import at

CALENDAR = indonesia()
TWO_HOURS = 7200


def block(due: str, now: str, *, standard: int = TWO_HOURS, paused: str = "", is_wall_clock: bool = False) -> tuple:
    clockwork = Clockwork(at(due), standard, at(paused) if paused else None, is_wall_clock)
    found = time_block(clockwork, CALENDAR, at(now))
    return found.tone, found.words, found.due, found.used


@pytest.mark.parametrize(
    ("due", "now", "expected"),
    [
        ("2026-06-08 11:00", "2026-06-08 09:00", (Tone.NORMAL, "sisa 120 menit kerja", "tenggat hari ini, 11.00", 0)),
        ("2026-06-08 11:00", "2026-06-08 10:30", (Tone.NEARLY, "sisa 30 menit kerja", "tenggat hari ini, 11.00", 75)),
        ("2026-06-08 11:00", "2026-06-08 10:29", (Tone.NORMAL, "sisa 31 menit kerja", "tenggat hari ini, 11.00", 74)),
        ("2026-06-08 11:00", "2026-06-08 13:58", (Tone.LATE, "lewat 118 menit kerja", "tenggat hari ini, 11.00", 100)),
        ("2026-06-05 15:52", "2026-06-08 07:30", (Tone.LATE, "lewat 38 menit kerja", "tenggat Jum 5 Jun, 15.52", 100)),
    ],
)
def test_time_left_is_counted_in_working_minutes(due: str, now: str, expected: tuple) -> None:
    assert block(due, now) == expected


@pytest.mark.parametrize(
    ("due", "now", "words"),
    [
        ("2027-02-09 09:00", "2027-02-03 09:00", "tenggat Sel 9 Feb, 09.00 (perkiraan)"),
        ("2027-02-04 09:00", "2027-02-03 09:00", "tenggat Kam 4 Feb, 09.00"),
        ("2028-01-04 09:00", "2027-12-30 09:00", "tenggat Sel 4 Jan 2028, 09.00 (perkiraan)"),
    ],
)
def test_a_deadline_on_days_not_yet_decided_is_an_estimate(due: str, now: str, words: str) -> None:
    assert block(due, now)[2] == words


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2026-06-05 16:30", "2026-06-08 07:30"),
        ("2026-06-08 12:00", "2026-06-08 13:00"),
        ("2026-06-15 16:00", "2026-06-17 07:30"),
    ],
    ids=["weekend", "break", "day off"],
)
def test_the_bar_stands_still_while_nobody_works(earlier: str, later: str) -> None:
    bars = [block("2026-06-18 16:00", now, standard=10 * 450 * 60) for now in (earlier, later)]

    assert bars[0] == bars[1]


def test_the_bar_shows_the_share_of_working_time_used() -> None:
    due, standard = "2026-06-12 16:30", 5 * 450 * 60

    shares = [block(due, f"2026-06-{day:02} 07:30", standard=standard)[3] for day in range(8, 13)]

    assert shares == [0, 20, 40, 60, 80]


def test_work_due_at_closing_time_is_not_late_that_evening() -> None:
    assert block("2026-06-08 16:00", "2026-06-08 19:00")[:2] == (Tone.NEARLY, "sisa 0 menit kerja")


def test_a_pause_stops_the_time_left() -> None:
    assert block("2026-06-08 11:00", "2026-06-08 15:00", paused="2026-06-08 10:00") == (
        Tone.PAUSED,
        "dijeda",
        "sisa 60 menit kerja",
        50,
    )


def test_a_wall_clock_runs_over_the_weekend() -> None:
    shown = block("2026-06-08 09:00", "2026-06-06 09:00", standard=4 * 86400, is_wall_clock=True)

    assert shown[1] == "sisa 2 hari kalender"


def test_a_step_without_time_has_no_clock_and_no_meter() -> None:
    found = time_block(Clockwork(None, None), CALENDAR, at("2026-06-08 09:00"))

    assert (found.tone, found.used) == (Tone.NONE, None)


@pytest.mark.parametrize(
    ("now", "mark"),
    [
        ("2026-06-08 09:00", "2026-06-08 09:00"),
        ("2026-06-08 12:30", "2026-06-08 12:00"),
        ("2026-06-08 07:00", "2026-06-05 16:30"),
        ("2026-06-06 10:00", "2026-06-05 16:30"),
    ],
)
def test_the_last_worked_instant_is_the_end_of_the_hours_before(now: str, mark: str) -> None:
    assert last_worked(CALENDAR, at(now)) == at(mark)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 menit kerja"),
        (59, "kurang dari 1 menit kerja"),
        (449 * 60, "449 menit kerja"),
        (900 * 60, "2 hari kerja (900 menit kerja)"),
        (9000 * 60, "20 hari kerja (9.000 menit kerja)"),
        (1100 * 60, "2,4 hari kerja (1.100 menit kerja)"),
    ],
)
def test_amounts_are_written_as_officials_count_them(seconds: int, words: str) -> None:
    assert amount(seconds) == words


def test_a_moment_shows_its_year_when_it_is_another() -> None:
    now = dt.datetime(2026, 6, 8, 2, tzinfo=dt.UTC)

    assert [moment(at(text), now) for text in ("2026-06-08 08:50", "2026-06-05 15:52", "2025-12-31 08:00")] == [
        "hari ini, 08.50",
        "Jum 5 Jun, 15.52",
        "Rab 31 Des 2025, 08.00",
    ]


def test_a_list_ends_with_and() -> None:
    assert [listed(list("a")), listed(list("ab")), listed(list("abc"))] == ["a", "a dan b", "a, b, dan c"]
