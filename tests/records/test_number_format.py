"""The office's number format: what it may be, said in sentences before anything is served."""

from __future__ import annotations

from typing import Any

import pytest

from alur.records.number_format import is_classification, office_faults, parts_of, series_of, written_number


def faults(**changes: Any) -> list[str]:
    office = {"number_format": "{klasifikasi}/{unit}/{nomor}/{tahun}", "code": "4", "classification": "OT.02.01"}
    return office_faults(office | changes)


def test_the_default_has_no_fault() -> None:
    assert faults() == []


def test_a_number_may_be_padded_and_stand_first() -> None:
    form = "{nomor:04}/{klasifikasi}/{unit}.{tahun}"

    assert (faults(number_format=form), written_number(form, "OT.02.01", "4", 2026, 7)) == ([], "0007/OT.02.01/4.2026")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ("{klasifikasi}/{nomor}/{tahun}", "harus memuat {unit}, supaya tidak ada nomor ganda."),
        (
            "{klasifikasi}/{unit}/{nomor}/{tahun}/{bulan}",
            "memuat {bulan}, yang tidak dikenal; pakailah {klasifikasi}, {unit}, {nomor}, {tahun}.",
        ),
        (
            "{klasifikasi}/{unit}{nomor}/{tahun}",
            "harus mempunyai tanda pemisah di depan {nomor}, misalnya garis miring.",
        ),
        ("{klasifikasi/{unit}", "tidak dapat dibaca: kurung kurawalnya tidak berpasangan."),
        (
            "{klasifikasi}/{unit}/{nomor}/{tahun:x}",
            "memuat {tahun} dengan bentuk yang tidak dikenal; yang dapat diatur hanya {nomor:04}.",
        ),
    ],
)
def test_a_format_that_could_give_doubles_is_refused_in_words(form: str, sentence: str) -> None:
    assert faults(number_format=form)[:1] == [f"ALUR_NUMBER_FORMAT ({form}) {sentence}"]


def test_a_format_that_would_grow_past_its_column_is_refused() -> None:
    form = "{klasifikasi}/{unit}/{nomor}/{tahun}/" + "x" * 70

    assert faults(number_format=form) == [
        f"ALUR_NUMBER_FORMAT ({form}) dapat menghasilkan nomor lebih dari 120 huruf; pendekkan."
    ]


def test_a_format_that_reads_attributes_is_refused() -> None:
    assert faults(number_format="{klasifikasi}/{unit}/{nomor.real}/{tahun}") != []


def test_an_empty_unit_code_is_refused() -> None:
    assert faults(code=" ") == ["ALUR_OFFICE_CODE (' ') tidak dapat menjadi kode unit; isi misalnya 4."]


@pytest.mark.parametrize(("text", "is_one"), [("OT.02.01", True), ("070", True), ("-", False), ("a/b", False)])
def test_what_can_be_a_klasifikasi(text: str, is_one: bool) -> None:
    assert is_classification(text) is is_one


def test_a_series_is_taken_apart_again() -> None:
    assert parts_of(series_of("OT.02.01", "4/2", 2026)) == ("OT.02.01", "4/2", 2026)
