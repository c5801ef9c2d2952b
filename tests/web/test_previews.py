"""Files looked at in the page: pages as pictures, text as text, everything else to be saved; nothing ever runs."""

from __future__ import annotations

import pytest
from django.core.files.storage import FileSystemStorage

from alur.actions import attach
from alur.records.models import Unit, VersionFile
from alur.records.storage import store_bytes
from tests import make
from tests.papers.test_pictures import pdf
from tests.web.browsing import client_of, statements, text_of

pytestmark = pytest.mark.django_db
PAPER = "hasil-analisis"


def a_file(
    office: make.Office, content: bytes, media_type: str = "application/pdf", name: str = "surat.pdf", **changes: object
) -> VersionFile:
    """A file of this content on a case's first paper."""
    found = VersionFile.objects.get(version__document__case=make.case(office, **changes))
    kept = store_bytes(content, media_type=media_type, at=make.MONDAY)
    VersionFile.objects.filter(pk=found.pk).update(file=kept, name=name)
    return VersionFile.objects.get(pk=found.pk)


def seen(office: make.Office, file: VersionFile, query: str = "") -> str:
    return text_of(client_of(office, "kabag").get(f"/berkas/{file.pk}/lihat/{query}"))


def test_each_page_has_a_picture_with_words_for_it(office: make.Office) -> None:
    shown = seen(office, a_file(office, pdf("Bab 1", "Bab 2")))

    assert shown.count("<img") == 2
    assert 'alt="Halaman 2 dari 2 dari surat.pdf"' in shown


def test_the_text_of_a_page_stands_under_it_and_cannot_become_markup(office: make.Office) -> None:
    file = a_file(office, pdf("<b>Bab 1</b>"))

    raw = client_of(office, "kabag").get(f"/berkas/{file.pk}/lihat/").content.decode()

    assert "&lt;b&gt;Bab 1&lt;/b&gt;" in raw


def test_a_long_pdf_is_turned_in_parts(office: make.Office) -> None:
    shown = seen(office, a_file(office, pdf(*["Bab"] * 25)), "?hal=14")

    assert shown.count("<img") == 10
    assert "Halaman 11–20 dari 25" in shown


def test_a_locked_pdf_is_offered_for_download_with_the_reason(office: make.Office) -> None:
    shown = seen(office, a_file(office, pdf("Bab", password="kunci")))

    assert "PDF ini terkunci kata sandi" in shown
    assert "<img" not in shown


def test_a_text_is_shown_as_letters(office: make.Office) -> None:
    file = a_file(office, b"\xef\xbb\xbf<script>alert('n\xc3\xa9')</script>", "text/csv", "data.csv")

    raw = client_of(office, "kabag").get(f"/berkas/{file.pk}/lihat/").content.decode()

    assert "&lt;script&gt;alert(&#x27;né&#x27;)&lt;/script&gt;" in raw


def test_a_text_that_is_not_unicode_is_read_as_old_windows_letters(office: make.Office) -> None:
    assert "café – tarif" in seen(office, a_file(office, b"caf\xe9 \x96 tarif", "text/plain", "lama.txt"))


def test_a_long_text_is_cut_and_says_so(office: make.Office) -> None:
    shown = seen(office, a_file(office, "é".encode() * 150_000, "text/plain", "panjang.txt"))

    assert "Hanya 100.000 huruf pertama yang ditampilkan" in shown


def test_what_cannot_be_shown_is_offered_for_download(office: make.Office) -> None:
    shown = seen(office, a_file(office, b"PK", "application/zip", "paket.zip"))

    assert "Jenis berkas ini tidak dapat ditampilkan di sini. Unduh untuk membukanya." in shown


def test_a_page_is_a_picture_that_runs_nothing(office: make.Office) -> None:
    file = a_file(office, pdf("Bab 1"))

    response = client_of(office, "kabag").get(f"/berkas/{file.pk}/halaman/1/?w=480")

    assert (
        response["Content-Type"],
        response["X-Content-Type-Options"],
        response["Content-Security-Policy"],
        response["Cache-Control"],
    ) == ("image/webp", "nosniff", "default-src 'none'; style-src 'unsafe-inline'; sandbox", "private, no-store")


