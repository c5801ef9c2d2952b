"""What anybody may learn about a paper by its code, and whether a file is that very paper."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from alur.actions import void_paper
from alur.actions.issuing import issue
from alur.records.models import DocumentVersion
from alur.reports.proof import Comparison, Likeness, Validity, compare, proof_of
from tests import make
from tests.web.browsing import text_of

LATER = make.at("2026-06-09 08:00")


def version_of(office: Any, paper: str = "catatan-instruksi", at_step: str = "3", **changes: Any) -> DocumentVersion:
    case = make.case(office, at_step=at_step, **changes)
    return DocumentVersion.objects.get(document__case=case, document__paper=paper)


def test_a_code_says_what_it_is_and_who_answers_for_it(office: Any) -> None:
    version = version_of(office)

    proof = proof_of(version.code)

    assert proof is not None
    assert (proof.name, proof.number, proof.made_on, proof.signer, proof.capacity, proof.validity) == (
        "Catatan Instruksi",
        version.official_number,
        dt.date(2026, 6, 8),
        "Kabag",
        "Kabag Mutasi & PKP",
        Validity.VALID,
    )


@pytest.mark.parametrize("code", ["", "000000000000", "bukan"])
def test_a_code_that_nobody_has_leads_to_nothing(office: Any, code: str) -> None:
    version_of(office)

    assert proof_of(code) is None


@pytest.mark.parametrize("security", ["T", "R", "SR"])
def test_what_is_not_open_shows_no_name(office: Any, security: str) -> None:
    version = version_of(office, security=security)

    proof = proof_of(version.code)

    assert proof is not None
    assert (proof.name, proof.number) == ("", version.official_number)


def two_verdicts(office: Any) -> list[DocumentVersion]:
    case = make.case(office, at_step="4")
    make.advance(office, make.open_visit(case), make.at("2026-06-08 10:00"), "dikoreksi")
    make.advance(office, make.open_visit(case), make.at("2026-06-08 11:00"))
    make.advance(office, make.open_visit(case), make.at("2026-06-09 11:30"), "disetujui")
    return list(DocumentVersion.objects.filter(document__paper="pemeriksaan-analisis").order_by("number"))


def test_a_newer_version_replaces_an_older_one(office: Any) -> None:
    first, second = two_verdicts(office)

    proof = proof_of(first.code)

    assert proof is not None
    assert (proof.name, proof.validity, proof.since, proof.successor) == (
        "Lembar hasil pemeriksaan",
        Validity.REPLACED,
        dt.date(2026, 6, 9),
        f"versi 2, nomor {second.official_number}",
    )


def test_nobody_is_sent_to_a_newer_version_that_is_void(office: Any) -> None:
    first, second = two_verdicts(office)
    values = {"reason": "isi", "note": "Butir kedua tertukar.", "token": make.token()}
    void_paper(second, by=office.standing("kasubbag"), at=make.at("2026-06-09 14:00"), **values)

    proof = proof_of(first.code)

    assert proof is not None
    assert (proof.validity, proof.is_successor_void) == (Validity.REPLACED, True)
    words = text_of(Client().get(f"/periksa/{first.code}/"))
    assert "Yang lebih baru itu pun sudah batal" in words
    assert "Pakailah yang lebih baru." not in words


def test_a_void_paper_says_so_with_the_class_of_the_reason_alone(office: Any) -> None:
    version = version_of(office)
    values = {"reason": "ganda", "note": "Sama dengan catatan kemarin.", "token": make.token()}
    void_paper(version, by=office.standing("kabag"), at=LATER, **values)

    proof = proof_of(version.code)

    assert proof is not None
    assert (proof.validity, proof.since, proof.void_reason) == (Validity.VOID, LATER.date(), "Terbit ganda")


def test_the_issued_file_is_the_same(office: Any) -> None:
    version = version_of(office)
    made = issue(version.pk, at=LATER)

    assert compare(made.file_id, proof_of(version.code)) == Comparison(Likeness.SAME, version.code)


def test_another_issued_file_is_named_by_its_code(office: Any) -> None:
    version, other = version_of(office), version_of(office)
    made = issue(other.pk, at=LATER)
    issue(version.pk, at=LATER)

    assert compare(made.file_id, proof_of(version.code)) == Comparison(Likeness.OTHER, other.code)


def test_without_a_code_an_issued_file_is_known_by_its_bytes(office: Any) -> None:
    version = version_of(office)
    made = issue(version.pk, at=LATER)

    assert compare(made.file_id) == Comparison(Likeness.SAME, version.code)


def test_a_file_of_the_office_that_is_not_printed_is_as_strange_as_any(office: Any) -> None:
    version = version_of(office)
    issue(version.pk, at=LATER)
    upload = DocumentVersion.objects.filter(document__paper="bahan-analisis").latest("pk").files.get()

    assert compare(upload.file_id, proof_of(version.code)) == Comparison(Likeness.DIFFERENT)


def test_before_the_print_is_made_no_file_is_called_different(office: Any) -> None:
    version = version_of(office)

    assert compare("0" * 64, proof_of(version.code)) == Comparison(Likeness.NOT_ISSUED)
