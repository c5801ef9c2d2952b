"""Buku nomor naskah: what is in it, for whom, and how it is searched."""

from __future__ import annotations

from typing import Any

from alur.actions import void_paper
from alur.records.models import DocumentVersion, Unit
from alur.reports.number_book import NumberBook, number_book, numbered_paper
from tests import make


def book(office: Any, who: str = "auditor", **values: Any) -> NumberBook:
    return number_book(office.standing(who), **({"year": 2026} | values))


def numbers(found: NumberBook) -> list[str]:
    return [row.version.official_number for row in found.rows]


def test_numbers_stand_newest_first_with_their_state(office: Any) -> None:
    make.case(office, at_step="3")
    first = DocumentVersion.objects.get(document__paper="catatan-instruksi")
    values = {"reason": "isi", "note": "Nama pegawai tertukar.", "token": make.token()}
    void_paper(first, by=office.standing("kabag"), at=make.at("2026-06-08 14:00"), **values)

    found = book(office)

    assert [(row.version.official_number, row.state) for row in found.rows] == [
        ("OT.02.01/4/2/2026", "berlaku"),
        ("OT.02.01/4/1/2026", "batal"),
    ]
    assert (found.years, found.classifications) == ([2026], ["OT.02.01"])


def test_a_year_and_a_klasifikasi_without_numbers_are_empty(office: Any) -> None:
    make.case(office, at_step="2")

    assert (numbers(book(office, year=2025)), numbers(book(office, classification="KP.04"))) == ([], [])


def test_a_year_ends_at_midnight_of_the_office(office: Any) -> None:
    make.case(office, at_step="2", when=make.at("2026-12-31 23:50"))
    make.case(office, at_step="2", when=make.at("2027-01-01 00:10"))

    found = [numbers(book(office, year=year)) for year in (2026, 2027)]

    assert found == [["OT.02.01/4/1/2026"], ["OT.02.01/4/1/2027"]]


def test_papers_of_one_instant_are_each_shown_once(office: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("alur.reports.number_book.PAGE", 1)
    for _ in range(3):
        make.case(office, at_step="2")

    pages, before = [], None
    while before != 0:
        page = book(office, before=before)
        pages += numbers(page)
        before = int(page.next_before or 0)

    assert pages == [f"OT.02.01/4/{running}/2026" for running in (3, 2, 1)]


def test_a_search_looks_in_number_paper_and_case(office: Any) -> None:
    one, two = make.case(office, at_step="2"), make.case(office, at_step="3", subject="Cuti besar")

    found = [numbers(book(office, q=words)) for words in (one.number, "cuti penugasan", "4/2/2026", "tidak ada")]

    assert found == [["OT.02.01/4/1/2026"], ["OT.02.01/4/3/2026"], ["OT.02.01/4/2/2026"], []]
    assert two.number in str([row.version.document.case for row in book(office).rows])


def test_a_page_goes_on_where_the_one_before_ended(office: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("alur.reports.number_book.PAGE", 2)
    make.case(office, at_step="3")
    make.case(office, at_step="3", when=make.at("2026-06-09 09:00"))

    first = book(office)
    second = book(office, before=int(first.next_before))

    assert numbers(first) + numbers(second) == [f"OT.02.01/4/{running}/2026" for running in (4, 3, 2, 1)]
    assert second.next_before == ""


def test_numbers_of_cases_that_one_may_not_read_are_not_there(office: Any) -> None:
    other = Unit.objects.create(name="RSJ Puspa Giri", code="rsjpg")
    make.case(office, at_step="2", unit_id=other.pk)
    version = DocumentVersion.objects.get(document__paper="catatan-instruksi")

    seen = numbered_paper(version.pk, office.standing("pemohon"))

    assert (numbers(book(office, "pemohon")), seen) == ([], None)
