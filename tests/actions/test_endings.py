"""Withdrawing and cancelling: what is needed, and what they leave behind."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alur.actions import cancel, perform, why_not, withdraw
from alur.records.models import Case, Entry, Visit
from tests import make

LATER = make.at("2026-06-08 14:00")


def _withdraw(office: Any, case: Case, **changes: Any) -> list[str]:
    values = {"letter_number": "S-9", "dated_on": LATER.date(), "reason": "", "token": "T"} | changes
    return make.refusal(lambda: withdraw(case, by=office.standing("petugas"), at=LATER, **values))


def _cancel(office: Any, case: Case, reason: str = "Anggaran dialihkan.") -> list[str]:
    return make.refusal(lambda: cancel(case, by=office.standing("kepala"), at=LATER, reason=reason, token="T"))


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"letter_number": " "}, ["Nomor surat penarikan belum diisi."]),
        ({"dated_on": None}, ["Tanggal surat penarikan belum diisi."]),
        ({"dated_on": dt.date(2026, 6, 9)}, ["Tanggal surat penarikan 9 Juni 2026 belum tiba."]),
        (
            {"dated_on": dt.date(2026, 6, 4)},
            ["Tanggal surat penarikan lebih awal daripada surat permintaannya; periksa tanggalnya."],
        ),
        (
            {"dated_on": dt.date(1, 1, 1)},
            ["Tanggal surat penarikan lebih awal daripada surat permintaannya; periksa tanggalnya."],
        ),
        ({"reason": "x" * 100_001}, ["Alasan penarikan: teks melebihi 100.000 huruf; unggah sebagai berkas."]),
        ({"letter_number": "9" * 121}, ["Nomor surat penarikan: teks melebihi 120 huruf; singkatlah."]),
    ],
)
def test_a_withdrawal_needs_a_letter_that_can_be(office: Any, changes: dict, sentences: list[str]) -> None:
    case = make.case(office)

    assert _withdraw(office, case, **changes) == sentences


@pytest.mark.parametrize("reason", ["", "   ", "pendek"])
def test_a_cancellation_needs_a_reason(office: Any, reason: str) -> None:
    case = make.case(office)

    assert _cancel(office, case, reason) == ["Tulis alasan pembatalan, sekurang-kurangnya 10 huruf."]


def test_what_may_not_be_withdrawn_is_asked_with_the_values_of_the_action(office: Any) -> None:
    values = {"letter_number": "", "dated_on": LATER.date(), "reason": "Tidak jadi."}

    assert why_not("withdraw", make.case(office), by=office.standing("petugas"), at=LATER, **values) == [
        "Nomor surat penarikan belum diisi."
    ]


def test_a_withdrawal_closes_the_open_visit_and_judges_it(office: Any) -> None:
    case = make.case(office)

    _withdraw(office, case)

    visit = Visit.objects.get(case=case)
    assert (visit.decision, visit.closed_at, visit.used_seconds, visit.is_late) == ("ditarik", LATER, 4 * 3600, True)


def test_the_letter_of_the_withdrawal_is_in_the_record(office: Any) -> None:
    case = make.case(office)

    _withdraw(office, case, reason="Sudah ditangani vendor.")

    data = Entry.objects.get(token="T").data
    assert (data["letter_number"], data["dated_on"], data["reason"]) == ("S-9", "2026-06-08", "Sudah ditangani vendor.")


def test_what_has_ended_is_not_ended_again(office: Any) -> None:
    case = make.case(office)
    _cancel(office, case)
    case.refresh_from_db()

    sentence = ["Permintaan P-2026-0001 sudah berakhir (dibatalkan) pada Sen 8 Jun 2026, 14.00."]
    assert why_not("cancel", case, by=office.standing("kepala"), at=LATER) == sentence
    assert why_not("withdraw", case, by=office.standing("petugas"), at=LATER) == sentence


def test_a_step_of_a_cancelled_case_cannot_be_done(office: Any) -> None:
    visit = make.open_visit(make.case(office))
    _cancel(office, visit.case)

    reasons = make.refusal(lambda: perform(visit, "lanjut", by=office.standing("kabag"), at=LATER, token="K"))

    assert reasons == [
        "Langkah 1 putaran ke-1 sudah ditutup oleh Kepala pada Sen 8 Jun 2026, 14.00: dibatalkan. "
        "Yang Anda tulis tersimpan sebagai draf."
    ]


def test_a_case_that_went_online_can_no_longer_be_cancelled(office: Any) -> None:
    case = make.case(office, at_step="end")
    case.refresh_from_db()

    assert _cancel(office, case) == ["Permintaan P-2026-0001 sudah berakhir (selesai) pada Sen 8 Jun 2026, 09.45."]
