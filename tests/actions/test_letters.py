"""Registering letters and opening cases: dates, texts, doubles, and what the agenda keeps word for word."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alur.actions import open_case, register, why_not
from alur.records import search
from alur.records.models import Case, Counter, Entry
from tests import make

DAY = dt.date


def _register(office: Any, **changes: object) -> list[str]:
    press = {"by": office.standing("petugas"), "at": make.MONDAY, "token": make.token()}
    return make.refusal(lambda: register(make.letter_values(office, **changes), **press))


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        (
            {"dated_on": DAY(2026, 6, 9), "received_on": DAY(2026, 6, 9)},
            ["Tanggal diterima 9 Juni 2026 belum tiba; hari ini 8 Juni 2026."],
        ),
        (
            {"dated_on": DAY(2026, 6, 8), "received_on": DAY(2026, 6, 5)},
            ["Tanggal surat lebih akhir daripada tanggal diterima; periksa kedua tanggalnya."],
        ),
        ({"dated_on": DAY(1, 1, 1)}, ["Tahun surat 1 tidak mungkin; periksa tanggalnya."]),
        ({"number": "  "}, ["Nomor surat belum diisi."]),
        ({"subject": ""}, ["Hal surat belum diisi."]),
        ({"scan": None}, ["Pindaian surat belum diunggah."]),
        ({"number": "9" * 121}, ["Nomor surat: teks melebihi 120 huruf; singkatlah."]),
        ({"subject": "h" * 301}, ["Hal: teks melebihi 300 huruf; singkatlah."]),
        ({"summary": "r" * 100_001}, ["Ringkasan: teks melebihi 100.000 huruf; unggah sebagai berkas."]),
        (
            {"summary": "nol\x00"},
            ["Ringkasan: teks memuat tanda kendali yang tidak dapat disimpan; ketik ulang bagian itu."],
        ),
        ({"kind": "hadiah"}, ["Jenis permintaan: pilih dari daftar."]),
        ({"urgency": "kapan-kapan"}, ["Sifat surat: pilih dari daftar."]),
        ({"security": "X"}, ["Keamanan surat: pilih dari daftar."]),
        ({"attachments": -1}, ["Banyaknya lampiran tidak mungkin kurang dari nol."]),
        ({"unit_id": 999_999}, ["Unit asal surat belum dipilih."]),
    ],
)
def test_a_letter_that_cannot_be_is_refused_in_words(office: Any, changes: dict, sentences: list[str]) -> None:
    assert _register(office, **changes) == sentences


def test_a_leap_day_is_a_day(office: Any) -> None:
    letter = make.letter(office, dated_on=DAY(2024, 2, 29))

    letter.refresh_from_db()
    assert letter.dated_on == DAY(2024, 2, 29)


def test_a_summary_of_100000_letters_is_kept(office: Any) -> None:
    letter = make.letter(office, summary="r" * 100_000)

    letter.refresh_from_db()
    assert len(letter.summary) == 100_000


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '=HYPERLINK("http://x")', "{{ 7*7 }}", "\u202etxt.exe 😀"]
)
def test_html_and_formulas_are_kept_as_they_were_written(office: Any, text: str) -> None:
    letter = make.letter(office, subject=text, summary=text)

    letter.refresh_from_db()
    assert (letter.subject, letter.summary) == (text, text)
    assert Entry.objects.get(subject_kind="surat", subject_id=letter.pk).data["subject"] == text


def test_the_same_number_of_the_same_unit_is_registered_once(office: Any) -> None:
    make.letter(office, number="S-7")

    assert _register(office, number="S-7") == ["Surat nomor S-7 dari unit itu sudah dicatat pada agenda 1/2026."]


def test_the_same_number_of_another_unit_is_another_letter(office: Any) -> None:
    make.letter(office, number="S-7")

    assert _register(office, number="S-7", unit_id=office.bureau.pk) == []


def test_a_refused_letter_uses_up_no_agenda_number(office: Any) -> None:
    _register(office, scan=None)

    letter = make.letter(office)

    assert (letter.agenda_number, Counter.objects.get(name="agenda/2026").value) == (1, 1)


def test_the_agenda_begins_anew_each_year(office: Any) -> None:
    make.letter(office)

    letter = make.letter(office, make.at("2027-01-04 09:00"), dated_on=DAY(2027, 1, 2), received_on=DAY(2027, 1, 4))

    assert (letter.agenda_year, letter.agenda_number) == (2027, 1)


def test_the_year_is_that_of_the_office_and_not_of_greenwich(office: Any) -> None:
    day = DAY(2027, 1, 1)

    letter = make.letter(office, make.at("2027-01-01 00:30"), dated_on=day, received_on=day)

    assert letter.agenda_year == 2027


def test_a_letter_becomes_one_case_only(office: Any) -> None:
    case = make.case(office)

    assert why_not("open_case", case.letter, by=office.standing("petugas"), at=make.MONDAY, edition=office.edition) == [
        "Surat ini sudah menjadi permintaan P-2026-0001 pada Sen 8 Jun 2026, 09.00."
    ]


def test_an_edition_is_not_run_before_its_day(office: Any) -> None:
    letter = make.letter(office)
    office.edition.effective_on = DAY(2026, 7, 1)
    press = {"by": office.standing("petugas"), "at": make.MONDAY, "token": "T"}

    assert make.refusal(lambda: open_case(letter, office.edition, **press)) == [
        "Edisi SOP ini baru berlaku 1 Juli 2026."
    ]


def test_the_letter_is_the_first_paper_of_its_case(office: Any) -> None:
    case = make.case(office)

    version = case.documents.get().current

    assert (version.document.paper, version.form, version.visit) == ("surat-permintaan", "surat", None)
    assert [(file.file_id, file.name) for file in version.files.all()] == [(case.letter.scan_id, "surat.pdf")]


def test_a_case_is_found_by_the_stems_of_its_words(office: Any) -> None:
    case = make.case(office, subject="Penerbitan SK kenaikan gaji berkala")

    assert list(search.matching(Case.objects.all(), "diterbitkan")) == [case]
