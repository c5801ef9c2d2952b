"""Voiding a numbered paper: by whom, with which reason, and what stays as it was."""

from __future__ import annotations

from typing import Any

import pytest

from alur.actions import void_paper, why_not
from alur.actions.issuing import issue
from alur.papers.attachments import papers_of
from alur.papers.source import numbered_before
from alur.records.models import DocumentVersion, Entry, Visit, Voiding
from alur.reports.verify import verify
from tests import make

LATER = make.at("2026-06-08 14:00")
NOTE = "Nama pegawai tertukar; diganti catatan berikutnya."


def instruction(office: Any) -> DocumentVersion:
    case = make.case(office, at_step="3")
    return DocumentVersion.objects.get(document__case=case, document__paper="catatan-instruksi")


def _void(office: Any, version: DocumentVersion, who: str = "kabag", **changes: Any) -> list[str]:
    values = {"reason": "isi", "note": NOTE, "token": make.token()} | changes
    return make.refusal(lambda: void_paper(version, by=office.standing(who), at=LATER, **values))


def test_a_voided_paper_keeps_its_number_with_reason_person_and_instant(office: Any) -> None:
    version = instruction(office)
    number = version.official_number

    reasons = _void(office, version)

    row = Voiding.objects.select_related("version").get()
    assert reasons == []
    assert (row.version.official_number, row.version.state) == (number, "batal")
    assert (row.reason, row.note, row.voided_at, row.voided_by, row.voided_as) == (
        "isi",
        NOTE,
        LATER,
        office.people["kabag"],
        "Kabag Mutasi & PKP",
    )


def test_voiding_is_a_line_of_the_case_and_verifies(office: Any) -> None:
    version = instruction(office)

    _void(office, version, token="T")

    line = Entry.objects.get(token="T")
    assert (line.kind, line.subject_id) == ("voided", version.document.case_id)
    assert line.data == {
        "paper": "catatan-instruksi",
        "version": 1,
        "number": version.official_number,
        "reason": "isi",
        "label": "Isi keliru",
        "note": NOTE,
    }
    assert list(verify()) == []


def test_the_case_goes_on_as_it_was(office: Any) -> None:
    version = instruction(office)
    before = list(Visit.objects.values_list("pk", "step", "closed_at"))

    _void(office, version)

    assert list(Visit.objects.values_list("pk", "step", "closed_at")) == before


def test_the_next_paper_gets_the_next_number(office: Any) -> None:
    _void(office, instruction(office))

    assert instruction(office).running == 3


@pytest.mark.parametrize(("who", "may"), [("kabag", True), ("kepala", True), ("kasubbag", False), ("auditor", False)])
def test_the_role_that_made_it_or_the_head_voids_it(office: Any, who: str, may: bool) -> None:
    refusal = ["Naskah dibatalkan oleh pemegang peran yang menerbitkannya, atau oleh kepala biro."]

    assert why_not("void_paper", instruction(office), by=office.standing(who), at=LATER) == ([] if may else refusal)


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"reason": ""}, ["Pilih alasan pembatalan dari daftar."]),
        ({"reason": "bohong"}, ["Pilih alasan pembatalan dari daftar."]),
        ({"note": " pendek "}, ["Tulis keterangan pembatalan, sekurang-kurangnya 10 huruf."]),
        (
            {"note": "Keliru\x00 sekali."},
            ["Keterangan pembatalan: teks memuat tanda kendali yang tidak dapat disimpan; ketik ulang bagian itu."],
        ),
    ],
)
def test_a_void_paper_needs_a_reason_from_the_list_and_a_note(office: Any, changes: dict, sentences: list[str]) -> None:
    version = instruction(office)

    assert (_void(office, version, **changes), Voiding.objects.count()) == (sentences, 0)


def test_what_is_void_is_not_voided_again(office: Any) -> None:
    version = instruction(office)
    _void(office, version)

    assert _void(office, version) == [f"Naskah {version.official_number} sudah dibatalkan pada Sen 8 Jun 2026, 14.00."]


def test_a_press_repeated_voids_once(office: Any) -> None:
    version = instruction(office)

    refusals = [_void(office, version, token="T"), _void(office, version, token="T")]

    assert (refusals, Entry.objects.filter(kind="voided").count()) == ([[], []], 1)


def test_a_paper_without_number_is_not_voided(office: Any) -> None:
    case = make.case(office, at_step="4")
    version = DocumentVersion.objects.get(document__case=case, document__paper="hasil-analisis")

    assert _void(office, version, "dedi") == ["Yang dapat dibatalkan hanya naskah bernomor; kertas ini tidak bernomor."]


def test_papers_made_afterwards_do_not_rest_on_a_void_one(office: Any) -> None:
    version = instruction(office)
    following = DocumentVersion.objects.get(document__case=version.document.case, document__paper="catatan-penugasan")
    before = numbered_before(following, "catatan")

    _void(office, version)

    earlier = numbered_before(following, "catatan")
    following.made_at = LATER
    assert (before, earlier, numbered_before(following, "catatan")) == ([version], [version], [])


def test_a_bundle_says_which_of_its_papers_is_void(office: Any) -> None:
    version = instruction(office)
    issue(version.pk, at=LATER)

    _void(office, version)

    [attachment] = [item for item in papers_of(version.document.case) if item.title == "Catatan Instruksi"]
    assert attachment.detail.endswith(", batal (isi keliru)")
