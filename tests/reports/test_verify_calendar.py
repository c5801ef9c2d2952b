"""`alur verify` replays the office's lines about the calendar and names what its tables say otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from alur.actions.people import add_unit
from alur.records.models import CalendarVersion, DayOff, Decree, DecreeLine, Timetable, UnitZone
from alur.reports.verify import verify
from tests import make

LEAVE = make.line("cuti bersama", "2026-06-09", "Cuti Bersama Uji")
DATE = dt.date(2026, 6, 9)


@pytest.fixture
def decree(office: Any) -> Decree:
    """A decree that adds a day off, and one that moves it, sets hours and fixes a Ramadan."""
    make.decreed(office, LEAVE, when="2026-06-08 09:00", number="1/2026", dated_on="2026-06-08")
    return make.decreed(
        office,
        make.line("dipindah", "2026-06-09", until="2026-06-10"),
        make.line("jam khusus", "2026-06-12", "Jumat Bersih", hours="08:00-11:00"),
        make.line("ramadan", "2027-02-09", until="2027-03-09"),
        when="2026-06-08 10:00",
        number="2/2026",
    )


def draft(office: Any) -> Decree:
    values = make.decree_values(make.line("dicabut", "2026-12-24"), dated_on="2026-06-08", number="3/2026")
    return make.proposed(office, values, make.at("2026-06-08 11:00"))


def test_a_calendar_changed_by_decrees_verifies(office: Any, decree: Decree) -> None:
    draft(office)

    assert list(verify()) == []


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (
            lambda: DayOff.objects.filter(date="2026-12-25").update(decree="SKB palsu"),
            "Kalender: libur 2026-12-25 “Hari Raya Natal”: keputusan pada tabel (SKB palsu) berbeda dari catatan #1 "
            "(SKB 1497/2025, 2/2025, 5/2025).",
        ),
        (
            lambda: DayOff.objects.filter(date="2026-06-10").delete(),
            "Kalender: libur 2026-06-10 “Cuti Bersama Uji” tercatat pada #6, tetapi tidak ada pada tabel.",
        ),
        (
            lambda: DayOff.objects.create(date="2026-06-15", name="Libur palsu"),
            "Kalender: libur 2026-06-15 “Libur palsu” ada pada tabel, tetapi tidak ada catatannya.",
        ),
        (
            lambda: DayOff.objects.filter(date=DATE).update(until_version=None),
            "Kalender: libur 2026-06-09 “Cuti Bersama Uji”: versi berakhir pada tabel (kosong) berbeda dari catatan "
            "#6 (VERSI).",
        ),
        (
            lambda: Timetable.objects.filter(name="Jumat Bersih").update(hours={"fri": ["08:00-16:00"]}),
            "Kalender: jam kerja “Jumat Bersih”: jam pada tabel ({'fri': ['08:00-16:00']}) berbeda dari catatan #6 "
            "({'fri': ['08:00-11:00']}).",
        ),
        (
            lambda: Decree.objects.filter(number="2/2026").update(about="Lain sama sekali"),
            "SKB 2/2026 tanggal 8 Juni 2026: tentang pada tabel (Lain sama sekali) berbeda dari catatan #6 "
            "(Hari libur dan cuti bersama).",
        ),
        (
            lambda: CalendarVersion.objects.create(pk=999, made_at=make.MONDAY, note="palsu"),
            "Kalender: versi 999 ada pada tabel, tetapi tidak ada catatannya.",
        ),
    ],
    ids=["base", "deleted", "added", "revived", "hours", "decree", "version"],
)
def test_a_calendar_changed_behind_the_records_back_is_named(
    decree: Decree, tamper: Callable[[], Any], sentence: str
) -> None:
    tamper()

    assert list(verify()) == [sentence.replace("VERSI", str(decree.version_id))]


def test_a_line_slipped_into_a_decree_is_named(decree: Decree) -> None:
    DecreeLine.objects.create(decree=decree, number=9, act="dicabut", date=DATE)

    problems = list(verify())

    assert [problem.split(" pada tabel")[0] for problem in problems] == ["SKB 2/2026 tanggal 8 Juni 2026: isi"]


def test_a_decree_without_a_line_in_the_record_is_named(office: Any, decree: Decree) -> None:
    people = {"proposed_at": make.MONDAY, "proposed_by": office.people["admin"]}
    Decree.objects.create(kind="se", number="9/2026", dated_on=DATE, about="Palsu", **people)

    assert list(verify()) == ["Surat edaran 9/2026 tanggal 9 Juni 2026: ada pada tabel, tetapi tidak ada catatannya."]


def test_a_draft_taken_away_is_named(office: Any) -> None:
    made = draft(office)
    DecreeLine.objects.filter(decree=made).delete()
    made.delete()

    assert list(verify()) == ["Keputusan 3/2026: tercatat pada #3, tetapi tidak ada pada tabel."]


def test_zones_of_units_are_replayed_and_a_changed_one_is_named(office: Any) -> None:
    make.write_down(office)
    add_unit("jayapura", "RSUP Jayapura", zone="Asia/Jayapura", at=make.MONDAY)
    zone = make.line("zona waktu", "2026-06-08", unit="rsnb", zone="Asia/Makassar")
    hours = make.line("jam kerja", "2026-06-01", hours="sen 07:00-12:00", unit="rsnb")
    make.decreed(office, zone, hours, when="2026-06-08 10:00", kind="unit")
    whole = list(verify())

    UnitZone.objects.filter(unit=office.unit).update(zone="Asia/Jakarta")

    assert (whole, [problem.partition(" pada")[0] for problem in verify()]) == (
        [],
        [f"Kalender: zona waktu unit #{office.unit.pk} “Asia/Makassar”: zona waktu"],
    )
