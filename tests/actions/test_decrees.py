"""Decrees: who may propose and decide, what each kind of line does, and that a version of the calendar stays."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alur.actions.clock import calendar_version, office_calendar
from alur.actions.decrees import decide_decree, may_decide, may_propose, may_reject, propose_decree, reject_decree
from alur.records.models import CalendarVersion, Decree, Entry
from tests import make

WHEN = "2026-06-08 09:00"
LEAVE = make.line("cuti bersama", "2026-06-10", "Cuti Bersama Uji")


def day(date: str, version: int | None = None) -> Any:
    return office_calendar(version).day(dt.date.fromisoformat(date))


def refused(office: Any, *lines: Any, dated_on: str = "2026-06-08") -> list[str]:
    values = make.decree_values(*lines, dated_on=dated_on, number="9/2026")
    return may_propose(values, by=office.standing("admin"), at=make.at(WHEN))


def test_only_the_administrator_proposes(office: Any) -> None:
    answers = {who: may_propose(None, by=office.standing(who), at=make.at(WHEN)) for who in ("admin", "kepala")}

    assert answers == {
        "admin": [],
        "kepala": ["Perubahan kalender diusulkan oleh administrator; Anda tidak memegang tugas itu hari ini."],
    }


def test_the_head_and_who_may_cancel_decide_and_nobody_else(office: Any) -> None:
    draft = make.proposed(office, make.decree_values(LEAVE, dated_on="2026-06-08"), make.at(WHEN))

    may = {who: not may_decide(draft, by=office.standing(who), at=make.at(WHEN)) for who in office.people}

    assert [who for who, allowed in may.items() if allowed] == ["kabag", "kepala"]


def test_who_proposed_does_not_decide(office: Any) -> None:
    office.appoint("admin", duty="kepala")
    draft = make.proposed(office, make.decree_values(LEAVE, dated_on="2026-06-08"), make.at(WHEN))

    reasons = may_decide(draft, by=office.standing("admin"), at=make.at(WHEN))

    assert reasons == ["Anda yang mengusulkan keputusan ini; pejabat lain yang harus menetapkannya."]


def test_a_draft_changes_nothing(office: Any) -> None:
    before = calendar_version()

    make.proposed(office, make.decree_values(LEAVE, dated_on="2026-06-08"), make.at(WHEN))

    assert (calendar_version(), day("2026-06-10").seconds) == (before, 450 * 60)


def test_a_decided_decree_makes_a_version_with_its_number(office: Any) -> None:
    decree = make.decreed(office, LEAVE, when=WHEN, number="9/2026")

    found = day("2026-06-10")
    assert calendar_version() == decree.version_id
    assert (found.seconds, found.day_off.kind, found.day_off.decree) == (
        0,
        "cuti bersama",
        "SKB 9/2026 tanggal 8 Juni 2026",
    )


def test_the_version_before_a_decree_can_be_had_again(office: Any) -> None:
    before = calendar_version()
    make.decreed(office, LEAVE, make.line("dicabut", "2026-12-24"), when=WHEN)

    assert (day("2026-06-10", before).seconds, day("2026-12-24", before).seconds) == (450 * 60, 0)
    assert (day("2026-06-10").seconds, day("2026-12-24").seconds) == (0, 450 * 60)


def test_a_further_decree_undoes_one_and_all_versions_stay(office: Any) -> None:
    first = make.decreed(office, LEAVE, when=WHEN)
    second = make.decreed(office, make.line("dicabut", "2026-06-10"), when="2026-06-08 10:00")

    hours = [day("2026-06-10", version).seconds for version in (first.version_id, second.version_id)]
    assert hours == [0, 450 * 60]


def test_a_moved_day_off_keeps_its_kind_and_name(office: Any) -> None:
    make.decreed(office, make.line("dipindah", "2026-08-25", until="2026-08-26"), when=WHEN)

    found = day("2026-08-26").day_off
    assert (day("2026-08-25").seconds, found.name, found.kind) == (450 * 60, "Maulid Nabi Muhammad", "libur nasional")


def test_a_decreed_ramadan_takes_the_place_of_the_estimate(office: Any) -> None:
    make.decreed(office, make.line("ramadan", "2027-02-09", until="2027-03-09"), when=WHEN, kind="se")

    eve, first = day("2027-02-08"), day("2027-02-09")
    assert (eve.timetable.name, first.timetable.name) == ("biasa", "Ramadan 1448 H")
    assert (first.seconds, first.is_estimate) == (390 * 60, False)


def test_a_decreed_holiday_takes_the_place_of_the_estimate(office: Any) -> None:
    make.decreed(office, make.line("libur nasional", "2027-03-10", "Hari Raya Idul Fitri 1448 H"), when=WHEN)

    found = day("2027-03-10")
    assert ([off.name for off in found.days_off], found.is_estimate) == (["Hari Raya Idul Fitri 1448 H"], False)


def test_one_off_hours_hold_for_their_day_alone(office: Any) -> None:
    make.decreed(office, make.line("jam khusus", "2026-06-10", hours="07.30-12.00"), when=WHEN, kind="se")

    assert [day(date).seconds for date in ("2026-06-09", "2026-06-10", "2026-06-11")] == [27000, 16200, 27000]


def test_the_kinds_of_days_off_are_kept_apart(office: Any) -> None:
    kinds = ("libur nasional", "cuti bersama", "libur khusus")
    lines = [make.line(kind, f"2026-06-{10 + place}", kind) for place, kind in enumerate(kinds)]
    make.decreed(office, *lines, when=WHEN)

    assert tuple(day(f"2026-06-{10 + place}").day_off.kind for place in range(3)) == kinds


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (make.line("cuti bersama", "2026-06-10"), "Baris 1: nama hari liburnya belum diisi."),
        (
            make.line("dicabut", "2026-06-10"),
            "Baris 1: tidak ada libur atau jam khusus pada 10 Juni 2026; periksa tanggalnya.",
        ),
        (make.line("dipindah", "2026-12-24"), "Baris 1: tanggal barunya belum diisi."),
        (
            make.line("libur nasional", "2026-12-25", "Hari Raya Natal"),
            "Baris 1: 25 Desember 2026 sudah libur: Hari Raya Natal (SKB 1497/2025, 2/2025, 5/2025).",
        ),
        (
            make.line("ramadan", "2027-02-09", until="2027-04-09"),
            "Baris 1: masa Ramadan 60 hari terlalu panjang; paling banyak 30 hari.",
        ),
        (
            make.line("jam khusus", "2026-06-10", hours="08:00-25:00"),
            "Baris 1: Jam kerja “08:00-25:00” memuat jam yang tidak ada; jam ditulis 00:00 sampai 24:00.",
        ),
        (
            make.line("jam khusus", "2026-12-24", hours="08:00-12:00"),
            "Baris 1: 24 Desember 2026 libur (Cuti Bersama Hari Raya Natal); "
            "cabut liburnya dahulu bila hari itu menjadi hari kerja.",
        ),
        (
            make.line("jam khusus", "2026-06-10", hours="08:00-12:00, 11:00-13:00"),
            "Jadwal “Jam kerja khusus”: jam kerja Rabu 08.00-12.00 bertumpang tindih dengan Rabu 11.00-13.00.",
        ),
        (
            make.line("jam khusus", "2026-06-13", until="2026-06-14", hours="08:00-12:00"),
            "Baris 1: masa itu tidak memuat hari kerja; periksa tanggalnya.",
        ),
    ],
)
def test_a_line_that_does_not_fit_is_named(office: Any, line: Any, sentence: str) -> None:
    assert refused(office, line) == [sentence]


def test_a_decree_of_tomorrow_is_refused(office: Any) -> None:
    assert refused(office, LEAVE, dated_on="2026-06-09") == [
        "Tanggal keputusan 9 Juni 2026 belum tiba; hari ini 8 Juni 2026."
    ]


def test_the_same_decree_is_not_entered_twice(office: Any) -> None:
    make.proposed(office, make.decree_values(LEAVE, dated_on="2026-06-08", number="9/2026"), make.at(WHEN))

    assert refused(office, LEAVE) == ["SKB 9/2026 tanggal 8 Juni 2026 sudah dicatat (menunggu ditetapkan)."]


def test_a_draft_that_no_longer_fits_is_not_decided(office: Any) -> None:
    late = make.proposed(
        office, make.decree_values(make.line("dicabut", "2026-12-24"), dated_on="2026-06-08"), make.at(WHEN)
    )
    make.decreed(office, make.line("dicabut", "2026-12-24"), when=WHEN)

    assert may_decide(late, by=office.standing("kepala"), at=make.at("2026-06-08 10:00")) == [
        "Baris 1: tidak ada libur atau jam khusus pada 24 Desember 2026; periksa tanggalnya."
    ]


def test_a_second_press_decides_once(office: Any) -> None:
    draft = make.proposed(office, make.decree_values(LEAVE, dated_on="2026-06-08"), make.at(WHEN))
    press = {"by": office.standing("kepala"), "at": make.at(WHEN), "token": "T"}
    before = CalendarVersion.objects.count()

    versions = {decide_decree(draft, **press).version_id for _ in range(2)}

    assert (len(versions), CalendarVersion.objects.count()) == (1, before + 1)


def test_a_second_press_proposes_once(office: Any) -> None:
    values = make.decree_values(LEAVE, dated_on="2026-06-08")
    press = {"by": office.standing("admin"), "at": make.at(WHEN), "token": "T"}

    drafts = {propose_decree(values, **press).pk for _ in range(2)}

    assert len(drafts) == 1


def test_a_draft_is_turned_down_with_a_reason_and_stays(office: Any) -> None:
    draft = make.proposed(office, make.decree_values(LEAVE, dated_on="2026-06-08"), make.at(WHEN))
    press = {"by": office.standing("kepala"), "at": make.at(WHEN), "token": make.token()}

    reject_decree(draft, reason="Nomornya belum benar.", **press)

    kept = Decree.objects.get()
    assert (kept.state, kept.reason, kept.lines.count()) == ("ditolak", "Nomornya belum benar.", 1)
    assert may_decide(kept, by=office.standing("kepala"), at=make.at(WHEN)) == [
        f"{kept.label} sudah diputus oleh Kepala pada Sen 8 Jun 2026, 09.00: tidak ditetapkan."
    ]


def test_a_draft_is_not_turned_down_without_a_reason(office: Any) -> None:
    draft = make.proposed(office, make.decree_values(LEAVE, dated_on="2026-06-08"), make.at(WHEN))

    assert may_reject(draft, by=office.standing("kepala"), at=make.at(WHEN), reason="Salah") == [
        "Tulis alasannya, sekurang-kurangnya 10 huruf."
    ]


def test_every_act_is_in_the_offices_record_with_number_and_date(office: Any) -> None:
    make.decreed(office, LEAVE, when=WHEN, number="9/2026")

    lines = Entry.objects.filter(subject_kind="kantor", kind__startswith="decree").order_by("number")
    assert [(entry.kind, entry.by.name, entry.data["number"], entry.data["dated_on"]) for entry in lines] == [
        ("decree-proposed", "Admin", "9/2026", "2026-06-08"),
        ("decree-decided", "Kepala", "9/2026", "2026-06-08"),
    ]
