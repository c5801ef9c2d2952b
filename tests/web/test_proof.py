"""Periksa naskah: what a stranger with a print or a PDF is told, and what nobody is told."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.actions import void_paper
from alur.actions.issuing import issue
from alur.records.models import DocumentVersion, StoredFile
from alur.records.storage import open_file
from tests import make
from tests.web.browsing import client_of, text_of

pytestmark = pytest.mark.django_db
LATER = make.at("2026-06-09 08:00")


def issued(office: Any, **changes: Any) -> tuple[DocumentVersion, bytes]:
    """A Catatan Instruksi and its PDF."""
    case = make.case(office, at_step="2", **changes)
    version = DocumentVersion.objects.get(document__case=case, document__paper="catatan-instruksi")
    return version, open_file(issue(version.pk, at=LATER).file_id).read()


def sent(address: str, content: bytes, **extra: Any) -> Any:
    return Client().post(address, {"berkas": SimpleUploadedFile("catatan.pdf", content, "application/pdf")}, **extra)


def answer(response: Any) -> str:
    """The sentence about the file that was sent."""
    found = re.search(r'id="hasil".*?<h2>(.*?)</h2>', response.content.decode(), re.S)
    return html.unescape(found[1]) if found else ""


def heading(response: Any) -> str:
    found = re.search(r'class="state.*?<h[12]>(.*?)</h[12]>', response.content.decode(), re.S)
    return found[1] if found else ""


def test_the_page_of_a_code_says_what_the_paper_is(office: make.Office) -> None:
    version, _ = issued(office)

    words = text_of(response := Client().get(f"/periksa/{version.code}/"))

    assert heading(response) == "Tercatat dan berlaku"
    told = ("Catatan Instruksi", version.official_number, "8 Juni 2026", "Kabag Mutasi & PKP", "Kabag")
    assert [word for word in told if word not in words] == []


def test_the_page_gives_away_nothing_else(office: make.Office) -> None:
    version, _ = issued(office)
    case, person = version.document.case, version.made_by

    words = text_of(Client().get(f"/periksa/{version.code}/"))

    kept = (case.number, case.title, case.unit.name, case.letter.number, person.nip, "Mohon ditindaklanjuti")
    assert [word for word in kept if word in words] == []


def test_a_restricted_paper_shows_no_name(office: make.Office) -> None:
    version, _ = issued(office, security="T")

    words = text_of(Client().get(f"/periksa/{version.code}/"))

    assert ("Catatan Instruksi" in words, "Naskah dinas" in words) == (False, True)


def test_the_very_file_is_recognised(office: make.Office) -> None:
    version, pdf = issued(office)

    assert answer(sent(f"/periksa/{version.code}/", pdf)) == "Berkas ini persis naskah yang diterbitkan"


def test_a_changed_byte_is_noticed(office: make.Office) -> None:
    version, pdf = issued(office)
    changed = pdf[:-9] + bytes([pdf[-9] ^ 1]) + pdf[-8:]

    assert answer(sent(f"/periksa/{version.code}/", changed)) == "Bukan berkas yang sama"


def test_a_swapped_file_is_named_by_its_own_code(office: make.Office) -> None:
    (version, _), (other, pdf) = issued(office), issued(office)

    response = sent(f"/periksa/{version.code}/", pdf)

    assert (answer(response), f"/periksa/{other.code}/" in text_of(response)) == ("Berkas ini naskah lain", True)


def test_a_void_paper_is_called_void_and_its_file_too(office: make.Office) -> None:
    version, pdf = issued(office)
    values = {"reason": "isi", "note": "Nama pegawai tertukar.", "token": make.token()}
    void_paper(version, by=office.standing("kabag"), at=LATER, **values)

    response = sent(f"/periksa/{version.code}/", pdf)

    assert (heading(response), answer(response)) == ("Batal", "Berkas ini persis naskah yang diterbitkan")
    assert "Tetapi naskah itu sudah batal." in text_of(response)
    assert ("isi keliru" in text_of(response), "tertukar" in text_of(response)) == (True, False)


def test_a_file_alone_leads_to_its_code(office: make.Office) -> None:
    version, pdf = issued(office)

    response = sent("/periksa/", pdf)

    assert f"/periksa/{version.code}/" in text_of(response)


@pytest.mark.parametrize("address", ["/periksa/", "/periksa/{}/"])
def test_without_a_file_it_asks_for_one(office: make.Office, address: str) -> None:
    version, _ = issued(office)

    words = text_of(Client().post(address.format(version.code)))

    assert "Belum ada berkas yang dipilih." in words


def test_an_uploaded_file_is_kept_nowhere(office: make.Office, settings: Any) -> None:
    version, _ = issued(office)
    before = (StoredFile.objects.count(), sorted(Path(settings.FILES_ROOT).rglob("*")))

    sent(f"/periksa/{version.code}/", b"%PDF-1.4 " + b"rahasia" * 400_000)

    assert (StoredFile.objects.count(), sorted(Path(settings.FILES_ROOT).rglob("*"))) == before


def test_unknown_and_impossible_codes_get_one_answer(office: make.Office) -> None:
    issued(office)

    pages = {Client().get(f"/periksa/{code}/").content for code in ("000000000000", "bukan-kode", "%00", "x" * 900)}
    codes = {Client().get(f"/periksa/{code}/").status_code for code in ("000000000000", "bukan-kode")}

    assert (len(pages), codes) == (1, {404})


def test_a_typed_code_leads_to_its_page(office: make.Office) -> None:
    version, _ = issued(office)
    written = " ".join(version.code[place : place + 4] for place in (0, 4, 8)).lower()

    response = Client().get("/periksa/", {"kode": written})

    assert response["Location"] == f"/periksa/{version.code}/"


def test_what_is_no_code_is_said_beside_the_field(office: make.Office) -> None:
    response = Client().get("/periksa/", {"kode": "<b>12"})

    assert (response.status_code, "“<bdi>&lt;b&gt;12</bdi>” bukan kode naskah" in response.content.decode()) == (
        422,
        True,
    )


def test_the_page_sets_no_cookie_and_is_not_indexed_or_stored(office: make.Office) -> None:
    version, pdf = issued(office)

    responses = [
        Client().get("/periksa/"),
        Client().get(f"/periksa/{version.code}/"),
        client_of(office, "kabag").get(f"/periksa/{version.code}/"),
        sent(f"/periksa/{version.code}/", pdf),
    ]

    assert [(dict(it.cookies), it["X-Robots-Tag"], it["Cache-Control"]) for it in responses] == [
        ({}, "noindex, nofollow", "no-store")
    ] * 4


def test_a_logged_in_person_sees_the_same_page(office: make.Office) -> None:
    version, _ = issued(office)
    address = f"/periksa/{version.code}/"
    at = r"Diperiksa [^<]*"

    pages = {re.sub(at, "", text_of(client.get(address))) for client in (Client(), client_of(office, "kabag"))}

    assert len(pages) == 1


def test_a_page_takes_four_statements(office: make.Office) -> None:
    version, _ = issued(office)

    with CaptureQueriesContext(connection) as seen:
        Client().get(f"/periksa/{version.code}/")

    assert len(seen) == 4


def test_whoever_guesses_must_wait_and_is_told_how_long(office: make.Office) -> None:
    version, _ = issued(office)
    tries = [Client().get(f"/periksa/{number:012}/").status_code for number in range(31)]

    response = Client().get(f"/periksa/{version.code}/")

    assert tries == [404] * 30 + [429]
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 600
    assert "Coba lagi 10 menit lagi" in text_of(response)


def test_somebody_at_another_address_need_not_wait(office: make.Office) -> None:
    version, _ = issued(office)
    for number in range(31):
        Client().get(f"/periksa/{number:012}/")

    assert Client().get(f"/periksa/{version.code}/", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_the_log_in_page_leads_to_it() -> None:
    assert 'href="/periksa/"' in text_of(Client().get("/masuk/"))
