"""Buku nomor naskah and the page of one numbered paper."""

from __future__ import annotations

from typing import Any

import pytest

from alur.records.models import DocumentVersion, Voiding
from alur.reports.number_book import office_numbers
from tests import make
from tests.actions.retention import lists
from tests.web.browsing import client_of, statements, text_of

pytestmark = pytest.mark.django_db


def paper(office: Any) -> DocumentVersion:
    case = make.case(office, at_step="2")
    return DocumentVersion.objects.get(document__case=case, document__paper="catatan-instruksi")


def test_the_book_takes_the_same_statements_for_any_number_of_papers(office: make.Office) -> None:
    client, counts = client_of(office, "kasubbag"), []

    for more in (1, 4):
        for _ in range(more):
            paper(office)
        counts.append(statements(client, "/nomor/?tahun=2026"))

    assert counts == [6, 6]


def test_the_book_lists_numbers_with_their_cases(office: make.Office) -> None:
    version = paper(office)

    words = text_of(client_of(office, "kabag").get("/nomor/?tahun=2026"))

    assert (version.official_number in words, version.document.case.number in words) == (True, True)


def test_a_berita_acara_pemusnahan_has_its_line_for_those_who_keep(office: make.Office) -> None:
    lists.rule(office)
    listed = lists.carried_out(office, lists.ended(office))

    found = {
        word: [row.number for row in office_numbers(office.standing("kepala"), year=2034, q=word)]
        for word in ("pemusnahan", "lain")
    }

    assert found == {"pemusnahan": [listed.official_number], "lain": []}
    assert office_numbers(office.standing("dedi"), year=2034) == []
    assert f'href="/retensi/daftar/{listed.pk}/"' in text_of(client_of(office, "auditor").get("/nomor/?tahun=2034"))


@pytest.mark.parametrize("field", ["tahun", "klasifikasi", "q", "sebelum"])
@pytest.mark.parametrize("value", ["999999999999999999999", "-1", "²", "\x00", "0000", "bukan"])
def test_values_that_mean_nothing_do_no_harm(office: make.Office, field: str, value: str) -> None:
    assert client_of(office, "kabag").get("/nomor/", {field: value}).status_code == 200


def test_a_paper_s_page_shows_its_public_address(office: make.Office) -> None:
    version = paper(office)

    assert f"/periksa/{version.code}/" in text_of(client_of(office, "kabag").get(f"/nomor/{version.pk}/"))


def test_its_maker_voids_it_there(office: make.Office) -> None:
    version = paper(office)
    form = {"alasan": "isi", "keterangan": "Nama pegawai tertukar.", "token": "T"}

    response = client_of(office, "kabag").post(f"/nomor/{version.pk}/", form, follow=True)

    assert "dibatalkan; nomornya tetap tercatat." in text_of(response)
    assert Voiding.objects.get().version == version


def test_a_refusal_keeps_what_was_typed(office: make.Office) -> None:
    version = paper(office)

    response = client_of(office, "kabag").post(f"/nomor/{version.pk}/", {"keterangan": "Nama tertukar."})

    words = text_of(response)
    assert (response.status_code, "Pilih alasan pembatalan dari daftar." in words) == (422, True)
    assert ">Nama tertukar.</textarea>" in words


def test_who_may_not_void_is_told_who_may(office: make.Office) -> None:
    words = text_of(client_of(office, "kasubbag").get(f"/nomor/{paper(office).pk}/"))

    assert "Naskah dibatalkan oleh pemegang peran yang menerbitkannya, atau oleh kepala biro." in words
    assert "Batalkan naskah</button>" not in words


@pytest.mark.parametrize(("who", "status"), [("admin", 404), ("tamu", 403), ("auditor", 200)])
def test_a_paper_exists_only_for_who_may_read_its_case(office: make.Office, who: str, status: int) -> None:
    assert client_of(office, who).get(f"/nomor/{paper(office).pk}/").status_code == status


def test_a_number_on_the_case_leads_to_its_page(office: make.Office) -> None:
    version = paper(office)

    page = client_of(office, "kabag").get(f"/permintaan/{version.document.case.number}/").content.decode()

    assert f'<a href="/nomor/{version.pk}/">{version.official_number}</a>' in page


def test_a_void_paper_is_called_so_on_its_case(office: make.Office) -> None:
    version = paper(office)
    client = client_of(office, "kabag")
    form = {"alasan": "isi", "keterangan": "Nama pegawai tertukar.", "token": "T"}

    client.post(f"/nomor/{version.pk}/", form)

    page = client.get(f"/permintaan/{version.document.case.number}/").content.decode()
    assert '<span class="tag late">batal</span>' in page
