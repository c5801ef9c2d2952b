"""The calendar's pages as data: months, kinds, timetables in words, and what the operator is warned of."""

from __future__ import annotations

import datetime as dt

import pytest

from alur.reports.calendar import precedence, read_month, read_year, usual_hours, warnings
from alur.worktime import Calendar, DayOff, Timetable, indonesia, read_interval

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


def test_what_rests_on_an_estimate_says_so_in_words() -> None:
    days = {cell.date.day: cell.label for cell in read_month(indonesia(), 2027, 3, TODAY).days}

    assert days[10] == "Rabu, 10 Maret 2027: Hari Raya Idul Fitri (perkiraan)"
    assert days[8] == "Senin, 8 Maret 2027: Hari Suci Nyepi (perkiraan)"
    assert days[16] == "Selasa, 16 Maret 2027: 07.30–12.00, 13.00–16.00"


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


def with_hours(*tables: Timetable) -> Calendar:
    national = indonesia()
    return Calendar(national.zone, [*national.timetables, *tables], national.days_off)


def own(name: str, day: int, owner: str = "unit Rumah Sakit", basis: str = "") -> Timetable:
    return Timetable(name, {day: (read_interval("10:00-14:00"),)}, is_partial=True, owner=owner, basis=basis)


def test_the_narrower_hours_go_before_and_of_one_unit_the_later_ones() -> None:
    calendar = with_hours(own("lama", 0), own("baru", 0, basis="Keputusan unit 5/2026"))

    assert precedence(calendar, [dt.date(2026, 6, 8), dt.date(2026, 6, 9)]) == [
        "Jam kerja unit Rumah Sakit “baru” (Keputusan unit 5/2026) mendahului jam kerja unit Rumah Sakit “lama” "
        "karena keputusannya lebih baru dan jam kerja nasional “biasa” karena lebih khusus."
    ]


def test_where_nobody_has_hours_of_its_own_nothing_is_said() -> None:
    assert precedence(indonesia(), [dt.date(2026, 3, 2), dt.date(2026, 6, 8)]) == []


def test_standing_hours_of_a_unit_are_usual_there_and_hours_for_a_time_are_not() -> None:
    short = Timetable("sementara", {1: (read_interval("10:00-14:00"),)}, TODAY, dt.date(2026, 6, 12), is_partial=True)
    calendar = with_hours(own("tetap", 0), short)

    days = {cell.date.day: cell for cell in read_month(calendar, 2026, 6, TODAY).days}

    assert [(days[day].look, days[day].timetable) for day in (8, 9, 10)] == [
        ("kerja", ""),
        ("khusus", "sementara"),
        ("kerja", ""),
    ]


def test_the_usual_hours_are_those_of_the_coming_seven_days() -> None:
    later = Timetable("nanti", {0: (read_interval("10:00-14:00"),)}, dt.date(2026, 6, 10), is_partial=True, owner="x")

    found = usual_hours(with_hours(later), dt.date(2026, 6, 10))

    assert (found[0], found[1], found[6]) == ("10.00–14.00", "07.30–12.00, 13.00–16.00", "")
