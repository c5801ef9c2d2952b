"""SOP: the official sheet, live."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from alur.records.models import Edition, TemplateFault
from tests import make
from tests.web.browsing import client_of, crowd, statements, text_of

pytestmark = pytest.mark.django_db


def sheet(office: make.Office, who: str = "kasubbag", query: str = "") -> str:
    return text_of(client_of(office, who).get(f"/sop/{office.edition.procedure_id}/{query}"))


def test_the_sheet_takes_the_same_statements_for_any_number_of_cases(office: make.Office) -> None:
    client, counts = client_of(office, "kasubbag"), []

    for more in (1, 49, 450):
        crowd(office, more)
        counts.append(statements(client, f"/sop/{office.edition.procedure_id}/"))

    assert counts == [9] * 3


def test_the_identity_page_carries_the_boxes_word_for_word(office: make.Office) -> None:
    shown = sheet(office)

    boxes = re.findall(r"<h2>([^<]+) :</h2>", shown)
    assert boxes == [
        "Dasar hukum",
        "Kualifikasi Pelaksana",
        "Keterkaitan",
        "Peralatan / Perlengkapan",
        "Peringatan",
        "Pencatatan dan Pendataan",
    ]
    assert "Inpres Nomor 3 Tahun 2003 tentang Kebijakan dan Strategi Nasional Pengembangan E- Goverment" in shown


def test_the_total_counts_what_can_be_read(office: make.Office) -> None:
    assert "11.170 menit (24 hari kerja 370 menit, 1 hari kerja = 450 menit)" in sheet(office)


def test_open_and_late_requests_are_counted_on_the_sheet(office: make.Office) -> None:
    crowd(office, 3)

    shown = sheet(office)

    assert ("Permintaan berjalan: 3" in shown, "3 lewat tenggat" in shown) == (True, True)


def test_a_requester_counts_only_the_own_units_requests(office: make.Office) -> None:
    office.appoint("lain", duty="pemohon", unit=office.bureau)
    crowd(office, 2)

    assert "Permintaan berjalan: 0" in sheet(office, "lain")


def test_an_earlier_edition_says_that_it_is_not_in_force(office: make.Office) -> None:
    old = office.edition
    Edition.objects.create(
        procedure=old.procedure,
        number=2,
        text=old.text + "\n",
        sha256="0" * 64,
        effective_on=old.effective_on,
        published_at=make.MONDAY,
    )

    assert "Ini bukan edisi yang berlaku hari ini." in sheet(office, query="?edisi=1")


@pytest.mark.parametrize("address", ["/sop/999/", "/sop/99999999999999999999/", "/sop/1/?edisi=77"])
def test_a_procedure_or_edition_that_is_not_there_is_not_found(office: make.Office, address: str) -> None:
    assert client_of(office, "kasubbag").get(address).status_code == 404


def test_the_list_names_the_procedures_in_force(office: make.Office) -> None:
    shown = text_of(client_of(office, "auditor").get("/sop/"))

    assert ("OT.02.01/4/4739/2019" in shown, "10 langkah, 3 pelaksana" in shown) == (True, True)


def test_the_sheet_is_given_as_pdf_of_the_edition_that_is_shown(office: make.Office) -> None:
    address = f"/sop/{office.edition.procedure_id}/edisi-1.pdf"

    answer = client_of(office, "pemohon").get(address)

    assert address in sheet(office)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer["Content-Disposition"] == 'attachment; filename="SOP OT.02.01-4-4739-2019 edisi 1.pdf"'


def test_an_edition_that_is_not_there_has_no_pdf(office: make.Office) -> None:
    assert client_of(office, "kasubbag").get(f"/sop/{office.edition.procedure_id}/edisi-7.pdf").status_code == 404


def test_screen_and_pdf_are_laid_out_for_the_same_paper(office: make.Office, settings: Any) -> None:
    settings.OFFICE = {**settings.OFFICE, "paper": "f4"}

    assert ('viewBox="0 0 1440 854"' in sheet(office), 'class="sheet f4' in sheet(office)) == (True, True)


def test_the_drawing_is_told_in_words_too(office: make.Office) -> None:
    told = re.findall(r"<desc>(.*?)</desc>", sheet(office))

    assert re.findall(r"Langkah (\d+),", " ".join(told)) == [str(number) for number in range(1, 11)]


def with_a_long_identity(office: make.Office) -> Edition:
    """An edition with so many legal grounds that its identity takes three pages in print."""
    grounds = "".join(
        f'"Undang-Undang Nomor {number} Tahun 2014 tentang Aparatur Sipil Negara", ' for number in range(60)
    )
    text = office.edition.text.replace("dasar_hukum = [", f"dasar_hukum = [{grounds}", 1)
    return Edition.objects.create(
        procedure=office.edition.procedure,
        number=2,
        text=text,
        sha256="1" * 64,
        effective_on=office.edition.effective_on,
        published_at=make.MONDAY,
    )


def test_pages_are_numbered_on_screen_as_in_print(office: make.Office) -> None:
    with_a_long_identity(office)

    shown = sheet(office, query="?edisi=2")

    assert re.findall(r"<span>(Halaman [^<]+)</span>", shown) == [
        "Halaman 1–3 dari 5",
        "Halaman 4 dari 5",
        "Halaman 5 dari 5",
    ]
    assert "Lanjut ke halaman 5: a ke langkah" in shown


def test_a_broken_template_of_the_sheet_is_told_until_it_works(
    office: make.Office, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    (tmp_path / "templates").mkdir()
    broken = tmp_path / "templates" / "sop.typ"
    broken.write_text("#panic()")
    client, address = client_of(office, "pemohon"), f"/sop/{office.edition.procedure_id}/edisi-1.pdf"

    answer, told = client.get(address), TemplateFault.objects.values_list("template", flat=True)

    assert (answer.content[:5], list(told)) == (b"%PDF-", ["sop"])
    broken.unlink()
    client.get(address)
    assert list(told.all()) == []