@pytest.mark.parametrize(
    "page", ["halaman/9/?w=480", "halaman/0/?w=480", "halaman/1/?w=5000", "halaman/1/?w=x9", "halaman/1/?w="]
)
def test_pages_and_widths_that_are_not_there_are_not_drawn(office: make.Office, page: str) -> None:
    file = a_file(office, pdf("Bab 1"))

    assert client_of(office, "kabag").get(f"/berkas/{file.pk}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["", "lihat/", "halaman/1/"])
def test_a_file_is_shown_only_to_who_may_read_its_case(office: make.Office, page: str) -> None:
    other = Unit.objects.create(name="RSJ Puspa Giri", code="rsjpg")
    file = a_file(office, pdf("Bab 1"), unit_id=other.pk)

    codes = [
        client_of(office, who).get(f"/berkas/{file.pk}/{page}").status_code for who in ("pemohon", "admin", "auditor")
    ]

    assert codes == [404, 404, 200]


@pytest.mark.parametrize("page", ["lihat/", "halaman/1/"])
def test_a_letters_scan_is_shown_only_to_who_may_read_the_letter(office: make.Office, page: str) -> None:
    scan = make.file_ref("surat.pdf", pdf("Surat"))
    letter = make.letter(office, scan=scan)

    codes = [
        client_of(office, who).get(f"/surat/{letter.pk}/pindaian/{page}").status_code for who in ("petugas", "tamu")
    ]

    assert codes == [200, 403]


def test_markup_is_never_sent_as_markup(office: make.Office) -> None:
    file = a_file(office, b"<svg onload=alert(1)>", "image/svg+xml", "gambar.svg")

    response = client_of(office, "kabag").get(f"/berkas/{file.pk}/")

    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "application/octet-stream",
        'attachment; filename="gambar.svg"',
    )


def test_the_case_page_offers_to_look_at_a_file_in_place(office: make.Office) -> None:
    file = a_file(office, pdf("Bab 1"))

    shown = text_of(client_of(office, "kabag").get(f"/permintaan/{file.version.document.case.number}/"))

    assert f'hx-get="/berkas/{file.pk}/lihat/"' in shown


def test_looking_at_a_file_takes_few_statements(office: make.Office) -> None:
    file = a_file(office, pdf("Bab 1"))

    assert statements(client_of(office, "kabag"), f"/berkas/{file.pk}/lihat/") <= 8


def test_a_file_on_a_draft_is_looked_at_by_its_writer_alone(office: make.Office) -> None:
    case = make.case(office, "3")
    visit = make.open_visit(case)
    file = attach(visit, PAPER, [pdf("Bab 1")], "a.pdf", by=office.standing("dedi"), at=make.MONDAY)

    codes = [client_of(office, who).get(f"/draf/{file.pk}/lihat/").status_code for who in ("dedi", "sari", "kasubbag")]

    assert codes == [200, 404, 404]


def test_a_storage_that_does_not_answer_is_said_in_words(office: make.Office, monkeypatch: pytest.MonkeyPatch) -> None:
    file = a_file(office, pdf("Bab 1"))

    def refuse(*arguments: object) -> None:
        raise OSError("away")

    monkeypatch.setattr(FileSystemStorage, "_open", refuse)

    response = client_of(office, "kabag").get(f"/berkas/{file.pk}/lihat/")

    assert (response.status_code, "Penyimpanan berkas sedang tidak menjawab" in text_of(response)) == (503, True)


def test_an_original_is_sent_without_any_rights_in_the_browser(office: make.Office) -> None:
    file = a_file(office, pdf("Bab 1"))

    response = client_of(office, "kabag").get(f"/berkas/{file.pk}/")

    assert (response["Content-Security-Policy"], response["X-Content-Type-Options"]) == (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "nosniff",
    )
