"""The calendar's pages as data: months, kinds, timetables in words, and what the operator is warned of."""

from __future__ import annotations

import datetime as dt

import pytest

from alur.reports.calendar import read_month, read_year, warnings
from alur.worktime import Calendar, DayOff, indonesia

TODAY = dt.date(2026, 6, 8)


def with_decree(year: int) -> Calendar:
    national = indonesia()
    decreed = DayOff(dt.date(year, 1, 1), "Tahun Baru Masehi", decree="SKB 1/2026")
    return Calendar(national.zone, national.timetables, [*national.days_off, decreed])


def test_a_month_begins_on_the_right_weekday_and_has_all_its_days() -> None:
    month = read_month(indonesia(), 2026, 3, TODAY)

    assert [cell.date.day if cell else None for cell in month.weeks[0]] == [*[None] * 6, 1]
    assert [cell.date.day for cell in month.days] == list(range(1, 32))


def test_a_day_says_hours_kind_and_reason() -> None:
    days = {cell.date.day: cell for cell in read_month(indonesia(), 2026, 3, TODAY).days}

    looks = [(days[day].look, days[day].hours, days[day].minutes) for day in (16, 18, 21, 25)]
    assert looks == [
        ("khusus", ("08.00–12.00", "12.30–15.00"), "390"),
        ("libur", (), "0"),
        ("pekan", (), "0"),
        ("kerja", ("07.30–12.00", "13.00–16.00"), "450"),
    ]


def test_a_year_counts_its_days_off_by_kind() -> None:
    year = read_year(indonesia(), 2026, TODAY)

    assert year.kinds == (("cuti bersama", 8), ("libur nasional", 17))


def test_timetables_are_in_words_with_basis_and_validity() -> None:
    usual, ramadan = read_year(indonesia(), 2026, TODAY).timetables

    assert usual.hours == ("Senin–Kamis 07.30–12.00, 13.00–16.00", "Jumat 07.30–11.30, 13.00–16.30")
    assert (ramadan.validity, ramadan.basis) == (
        "sejak 19 Februari 2026 sampai 20 Maret 2026",
        "Perpres 21/2023",
    )


NO_DECREE = (
    "Kalender kerja tahun 2027 belum mempunyai keputusan hari libur; "
    "catat SKB-nya supaya tenggat yang melewati tahun dihitung dengan benar."
)
ESTIMATE = (
    "Tanggal Ramadan 1448 H (8 Februari 2027 sampai 9 Maret 2027) masih perkiraan; "
    "catat surat edarannya bila sudah terbit."
)


@pytest.mark.parametrize(
    ("calendar", "on", "sentences"),
    [
        (indonesia(), dt.date(2026, 10, 31), [ESTIMATE]),
        (indonesia(), dt.date(2026, 11, 1), [NO_DECREE, ESTIMATE]),
        (with_decree(2027), dt.date(2026, 11, 1), [ESTIMATE]),
        (indonesia(), dt.date(2025, 12, 31), []),
        (indonesia(), dt.date(2027, 3, 10), []),
    ],
    ids=["october", "november", "with a decree", "decreed next year", "after Ramadan"],
)
def test_the_operator_is_warned_in_time(calendar: Calendar, on: dt.date, sentences: list[str]) -> None:
    assert warnings(calendar, on) == sentences
