"""Segel: the list, one seal with its text, the sheet; and the button that asks for a paket bukti."""

from __future__ import annotations

import hashlib
from typing import Any

from alur.actions.seals import seal_until
from alur.records.models import PrintJob, Seal
from tests import make
from tests.web.browsing import client_of, statements, text_of

NEXT = make.at("2026-06-09 02:00")


def test_the_text_of_a_seal_is_downloaded_as_it_was_hashed(office: Any) -> None:
    make.letter(office)
    seal = seal_until(at=NEXT)[-1]

    response = client_of(office, "auditor").get(f"/segel/{seal.number}/naskah.txt")

    assert hashlib.sha256(response.content).hexdigest() == seal.digest


def test_the_list_shows_each_day_and_its_statements_do_not_grow(office: Any) -> None:
    make.letter(office)
    seal_until(at=NEXT)
    client = client_of(office, "auditor")
    few = statements(client, "/segel/")
    for day in range(9, 29):
        make.letter(office, make.at(f"2026-06-{day:02} 09:00"))
    seal_until(at=make.at("2026-06-29 09:00"))

    assert statements(client, "/segel/") == few
    assert "28 Juni 2026" in text_of(client.get("/segel/"))


def test_a_page_of_seals_goes_on_by_number(office: Any) -> None:
    for number in range(1, 53):
        day = make.at("2025-01-01 09:00") + (NEXT - NEXT.replace(day=8)) * number
        Seal.objects.create(
            number=number, day=day, made_at=day, previous="0" * 64, digest="a" * 64, chains=1, lines=1, text="x"
        )

    page = text_of(client_of(office, "kepala").get("/segel/?sebelum=3"))

    assert ("Segel 2 ·" in page, "Segel 3 ·" in page) == (True, False)


def test_a_seal_is_printed_as_one_page(office: Any) -> None:
    make.letter(office)
    seal = seal_until(at=NEXT)[-1]

    response = client_of(office, "kepala").get(f"/segel/{seal.number}/lembar.pdf")

    assert (response.status_code, response.content[:5], response["Content-Type"]) == (200, b"%PDF-", "application/pdf")


def test_the_button_for_a_package_shows_to_head_and_auditor_only(office: Any) -> None:
    case = make.case(office)

    shown = {
        who: "Unduh paket bukti" in text_of(client_of(office, who).get(f"/permintaan/{case.number}/"))
        for who in ("kabag", "kepala", "auditor")
    }

    assert shown == {"kabag": False, "kepala": True, "auditor": True}


def test_who_may_not_have_a_package_is_told_so(office: Any) -> None:
    case = make.case(office)

    response = client_of(office, "kabag").post(f"/permintaan/{case.number}/paket-bukti/", follow=True)

    assert "Paket bukti diambil oleh kepala biro atau auditor." in text_of(response)
    assert PrintJob.objects.count() == 0
