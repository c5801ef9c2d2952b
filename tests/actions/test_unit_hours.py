"""Hours of a unit and of a service: what is inherited, what goes before, and which lines do not fit."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alur.actions.clock import calendar_version, office_calendar
from alur.actions.decrees import may_propose
from alur.actions.people import add_unit
from alur.records.models import Entry, Unit
from tests import make
from tests.actions.unit_lines import HOSPITAL, WHEN, hours, zone


def hours_on(date: str, *, unit: Unit | None = None, service: str = "", version: int | None = None) -> list[str]:
    calendar = office_calendar(version, unit=unit.pk if unit else None, service=service)
    day = calendar.day(dt.date.fromisoformat(date))
    return [f"{span.start:%H:%M}-{span.end:%H:%M}" for span in day.intervals]


def refused(office: Any, *lines: Any) -> list[str]:
    values = make.decree_values(*lines, dated_on="2026-06-08", kind="unit")
    return may_propose(values, by=office.standing("admin"), at=make.at(WHEN))


def ward(office: Any) -> Unit:
    """A unit below the hospital."""
    return Unit.objects.create(name="Instalasi Rawat Inap", code="inap", parent=office.unit)


def test_a_units_hours_go_before_the_national_ones(office: Any) -> None:
    make.decreed(office, hours(), when=WHEN, kind="unit")

    assert hours_on("2026-06-09", unit=office.unit) == ["07:00-12:00", "13:00-15:30"]
    assert hours_on("2026-06-09") == ["07:30-12:00", "13:00-16:00"]


def test_a_weekday_that_a_unit_does_not_set_is_inherited(office: Any) -> None:
    make.decreed(office, hours("sab 08:00-12:00"), when=WHEN, kind="unit")

    assert hours_on("2026-06-13", unit=office.unit) == ["08:00-12:00"]
    assert hours_on("2026-06-12", unit=office.unit) == ["07:30-11:30", "13:00-16:30"]
    assert hours_on("2026-06-13") == []


def test_a_weekday_that_a_unit_calls_free_has_no_hours(office: Any) -> None:
    make.decreed(office, hours("sen libur; sab 07:30-13:30"), when=WHEN, kind="unit")

    assert hours_on("2026-06-15", unit=office.unit) == []


def test_a_unit_below_inherits_and_its_own_hours_go_before(office: Any) -> None:
    below = ward(office)
    make.decreed(office, hours(), when=WHEN, kind="unit")
    make.decreed(office, hours("rab 10:00-14:00", unit="inap"), when=WHEN, kind="unit")

    assert hours_on("2026-06-09", unit=below) == ["07:00-12:00", "13:00-15:30"]
    assert hours_on("2026-06-10", unit=below) == ["10:00-14:00"]


def test_the_narrower_unit_goes_before_the_later_decision(office: Any) -> None:
    below = ward(office)
    make.decreed(office, hours("rab 10:00-14:00", unit="inap"), when=WHEN, kind="unit")
    make.decreed(office, hours(), when=WHEN, kind="unit")

    assert hours_on("2026-06-10", unit=below) == ["10:00-14:00"]


def test_of_two_timetables_of_a_unit_the_later_decision_goes_before(office: Any) -> None:
    make.decreed(office, hours(), when=WHEN, kind="unit")
    make.decreed(office, hours("sen-jum 08:00-14:00"), when=WHEN, kind="unit")

    assert hours_on("2026-06-10", unit=office.unit) == ["08:00-14:00"]


def test_hours_of_a_service_hold_for_it_alone_and_those_of_a_unit_go_before(office: Any) -> None:
    make.decreed(office, hours("sen-jum 09:00-15:00", unit="", service="perbaikan"), when=WHEN, kind="se")
    make.decreed(office, hours("sel 07:00-12:00"), when=WHEN, kind="unit")

    assert hours_on("2026-06-10", service="perbaikan") == ["09:00-15:00"]
    assert hours_on("2026-06-10", service="pengembangan") == ["07:30-12:00", "13:00-16:00"]
    assert hours_on("2026-06-09", unit=office.unit, service="perbaikan") == ["07:00-12:00"]
    assert hours_on("2026-06-10", unit=office.unit, service="perbaikan") == ["09:00-15:00"]


def test_a_night_shift_runs_over_midnight(office: Any) -> None:
    make.decreed(office, hours("sen-kam 22:00-06:00; jum-min libur"), when=WHEN, kind="unit")

    calendar = office_calendar(unit=office.unit.pk)
    assert calendar.due(make.at("2026-06-08 23:00"), 8 * 60) == make.at("2026-06-09 23:00")


def test_a_leave_of_the_unit_adds_to_the_national_ones(office: Any) -> None:
    make.decreed(
        office, make.line("libur khusus", "2026-06-10", "HUT rumah sakit", unit=HOSPITAL), when=WHEN, kind="unit"
    )

    assert (hours_on("2026-06-10", unit=office.unit), hours_on("2026-12-25", unit=office.unit)) == ([], [])
    assert hours_on("2026-06-10") == ["07:30-12:00", "13:00-16:00"]


def test_a_unit_cannot_withdraw_a_national_day_off(office: Any) -> None:
    assert refused(office, make.line("dicabut", "2026-12-24", unit=HOSPITAL)) == [
        "Baris 1: tidak ada libur atau jam khusus pada 24 Desember 2026 untuk unit atau layanan itu; "
        "periksa tanggalnya."
    ]


def test_a_workday_takes_a_day_off_back_for_its_unit_alone(office: Any) -> None:
    make.decreed(office, make.line("hari kerja", "2026-12-24", unit=HOSPITAL), when=WHEN, kind="unit")

    assert hours_on("2026-12-24", unit=office.unit) == ["07:30-12:00", "13:00-16:00"]
    assert hours_on("2026-12-24") == []


def test_a_leave_of_the_unit_below_stands_against_a_workday_of_the_one_above(office: Any) -> None:
    below = ward(office)
    leave = make.line("libur khusus", "2026-12-24", "Perawatan gedung", unit="inap")
    make.decreed(office, make.line("hari kerja", "2026-12-24", unit=HOSPITAL), leave, when=WHEN, kind="unit")

    assert hours_on("2026-12-24", unit=below) == []


def test_one_off_hours_of_a_unit_hold_for_their_day(office: Any) -> None:
    make.decreed(
        office, make.line("jam khusus", "2026-06-10", hours="07.30-11.00", unit=HOSPITAL), when=WHEN, kind="unit"
    )

    days = [hours_on(f"2026-06-{day}", unit=office.unit) for day in ("10", "11")]
    assert days == [["07:30-11:00"], ["07:30-12:00", "13:00-16:00"]]


def test_withdrawn_hours_hold_until_the_day_before(office: Any) -> None:
    make.decreed(office, hours(), when=WHEN, kind="unit")
    make.decreed(office, make.line("dicabut", "2026-07-01", unit=HOSPITAL), when=WHEN, kind="unit")

    days = [hours_on(date, unit=office.unit)[0] for date in ("2026-06-30", "2026-07-01")]
    assert days == ["07:00-12:00", "07:30-12:00"]


def test_the_version_before_a_units_decree_can_be_had_again(office: Any) -> None:
    before = calendar_version()
    make.decreed(office, hours(), zone(), when=WHEN, kind="unit")

    assert hours_on("2026-06-09", unit=office.unit, version=before) == ["07:30-12:00", "13:00-16:00"]
    assert office_calendar(before, unit=office.unit.pk).zone == "Asia/Jakarta"


def test_a_unit_below_works_in_the_zone_of_the_one_above_until_it_has_its_own(office: Any) -> None:
    below = ward(office)
    make.decreed(office, zone(), when=WHEN, kind="unit")
    inherited = office_calendar(unit=below.pk).zone
    make.decreed(office, zone("inap", "Asia/Makassar"), when=WHEN, kind="unit")
    own = office_calendar(unit=below.pk).zone
    make.decreed(office, zone("inap", "induk"), when=WHEN, kind="unit")

    assert (inherited, own, office_calendar(unit=below.pk).zone) == ("Asia/Jayapura", "Asia/Makassar", "Asia/Jayapura")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            hours("sen 07:30-12:00, 11:00-13:00"),
            "Senin: Jam kerja “11:00-13:00” bertumpang tindih dengan “07:30-12:00”.",
        ),
        (
            hours("sen 22:00-08:00; sel 07:30-12:00"),
            "Selasa: Jam kerja “07:30-12:00” bertumpang tindih dengan Senin “22:00-08:00”.",
        ),
        (
            hours("sen 16:00-15:00"),
            "Senin: Jam kerja “16:00-15:00” berakhir sebelum mulai; tukar kedua jamnya. Giliran malam yang lebih "
            "panjang dari 16 jam ditulis sebagai dua bagian.",
        ),
        (
            hours("sen 08:00-25:00"),
            "Senin: Jam kerja “08:00-25:00” memuat jam yang tidak ada; jam ditulis 00:00 sampai 24:00.",
        ),
        (hours("sen-jum libur"), "jam kerja itu tidak memuat satu menit kerja pun; isi jamnya sedikitnya satu hari."),
        (hours("senja 7-12"), "“senja 7-12” tidak terbaca; tulis seperti sen-kam 07:30-12:00, 13:00-16:00; sab libur."),
        (hours(unit="tiada"), "unit berkode “tiada” tidak dikenal; pilih dari daftar unit."),
        (
            hours(service="ngopi"),
            "layanan “ngopi” tidak dikenal; tulis nomor SOP atau pengembangan, perbaikan, lain.",
        ),
        (
            make.line("hari kerja", "2026-06-10", unit=HOSPITAL),
            "10 Juni 2026 bukan hari libur; untuk jam lain pakai “Jam kerja khusus”.",
        ),
        (
            make.line("jam khusus", "2026-12-24", hours="08:00-12:00", unit=HOSPITAL),
            "24 Desember 2026 libur (Cuti Bersama Hari Raya Natal); "
            "pakai perubahan “Libur menjadi hari kerja” bila hari itu menjadi hari kerja.",
        ),
        (
            make.line("hari kerja", "2026-03-21", unit=HOSPITAL),
            "21 Maret 2026 tidak mempunyai jam kerja; tulis jamnya, misalnya 08:00-12:00.",
        ),
        (
            make.line("dipindah", "2026-12-24", until="2026-12-28", unit=HOSPITAL),
            "tidak ada libur pada 24 Desember 2026 yang dapat dipindah; periksa tanggalnya.",
        ),
        (
            hours(""),
            "jam kerjanya belum diisi; tulis seperti sen-kam 07:30-12:00, 13:00-16:00; jum 07:30-11:30, 13:00-16:30.",
        ),
        (zone(of=""), "unit yang zona waktunya ditetapkan belum diisi."),
        (
            zone(name="WIB"),
            "zona waktunya belum dipilih; tulis salah satu dari Asia/Jakarta, Asia/Makassar, Asia/Jayapura, induk.",
        ),
        (zone(name="induk"), "zona waktu RSUP Nusa Bakti sudah demikian."),
    ],
)
def test_a_line_of_a_unit_that_does_not_fit_is_named(office: Any, line: Any, sentence: str) -> None:
    assert refused(office, line) == [f"Baris 1: {sentence}"]


def test_a_line_after_one_that_makes_no_calendar_is_a_sentence(office: Any) -> None:
    wrong = make.line("jam khusus", "2026-06-10", hours="08:00-12:00, 11:00-13:00", unit=HOSPITAL)
    further = make.line("jam khusus", "2026-06-11", hours="08:00-12:00", unit=HOSPITAL)

    overlap = "Jadwal “Jam kerja khusus”: jam kerja Rabu 08.00-12.00 bertumpang tindih dengan Rabu 11.00-13.00."
    assert refused(office, wrong, further) == [f"Baris 2: {overlap}"]


def test_a_saturday_that_is_a_holiday_is_worked_at_the_hours_written(office: Any) -> None:
    work = make.line("hari kerja", "2026-03-21", hours="08.00-12.00", unit=HOSPITAL)
    make.decreed(office, work, when=WHEN, kind="unit")

    assert hours_on("2026-03-21", unit=office.unit) == ["08:00-12:00"]


def test_a_calendar_without_a_working_minute_is_a_sentence(office: Any) -> None:
    everywhere = make.line("jam kerja", "2026-06-01", hours="sen-min libur")

    assert refused(office, everywhere) == [
        "Baris 1: jam kerja itu tidak memuat satu menit kerja pun; isi jamnya sedikitnya satu hari."
    ]


def test_what_inherits_everything_shares_one_compiled_calendar(office: Any) -> None:
    make.decreed(office, hours(), when=WHEN, kind="unit")

    assert office_calendar(unit=office.bureau.pk) is office_calendar()
    assert office_calendar(unit=office.unit.pk) is not office_calendar()


def test_a_unit_entered_with_a_zone_works_in_it_from_then_on(office: Any) -> None:
    before = calendar_version()

    unit = add_unit("jayapura", "RSUP Jayapura", zone="Asia/Jayapura", at=make.MONDAY)

    zones = [office_calendar(version, unit=unit.pk).zone for version in (before, None)]
    assert zones == ["Asia/Jakarta", "Asia/Jayapura"]


def test_the_offices_record_names_unit_and_zone(office: Any) -> None:
    make.decreed(office, zone(), when=WHEN, kind="unit")

    line = Entry.objects.get(subject_kind="kantor", kind="decree-decided").data["lines"][0]
    assert (line["unit"], line["zone"], line["service"]) == (HOSPITAL, "Asia/Jayapura", "")
